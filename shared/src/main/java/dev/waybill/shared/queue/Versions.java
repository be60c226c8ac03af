package dev.waybill.shared.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.JobVersioner;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Raised versions of jobs in memory, taken back unless their rows are committed, so that after a failure a job is as it
 * was and can be saved again. Inside a caller's transaction that is decided when the caller's transaction ends.
 */
final class Versions implements AutoCloseable {

    private final List<Raised> undecided = new ArrayList<>();

    void raise(Collection<Job> jobs) {
        jobs.forEach(job -> undecided.add(new Raised(job, new JobVersioner(job))));
    }

    /** Of a job that nobody else holds: if its row is not written, the job is forgotten. */
    static void raiseForGood(Job job) {
        new JobVersioner(job).commitVersion();
    }

    /** The rows of all but these were written. */
    void written(Collection<Job> conflicts) {
        Map<Boolean, List<Raised>> parts =
                undecided.stream().collect(Collectors.partitioningBy(one -> conflicts.contains(one.job)));
        List<Raised> written = parts.getOrDefault(false, List.of());
        undecided.clear();
        undecided.addAll(parts.getOrDefault(true, List.of()));
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            TransactionSynchronizationManager.registerSynchronization(new UnlessCommitted(written));
        }
    }

    @Override
    public void close() {
        undecided.forEach(one -> one.versioner.close());
    }

    private record Raised(Job job, JobVersioner versioner) {}

    private record UnlessCommitted(List<Raised> raised) implements TransactionSynchronization {
        @Override
        public void afterCompletion(int status) {
            if (status != STATUS_COMMITTED) {
                raised.forEach(one -> one.versioner.close());
            }
        }
    }
}
