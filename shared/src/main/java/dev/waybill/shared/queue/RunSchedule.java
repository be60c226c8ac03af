package dev.waybill.shared.queue;

import org.jobrunr.jobs.lambdas.JobRequest;

/**
 * What JobRunr's row of a tick says.
 *
 * @param schedule the schedule's name
 */
public record RunSchedule(String schedule) implements JobRequest {

    @Override
    public Class<RunScheduleHandler> getJobRequestHandler() {
        return RunScheduleHandler.class;
    }
}
