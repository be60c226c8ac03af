package dev.waybill.shared.queue;

import static java.util.Comparator.comparingInt;

import dev.waybill.shared.process.Front;
import dev.waybill.shared.process.Lane;
import dev.waybill.shared.process.Ready;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jobrunr.jobs.Job;
import org.jspecify.annotations.Nullable;

/**
 * The lanes that a worker's looks have seen, and where each of them began. What was claimed leaves entries in PostgreSQL's index
 * until it is vacuumed, in front of what waits: a look from the fronts does not step over all of them again. It misses what was
 * put before a front later, and of the same priority; so all is looked at now and then.
 */
final class KnownLanes {

    /** How long a process waits that was put before a front, while others are claimed. */
    private static final long BETWEEN_WHOLE_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** So that whole looks take a tenth of the time, unless they are very slow. */
    private static final int PAUSE_AFTER_A_WHOLE_LOOK = 9;

    /**
     * @param all those that have work
     * @param open those that may be looked into again from their fronts
     */
    record Seen(List<Lane> all, List<Lane> open, Map<Lane, Front> fronts) {}

    private Seen seen = new Seen(List.of(), List.of(), Map.of());
    private boolean foundTooLittle;
    private boolean sawAll;
    private long lastWhole;
    private long lastWholeTook;

    /** The lanes to look into from their fronts; null when a whole look is due. */
    synchronized @Nullable Seen forBriefLook() {
        long since = System.nanoTime() - lastWhole;
        boolean due = foundTooLittle || (!sawAll && since >= BETWEEN_WHOLE_LOOKS_NANOS);
        boolean affordable = since >= PAUSE_AFTER_A_WHOLE_LOOK * lastWholeTook;
        boolean possible = !seen.open.isEmpty() && seen.fronts.keySet().containsAll(seen.open);
        return possible && !(due && affordable) ? seen : null;
    }

    /** What a look at all lanes has found; those that were known stay so when nothing waits. */
    synchronized void seen(List<Lane> all, List<Lane> open, List<Ready<Job>> locked, boolean enough, long took) {
        if (!all.isEmpty()) {
            seen = new Seen(all, open, fronts(open, locked));
        }
        sawAll = !enough;
        foundTooLittle = false;
        lastWholeTook = Math.min(took, BETWEEN_WHOLE_LOOKS_NANOS);
        lastWhole = System.nanoTime();
    }

    /** What a look from the fronts has found. */
    synchronized void seenBriefly(List<Ready<Job>> locked, boolean enough) {
        seen = new Seen(seen.all, seen.open, fronts(seen.open, locked));
        foundTooLittle |= !enough;
        sawAll &= !enough;
    }

    private Map<Lane, Front> fronts(List<Lane> open, List<Ready<Job>> locked) {
        Map<Lane, Front> fronts = new HashMap<>(seen.fronts);
        fronts.keySet().retainAll(open);
        Map<Lane, Map<Integer, List<Front>>> places = new HashMap<>();
        for (Ready<Job> one : locked) {
            places.computeIfAbsent(one.header().lane(), lane -> new LinkedHashMap<>())
                    .computeIfAbsent(one.place().priority(), priority -> new ArrayList<>())
                    .add(one.place());
        }
        places.forEach((lane, byPriority) -> fronts.put(lane, most(byPriority)));
        return fronts;
    }

    /** The first of those with the priority that most have: there most is left behind. */
    private static Front most(Map<Integer, List<Front>> byPriority) {
        return byPriority.values().stream()
                .max(comparingInt(List::size))
                .orElseThrow()
                .getFirst();
    }
}
