package dev.waybill.shared.queue;

import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jobrunr.storage.StorageException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What JobRunr's heartbeat writes of the jobs that run. It would write all of them at every poll; a worker shows by its
 * {@link Presence} that it lives, so only what the dashboard does not show yet is written. Of the others it is enough to
 * know that they are still this worker's.
 *
 * @param changed to be written
 * @param unchanged that run, and have nothing new for the dashboard
 * @param worker under whose name they run; null in an application that is no worker, where all is changed
 */
record Heartbeat(
        List<Job> changed, List<Job> unchanged, @Nullable Presence worker) {

    /** Tells them apart among jobs to be saved. */
    static Heartbeat among(List<Job> jobs, @Nullable Presence worker) {
        Map<Boolean, List<Job>> byChange =
                jobs.stream().collect(Collectors.partitioningBy(job -> worker == null || changed(job)));
        return new Heartbeat(byChange.getOrDefault(true, List.of()), byChange.getOrDefault(false, List.of()), worker);
    }

    private static boolean changed(Job job) {
        return !ProcessJobs.isProcess(job)
                || job.getVersion() == 0
                || !job.hasState(StateName.PROCESSING)
                || ShownProgress.take(job.getMetadata());
    }

    /**
     * @throws ConcurrentJobModificationException with those unchanged ones that belong to another claim by now
     * @throws StorageException when that cannot be found out
     */
    void requireHeld(ProcessLedger ledger) {
        if (worker == null || unchanged.isEmpty()) {
            return;
        }
        Map<ProcessId, Long> running = running(ledger, worker);
        List<Job> lost = unchanged.stream()
                .filter(job -> !Objects.equals(running.get(ProcessJobs.processId(job)), Lease.of(job.getMetadata())))
                .toList();
        if (!lost.isEmpty()) {
            throw new ConcurrentJobModificationException(lost);
        }
    }

    private static Map<ProcessId, Long> running(ProcessLedger ledger, Presence worker) {
        try {
            return ledger.running(worker.name());
        } catch (DataAccessException | TransactionException e) {
            throw new StorageException(e);
        }
    }
}
