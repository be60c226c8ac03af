package dev.waybill.shared.process;

import dev.waybill.shared.database.Question;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What could be claimed. Each method takes part in the caller's transaction, which runs as the runtime; none changes what a
 * process says of itself.
 */
public final class ReadyProcesses {

    private final LaneRows lanes;
    private final Waits waits;

    public ReadyProcesses(JdbcClient jdbc, LedgerListener listener) {
        this.lanes = new LaneRows(jdbc);
        this.waits = new Waits(jdbc, listener);
    }

    /** Asks for lanes in which something could start now, in order. */
    public static Question<Lane> lanes(Lane after, int limit) {
        return LaneRows.after(after, limit);
    }

    /** Asks whether anything could start now in other lanes than those. */
    public static Question<Boolean> otherLanes(Collection<Lane> known) {
        return OtherLanes.than(known);
    }

    /**
     * Locks processes that could start now once it is asked, skipping those that others hold: one of each workspace, then a
     * second of each, and so on; within a workspace the most urgent first, then the oldest.
     */
    public static <T> Question<Ready<T>> locking(Collection<LaneShare> shares, Beside<T> beside) {
        return LaneRows.taking(shares, beside);
    }

    /** How many run of each part, in the order of the parts. */
    public List<Integer> running(Collection<RunningPart> parts) {
        return lanes.running(parts);
    }

    /**
     * Lets start what waited for a time that has come.
     *
     * @return how long until the next such time; empty if there is none
     */
    public Optional<Duration> releaseDue() {
        return waits.releaseDue();
    }

    /** Lets start what waited for children or slots and was not told of their end. */
    public void releaseForgotten() {
        waits.releaseForgotten();
    }
}
