package dev.waybill.shared.queue;

import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts the jobs of dead workers back into the queue, without spending an attempt. Every worker does this for all others;
 * a row lock sees to it that only one does it at a time.
 */
public final class Rescue {

    private static final Logger LOG = LoggerFactory.getLogger(Rescue.class);

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final ProcessLedger ledger;
    private final LedgerStorageProvider storage;
    private final UnstartedClaims unstarted;

    Rescue(
            JdbcClient jdbc,
            RoleTransactions roles,
            ProcessLedger ledger,
            LedgerStorageProvider storage,
            UnstartedClaims unstarted) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.ledger = ledger;
        this.storage = storage;
        this.unstarted = unstarted;
    }

    /**
     * Rescues from workers that have ended, and from those that stand still or are cut off.
     *
     * @param self who never rescues from itself
     * @param deadAfter how old a worker's last sign of life is when its lock is free
     * @param silentAfter how old it is when it holds its lock nevertheless
     * @return how many processes were put back
     */
    public int fromDead(String self, Duration deadAfter, Duration silentAfter) {
        int rescued = 0;
        for (String name : roles.asRuntime(() -> WorkerRows.dead(jdbc, self, deadAfter, silentAfter))) {
            WorkerRows.endSessions(jdbc, name);
            rescued += roles.asRuntime(() -> WorkerRows.lockStale(jdbc, name, deadAfter) ? bury(name) : 0);
        }
        return rescued;
    }

    /** Rescues what runs under the name of a worker that is not registered at all. */
    public int fromUnknown() {
        return roles.asRuntime(() -> {
            // in this order: who claims in between is registered
            Set<String> running = ledger.workersOfRunning();
            Set<String> registered = WorkerRows.names(jdbc);
            return running.stream()
                    .filter(name -> !registered.contains(name))
                    .mapToInt(this::bury)
                    .sum();
        });
    }

    /**
     * Rescues what runs under a living worker's name but not on it: PostgreSQL committed its claim, or the end of its
     * attempt, but the answer got lost.
     *
     * @param suspects of which the worker knows nothing, with their leases
     */
    public int fromLostAnswers(String name, Map<ProcessId, Long> suspects) {
        return suspects.isEmpty()
                ? 0
                : storage.putBack(name, header -> Objects.equals(suspects.get(header.id()), header.lease()));
    }

    /**
     * Ends an attempt whose handler does not return although it was told to; what it still writes is refused.
     *
     * @return false if the attempt is not what runs any more: nothing was written
     */
    public boolean fromStuck(ProcessId id, UUID jobId, long lease, AttemptEnd end) {
        return storage.giveUpOn(id, jobId, lease, end);
    }

    /** What the ledger says that the worker runs, with the leases; without what waits here for a thread. */
    public Map<ProcessId, Long> running(String name) {
        Map<ProcessId, Long> running = ledger.running(name);
        running.entrySet().removeAll(unstarted.all().entrySet());
        return running;
    }

    /** Rescues from the one that had this name before; for whoever holds the name's lock. */
    void succeed(String name) {
        roles.asRuntime(() -> bury(name));
    }

    private int bury(String name) {
        int rescued = storage.putBack(name);
        if (WorkerRows.remove(jdbc, name) || rescued > 0) {
            LOG.warn("Worker {} is gone; {} of its processes go on elsewhere", name, rescued);
        }
        return rescued;
    }
}
