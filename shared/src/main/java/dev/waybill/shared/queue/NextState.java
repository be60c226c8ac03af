package dev.waybill.shared.queue;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.ElectStateFilter;
import org.jobrunr.jobs.filters.RetryFilter;
import org.jobrunr.jobs.states.FailedState;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.StateName;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows a FAILED state of a process's job, without I/O. JobRunr asks it as its one election filter; the
 * storage provider asks again before it writes, since JobRunr's heartbeat may save a failed job before the filter ran.
 */
final class NextState implements ElectStateFilter {

    /** The crash that ends a process, so that one job cannot take down pod after pod. */
    static final int LAST_CRASH = 3;

    private static final String ORPHANED = "Orphaned job";

    private final AttemptEnds ends;
    private final Clock clock;
    private final RetryFilter forOtherJobs = new RetryFilter();

    NextState(AttemptEnds ends, Clock clock) {
        this.ends = ends;
        this.clock = clock;
    }

    @Override
    public void onStateElection(Job job, JobState newState) {
        if (!ProcessJobs.isProcess(job)) {
            forOtherJobs.onStateElection(job, newState);
        } else if (newState.getName() == StateName.FAILED) {
            elect(job);
        }
    }

    /** Moves a process's job on if it is FAILED and another attempt follows. */
    void elect(Job job) {
        if (!job.hasState(StateName.FAILED)) {
            return;
        }
        if (orphaned(job)) {
            if (crashes(job) < LAST_CRASH) {
                job.enqueue();
            }
            return;
        }
        switch (endOf(job.getId())) {
            case AttemptEnd.RetryAfter retry -> schedule(job, retry.pause(), retry.reasonCode());
            case AttemptEnd.PutOff putOff -> schedule(job, putOff.delay(), putOff.reasonCode());
            case AttemptEnd.AwaitsChildren awaits -> schedule(job, awaits.longest(), awaits.reasonCode());
            case AttemptEnd.HandedBack handedBack -> job.enqueue();
            case AttemptEnd.GaveUp gaveUp -> {}
            case AttemptEnd.Finished finished -> {}
            case null -> {}
        }
    }

    /** Fails a running job whose worker is gone, as JobRunr does with its own, and moves it on. */
    void orphan(Job job) {
        job.failed(ORPHANED, new IllegalThreadStateException("Its worker is gone"));
        elect(job);
    }

    /** Fails a running job whose handler does not return, and moves it on as its end says. */
    void giveUp(Job job) {
        job.failed("Given up", new AttemptFailed("stuck"));
        elect(job);
    }

    private @Nullable AttemptEnd endOf(UUID jobId) {
        AttemptEnds.Entry entry = ends.get(jobId);
        return entry == null ? null : entry.end();
    }

    private void schedule(Job job, Duration delay, String reasonCode) {
        job.scheduleAt(clock.instant().plus(delay), reasonCode);
    }

    /** Whether JobRunr failed it because its worker is gone. */
    static boolean orphaned(Job job) {
        return job.getLastJobStateOfType(FailedState.class)
                .map(NextState::orphaned)
                .orElse(false);
    }

    private static boolean orphaned(FailedState state) {
        return ORPHANED.equals(state.getMessage());
    }

    private static long crashes(Job job) {
        return job.getJobStatesOfType(FailedState.class)
                .filter(NextState::orphaned)
                .count();
    }
}
