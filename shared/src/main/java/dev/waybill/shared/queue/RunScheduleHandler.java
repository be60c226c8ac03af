package dev.waybill.shared.queue;

import java.time.Instant;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.states.ScheduledState;
import org.jobrunr.server.runner.ThreadLocalJobContext;

/** Where JobRunr hands a tick over: a job of its own, which stands for no process. */
public final class RunScheduleHandler implements JobRequestHandler<RunSchedule> {

    private final Ticks ticks;
    private final LedgerStorageProvider storage;

    RunScheduleHandler(Ticks ticks, LedgerStorageProvider storage) {
        this.ticks = ticks;
        this.storage = storage;
    }

    @Override
    public void run(RunSchedule request) {
        Job job = storage.getJobById(ThreadLocalJobContext.getJobContext().getJobId());
        ticks.tick(request.schedule(), due(job));
    }

    /** When it was first meant to run, however often it is tried; a run that somebody triggers is due when they did. */
    static Instant due(Job job) {
        return job.getJobStatesOfType(ScheduledState.class)
                .findFirst()
                .map(ScheduledState::getScheduledAt)
                .orElseGet(job::getCreatedAt);
    }
}
