package dev.waybill.shared.queue;

import dev.waybill.shared.database.Question;
import dev.waybill.shared.database.RoundTrip;
import dev.waybill.shared.process.Beside;
import dev.waybill.shared.process.Front;
import dev.waybill.shared.process.Lane;
import dev.waybill.shared.process.LaneShare;
import dev.waybill.shared.process.Ready;
import dev.waybill.shared.process.ReadyProcesses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final KnownLanes known = new KnownLanes();
    private volatile Lane cursor = Lane.START;

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
     * @param since when it began, by {@link System#nanoTime}
     * @param lanes those that have work; perhaps also some that had
     * @param fronts from where they are looked into; empty if all that waits is looked at
     * @param guess what it would take if the lanes are those that are known
     * @param locked what is locked of the guess
     */
    record Look(
            long since,
            Controls controls,
            List<Lane> lanes,
            Map<Lane, Front> fronts,
            List<LaneShare> guess,
            List<Ready<Job>> locked) {

        boolean brief() {
            return !fronts.isEmpty();
        }

        /** One at everything that waits in lanes. */
        Look at(List<Lane> all) {
            return new Look(since, controls, all, Map.of(), guess, locked);
        }
    }

    /**
     * Looks for what may be claimed, in one round trip with the change of role that must come before and with what it locks if
     * the lanes are the expected ones: at all that waits, or behind the fronts of the known lanes.
     */
    Look look(Question<?> entering, ClaimRequest wanted) {
        long since = System.nanoTime();
        KnownLanes.Seen seen = known.seen();
        boolean brief = cursor.equals(Lane.START) && seen.allowsBrief() && !known.wholeLookIsDue();
        Map<Lane, Front> fronts = brief ? seen.fronts() : Map.of();
        List<LaneShare> guess = shares(seen.open(), wanted, Budget.UNLIMITED, fronts);
        Question<Ready<Job>> locking = ReadyProcesses.locking(guess, jobs);
        Question<Lane> lanes = nextLanes();
        RoundTrip.Answers answers = trip.ask(entering, QueueControls.ALL, brief ? seen.others() : lanes, locking);
        Look look = new Look(
                since,
                new Controls(answers.to(QueueControls.ALL)),
                brief ? seen.all() : answers.to(lanes),
                fronts,
                guess,
                answers.to(locking));
        return brief && answers.to(seen.others()).getFirst() ? look.at(lanes.ask(jdbc)) : look;
    }

    private Question<Lane> nextLanes() {
        return ReadyProcesses.lanes(cursor, LANES_A_LOOK);
    }

    /**
     * Locks what is to be claimed, of what was seen or else of lanes behind it, or before the fronts when nothing is behind them
     * and a look at everything is not too dear now; in the caller's transaction.
     */
    List<Ready<Job>> lock(ClaimRequest wanted, Look look) {
        if (wanted.getLimit() == 0) {
            return List.of();
        }
        if (!look.brief()) {
            return lockOfAll(wanted, look);
        }
        List<Ready<Job>> taken = take(look.lanes, look, wanted, true);
        Duration untilWholeLook = known.untilWholeLook();
        if (taken.isEmpty() && untilWholeLook.isZero()) {
            return lockOfAll(wanted, look.at(nextLanes().ask(jdbc)));
        }
        wanted.askAgainIn(untilWholeLook);
        return taken;
    }

    private List<Ready<Job>> lockOfAll(ClaimRequest wanted, Look look) {
        int ends = cursor.equals(Lane.START) ? 1 : 0;
        List<Lane> lanes = look.lanes;
        while (true) {
            boolean end = lanes.size() < LANES_A_LOOK;
            boolean all = end && cursor.equals(Lane.START);
            cursor = end ? Lane.START : lanes.getLast();
            List<Ready<Job>> taken = take(lanes, look, wanted, all);
            if (!taken.isEmpty() || (end && ++ends > 1)) {
                return taken;
            }
            lanes = nextLanes().ask(jdbc);
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

    private List<Ready<Job>> take(List<Lane> lanes, Look look, ClaimRequest wanted, boolean all) {
        List<Lane> open = open(lanes, look.controls);
        List<Control> limits = look.controls.limiting(open);
        Budget budget = controls.budget(limits);
        List<LaneShare> shares = shares(open, wanted, budget, look.fronts);
        List<Ready<Job>> locked = shares.equals(look.guess) ? look.locked : lock(shares);
        boolean enough = locked.size() >= wanted.getLimit();
        if (look.brief()) {
            known.briefly(locked, enough);
        } else {
            // under a limit it depends on what runs how much may be taken
            List<Lane> again = all && limits.isEmpty() ? open : List.of();
            known.wholly(lanes, again, locked, enough, Duration.ofNanos(System.nanoTime() - look.since));
        }
        return chosen(locked, wanted, budget);
    }

    private List<Ready<Job>> lock(List<LaneShare> shares) {
        return shares.isEmpty()
                ? List.of()
                : ReadyProcesses.locking(shares, jobs).ask(jdbc);
    }

    /** Those that are served here and that nobody holds back. */
    private List<Lane> open(List<Lane> lanes, Controls held) {
        ServedWork work = served.get();
        return lanes.stream()
                .filter(lane -> work.labels().contains(lane.label())
                        && work.serves(lane.queue())
                        && held.pausing(lane).isEmpty())
                .toList();
    }

    /** More than a fair share of each: what one workspace has not, another may have. */
    private static List<LaneShare> shares(
            List<Lane> open, ClaimRequest wanted, Budget budget, Map<Lane, Front> fronts) {
        long workspaces = open.stream().map(Lane::workspace).distinct().count();
        int share = workspaces < 2
                ? wanted.getLimit()
                : (int) Math.min(wanted.getLimit(), 2 * (wanted.getLimit() / workspaces + 1));
        return open.stream()
                .map(lane -> new LaneShare(
                        lane, Math.min(Math.min(share, wanted.most(lane)), budget.left(lane)), fronts.get(lane)))
                .filter(one -> one.most() > 0)
                .toList();
    }

    /** But for what is still here: JobRunr ends the one of two copies of a job when the other one begins. */
    private List<Ready<Job>> chosen(List<Ready<Job>> locked, ClaimRequest wanted, Budget budget) {
        ServedWork work = served.get();
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
