package dev.waybill.shared.queue;

import dev.waybill.shared.database.Question;
import dev.waybill.shared.database.RoundTrip;
import dev.waybill.shared.process.Header;
import dev.waybill.shared.process.Lane;
import dev.waybill.shared.process.LaneShare;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ReadyProcesses;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jobrunr.jobs.Job;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which processes a worker takes next: fair over workspaces, then the most urgent, then the oldest; only of types and
 * queues that it serves, and only what no operator holds back (docs/decisions/0005-claims.md).
 */
final class Claims {

    /** Lanes that a claim looks into; the next one goes on after them. */
    private static final int LANES_A_LOOK = 32;

    private static final String INTERNAL = "internal";

    private final JdbcClient jdbc;
    private final RoundTrip trip;
    private final ReadyProcesses ready;
    private final QueueControls controls;
    private final Supplier<ServedWork> served;
    private volatile Lane cursor = Lane.START;

    Claims(JdbcClient jdbc, RoundTrip trip, ReadyProcesses ready, QueueControls controls, Supplier<ServedWork> served) {
        this.jdbc = jdbc;
        this.trip = trip;
        this.ready = ready;
        this.controls = controls;
        this.served = served;
    }

    /**
     * What a claim sees first.
     *
     * @param after behind which lane it has looked
     */
    record Look(Lane after, List<Lane> lanes, Controls controls) {}

    /** Looks for lanes, in one round trip with the change of role that must come before. */
    Look look(Question<?> entering) {
        Lane after = cursor;
        RoundTrip.Answers<Lane, Control> seen =
                trip.ask(entering, ReadyProcesses.lanes(after, LANES_A_LOOK), QueueControls.ALL);
        return new Look(after, seen.first(), new Controls(seen.second()));
    }

    /** Locks what is to be claimed, of what was seen or else of lanes behind it; in the caller's transaction. */
    Map<ProcessId, Header> lock(ClaimRequest wanted, Look look) {
        if (wanted.getLimit() == 0) {
            return Map.of();
        }
        int ends = look.after.equals(Lane.START) ? 1 : 0;
        List<Lane> lanes = look.lanes;
        while (true) {
            boolean end = lanes.size() < LANES_A_LOOK;
            cursor = end ? Lane.START : lanes.getLast();
            Map<ProcessId, Header> taken = lanes.isEmpty() ? Map.of() : take(lanes, look.controls, wanted);
            if (!taken.isEmpty() || (end && ++ends > 1)) {
                return taken;
            }
            lanes = ReadyProcesses.lanes(cursor, LANES_A_LOOK).ask(jdbc);
        }
    }

    /** JobRunr jobs without a process, which wait in the queue {@code internal}; none while this node may not run them. */
    List<Job> unlessHeld(List<Job> others) {
        return others.isEmpty()
                        || !served.get().serves(INTERNAL)
                        || controls.read().pauses(INTERNAL)
                ? List.of()
                : others;
    }

    private Map<ProcessId, Header> take(List<Lane> lanes, Controls held, ClaimRequest wanted) {
        ServedWork work = served.get();
        List<Lane> open = lanes.stream()
                .filter(lane -> work.labels().contains(lane.label())
                        && work.serves(lane.queue())
                        && held.pausing(lane).isEmpty())
                .toList();
        Budget budget = controls.budget(held.limiting(open));
        List<LaneShare> shares = shares(open, wanted, budget);
        if (shares.isEmpty()) {
            return Map.of();
        }
        List<Header> locked = ready.lock(shares).values().stream()
                .filter(header -> !work.busyWith(header.jobId()))
                .toList();
        return chosen(locked, wanted, budget);
    }

    /** More than a fair share of each: what one workspace has not, another may have. */
    private static List<LaneShare> shares(List<Lane> open, ClaimRequest wanted, Budget budget) {
        long workspaces = open.stream().map(Lane::workspace).distinct().count();
        int share = workspaces < 2
                ? wanted.getLimit()
                : (int) Math.min(wanted.getLimit(), 2 * (wanted.getLimit() / workspaces + 1));
        return open.stream()
                .map(lane -> new LaneShare(lane, Math.min(Math.min(share, wanted.most(lane)), budget.left(lane))))
                .filter(one -> one.most() > 0)
                .toList();
    }

    private static Map<ProcessId, Header> chosen(Collection<Header> locked, ClaimRequest wanted, Budget budget) {
        Map<ProcessId, Header> chosen = new LinkedHashMap<>();
        for (Header header : locked) {
            Lane lane = header.lane();
            if (chosen.size() < wanted.most(lane) && budget.spend(lane)) {
                chosen.put(header.id(), header);
            }
        }
        return chosen;
    }
}
