package dev.waybill.shared.queue;

import java.util.UUID;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.JobSteward;
import org.jobrunr.server.concurrent.ConcurrentJobModificationResolver;
import org.jobrunr.server.configuration.ConcurrentJobModificationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What this node does when JobRunr finds that a stored job is no longer what it remembers: whoever runs it here has lost
 * its claim and stops. JobRunr's own resolver would throw, and end its server, where it does not know the change.
 */
public final class LostClaims implements ConcurrentJobModificationPolicy {

    private final ProcessExecution execution;
    private volatile @Nullable JobSteward steward;

    public LostClaims(ProcessExecution execution) {
        this.execution = execution;
    }

    @Override
    public ConcurrentJobModificationResolver toConcurrentJobModificationResolver(BackgroundJobServer server) {
        steward = server.getJobSteward();
        return conflict -> conflict.getConcurrentUpdatedJobs()
                .forEach(job -> execution.lost(job.getId(), Lease.of(job.getMetadata())));
    }

    /**
     * Deletes this node's copy of a running job, in memory only, so that JobRunr ends it without saving it.
     *
     * @param lease that was lost: the same job may run here under a later one
     */
    void discard(UUID jobId, long lease) {
        JobSteward running = steward;
        if (running == null) {
            return;
        }
        running.getJobsInProgress().stream()
                .filter(job -> job.getId().equals(jobId)
                        && Lease.of(job.getMetadata()) == lease
                        && job.hasState(StateName.PROCESSING))
                .forEach(LostClaims::delete);
    }

    private static void delete(Job job) {
        job.delete("The claim is lost");
    }
}
