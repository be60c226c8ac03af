package dev.waybill.shared.queue;

import static java.util.Comparator.comparingInt;

import dev.waybill.shared.database.Question;
import dev.waybill.shared.process.Front;
import dev.waybill.shared.process.Lane;
import dev.waybill.shared.process.Ready;
import dev.waybill.shared.process.ReadyProcesses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jobrunr.jobs.Job;

/**
 * The lanes that a worker's looks have seen, and where each of them began. What was claimed leaves entries in PostgreSQL's index
 * until it is vacuumed, in front of what waits: a look from the fronts does not step over all of them again. It misses what was
 * put before a front later, and of the same priority; so all is looked at now and then.
 */
final class KnownLanes {

    /** How long a process waits that was put before a front, while others are claimed. */
    private static final Duration BETWEEN_WHOLE_LOOKS = Duration.ofMillis(500);

    /** A look that takes longer is dear. */
    private static final Duration CHEAP = Duration.ofMillis(5);

    /** So that dear looks take a tenth of the time, unless they are very slow. */
    private static final int PAUSE_AFTER_A_DEAR_LOOK = 9;

    /**
     * @param all those that have work
     * @param others asks whether there are any beside them
     * @param open those that may be looked into from their fronts
     */
    record Seen(List<Lane> all, Question<Boolean> others, List<Lane> open, Map<Lane, Front> fronts) {

        boolean allowsBrief() {
            return !open.isEmpty() && fronts.keySet().containsAll(open);
        }
    }

    private Seen seen = new Seen(List.of(), ReadyProcesses.otherLanes(List.of()), List.of(), Map.of());
    private long affordable = System.nanoTime();
    private long due = affordable;

    synchronized Seen seen() {
        return seen;
    }

    /** Whether all should be looked at again. */
    synchronized boolean wholeLookIsDue() {
        return due - System.nanoTime() <= 0;
    }

    /** How long until all may be looked at again; zero if it may be now. */
    synchronized Duration untilWholeLook() {
        return Duration.ofNanos(Math.max(0, affordable - System.nanoTime()));
    }

    /**
     * What a look at all lanes has found; those that were known stay so when nothing waits.
     *
     * @param enough whether it was as much as was wanted: else all there was
     */
    synchronized void wholly(List<Lane> all, List<Lane> open, List<Ready<Job>> locked, boolean enough, Duration took) {
        if (!all.isEmpty()) {
            Question<Boolean> others = all.equals(seen.all) ? seen.others : ReadyProcesses.otherLanes(all);
            seen = new Seen(all, others, open, fronts(open, locked));
        }
        long now = System.nanoTime();
        long between = BETWEEN_WHOLE_LOOKS.toNanos();
        long pause = took.compareTo(CHEAP) < 0 ? 0 : PAUSE_AFTER_A_DEAR_LOOK * Math.min(took.toNanos(), between);
        affordable = now + pause;
        due = enough ? now + Math.max(pause, between) : affordable;
    }

    /**
     * What a look from the fronts has found.
     *
     * @param enough whether it was as much as was wanted: else something may be left before the fronts
     */
    synchronized void briefly(List<Ready<Job>> locked, boolean enough) {
        seen = new Seen(seen.all, seen.others, seen.open, fronts(seen.open, locked));
        if (!enough) {
            due = affordable;
        }
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
