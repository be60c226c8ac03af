package dev.waybill.shared.queue;

import dev.waybill.shared.database.Question;
import dev.waybill.shared.database.RoundTrip;
import dev.waybill.shared.process.Beside;
import dev.waybill.shared.process.Lane;
import dev.waybill.shared.process.LaneShare;
import dev.waybill.shared.process.Ready;
import dev.waybill.shared.process.ReadyProcesses;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
    private final Beside<Job> jobs;
    private final QueueControls controls;
    private final UnstartedClaims unstarted;
    private final Supplier<ServedWork> served;
    private volatile Lane cursor = Lane.START;
    private volatile List<Lane> lastOpen = List.of();
    private volatile List<Lane> expected = List.of();

    /** @param jobs reads the job of a process that is locked */
    Claims(
            JdbcClient jdbc,
            RoundTrip trip,
            Beside<Job> jobs,
            QueueControls controls,
            UnstartedClaims unstarted,
            Supplier<ServedWork> served) {
        this.jdbc = jdbc;
        this.trip = trip;
        this.jobs = jobs;
        this.controls = controls;
        this.unstarted = unstarted;
        this.served = served;
    }

    /**
     * What a claim sees first.
     *
     * @param after behind which lane it has looked
     * @param guess what it would take if the lanes were those that two claims in a row have seen
     * @param taken what is locked of the guess
     */
    record Look(Lane after, List<Lane> lanes, Controls controls, List<LaneShare> guess, List<Ready<Job>> taken) {}

    /**
     * Looks for lanes, in one round trip with the change of role that must come before, and with what is to be claimed if they
     * are the expected ones.
     */
    Look look(Question<?> entering, ClaimRequest wanted) {
        Lane after = cursor;
        List<LaneShare> guess = shares(expected, wanted, Budget.UNLIMITED);
        Question<Lane> lanes = ReadyProcesses.lanes(after, LANES_A_LOOK);
        Question<Ready<Job>> locking = ReadyProcesses.locking(guess, jobs);
        RoundTrip.Answers seen = trip.ask(entering, lanes, QueueControls.ALL, locking);
        return new Look(after, seen.to(lanes), new Controls(seen.to(QueueControls.ALL)), guess, seen.to(locking));
    }

    /** Locks what is to be claimed, of what was seen or else of lanes behind it; in the caller's transaction. */
    List<Ready<Job>> lock(ClaimRequest wanted, Look look) {
        if (wanted.getLimit() == 0) {
            return List.of();
        }
        int ends = look.after.equals(Lane.START) ? 1 : 0;
        List<Lane> lanes = look.lanes;
        while (true) {
            boolean end = lanes.size() < LANES_A_LOOK;
            cursor = end ? Lane.START : lanes.getLast();
            List<Ready<Job>> taken = lanes.isEmpty() ? List.of() : take(lanes, look, wanted);
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

    private List<Ready<Job>> take(List<Lane> lanes, Look look, ClaimRequest wanted) {
        Controls held = look.controls;
        ServedWork work = served.get();
        List<Lane> open = lanes.stream()
                .filter(lane -> work.labels().contains(lane.label())
                        && work.serves(lane.queue())
                        && held.pausing(lane).isEmpty())
                .toList();
        List<Control> limits = held.limiting(open);
        // under a limit it depends on what runs how much may be taken
        expected = limits.isEmpty() && open.equals(lastOpen) ? open : List.of();
        lastOpen = open;
        Budget budget = controls.budget(limits);
        List<LaneShare> shares = shares(open, wanted, budget);
        if (shares.isEmpty()) {
            return List.of();
        }
        List<Ready<Job>> locked = shares.equals(look.guess)
                ? look.taken
                : ReadyProcesses.locking(shares, jobs).ask(jdbc);
        return chosen(locked, work, wanted, budget);
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

    /** But for what is still here: JobRunr ends the one of two copies of a job when the other one begins. */
    private List<Ready<Job>> chosen(List<Ready<Job>> locked, ServedWork work, ClaimRequest wanted, Budget budget) {
        List<Ready<Job>> chosen = new ArrayList<>();
        for (Ready<Job> one : locked) {
            Lane lane = one.header().lane();
            UUID job = one.header().jobId();
            boolean here = work.busyWith(job) || unstarted.holds(job);
            if (!here && chosen.size() < wanted.most(lane) && budget.spend(lane)) {
                chosen.add(one);
            }
        }
        return chosen;
    }
}
