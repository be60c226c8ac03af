package dev.waybill.shared.queue;

import org.jobrunr.jobs.lambdas.JobRequest;

/**
 * What JobRunr's row of a process says: only its number, so that JobRunr's tables and dashboard hold no personal data.
 *
 * @param processId {@code processes.id}
 */
public record RunProcess(long processId) implements JobRequest {

    @Override
    public Class<RunProcessHandler> getJobRequestHandler() {
        return RunProcessHandler.class;
    }
}
