package dev.waybill.shared.queue;

import dev.waybill.shared.process.ProcessId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.jobs.states.EnqueuedState;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.ScheduledState;
import org.jspecify.annotations.Nullable;

/** JobRunr jobs that stand for a process. */
final class ProcessJobs {

    /** {@code jobrunr_jobs.jobSignature} of such jobs. */
    static final String SIGNATURE =
            details(new ProcessId(1)).getClassName() + ".run(" + RunProcess.class.getName() + ")";

    private ProcessJobs() {}

    /**
     * A new job for a process.
     *
     * @param label {@code type/subtype}, shown in JobRunr's dashboard
     */
    static Job create(UUID jobId, ProcessId id, String label, JobState state) {
        Job job = new Job(jobId, details(id), state);
        job.setJobName(label + " · #" + id);
        // silences JobRunr's RetryFilter: what follows a failure is ours to say
        job.setAmountOfRetries(0);
        return job;
    }

    static Job create(UUID jobId, ProcessId id, String label) {
        return create(jobId, id, label, new EnqueuedState());
    }

    /** The state of a new job; null is due at once. */
    static JobState waiting(@Nullable Instant runAt) {
        return runAt == null ? new EnqueuedState() : new ScheduledState(runAt);
    }

    static boolean isProcess(Job job) {
        return RunProcessHandler.class.getName().equals(job.getJobDetails().getClassName());
    }

    /** The process that the job stands for. */
    static ProcessId processId(Job job) {
        Object request = job.getJobDetails().getJobParameters().getFirst().getObject();
        return new ProcessId(((RunProcess) request).processId());
    }

    /** The processes that those of the jobs stand for that stand for one. */
    static Set<ProcessId> processIds(List<Job> jobs) {
        return jobs.stream()
                .filter(ProcessJobs::isProcess)
                .map(ProcessJobs::processId)
                .collect(Collectors.toSet());
    }

    private static JobDetails details(ProcessId id) {
        return new JobDetails(new RunProcess(id.value()));
    }
}
