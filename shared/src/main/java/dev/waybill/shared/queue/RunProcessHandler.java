package dev.waybill.shared.queue;

import dev.waybill.shared.database.Outage;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import java.time.Duration;
import java.util.Optional;
import org.jobrunr.jobs.context.JobContext;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.server.runner.ThreadLocalJobContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where JobRunr hands a claimed process over. Concrete, because JobRunr refuses an interface as a handler; it delegates
 * to {@link ProcessExecution} and leaves the result for {@link LedgerStorageProvider} to record.
 */
public final class RunProcessHandler implements JobRequestHandler<RunProcess> {

    private static final Logger LOG = LoggerFactory.getLogger(RunProcessHandler.class);
    private static final int MOST_FAILURES = 10;
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration OUTAGE_PAUSE = Duration.ofSeconds(1);

    private final ProcessExecution execution;
    private final AttemptEnds ends;
    private final LostClaims lostClaims;
    private final UnstartedClaims unstarted;

    RunProcessHandler(ProcessExecution execution, AttemptEnds ends, LostClaims lostClaims, UnstartedClaims unstarted) {
        this.execution = execution;
        this.ends = ends;
        this.lostClaims = lostClaims;
        this.unstarted = unstarted;
    }

    @Override
    public void run(RunProcess request) throws Exception {
        JobContext context = ThreadLocalJobContext.getJobContext();
        long lease = Lease.of(context.getMetadata());
        Optional<Process> claimed = unstarted.begun(context.getJobId());
        AttemptEnd end = execute(request, claimed, context, lease);
        ends.put(context.getJobId(), lease, end);
        switch (end) {
            case AttemptEnd.Finished finished -> {}
            case AttemptEnd.RetryAfter retry -> throw new AttemptFailed(retry.reasonCode());
            case AttemptEnd.GaveUp gaveUp -> throw new AttemptFailed(gaveUp.reasonCode());
            case AttemptEnd.HandedBack handedBack -> throw new AttemptFailed(handedBack.reasonCode());
            case AttemptEnd.PutOff putOff -> throw new AttemptFailed(putOff.reasonCode());
            case AttemptEnd.AwaitsChildren awaits -> throw new AttemptFailed(awaits.reasonCode());
        }
    }

    private AttemptEnd execute(RunProcess request, Optional<Process> claimed, JobContext context, long lease)
            throws InterruptedException {
        try {
            return execution.run(new ProcessId(request.processId()), claimed, context.getJobId(), lease);
        } catch (ProcessExecution.LeaseLost lost) {
            lostClaims.discard(context.getJobId(), lease);
            // with the local job deleted, JobRunr takes this as the end of a deleted job and saves nothing
            InterruptedException silently = new InterruptedException(lost.getMessage());
            silently.setStackTrace(new StackTraceElement[0]);
            throw silently;
        } catch (RuntimeException notTheJobs) {
            return putOff(request, context.amountOfFailures(), notTheJobs);
        }
    }

    /** What breaks around the job is not the job's failure; but unless it passes by itself it must not go on for ever. */
    static AttemptEnd putOff(RunProcess request, int failures, RuntimeException failure) {
        if (Outage.explains(failure)) {
            LOG.warn("Process {} lost the database before it began: {}", request.processId(), failure.getMessage());
            return new AttemptEnd.PutOff("database_unavailable", OUTAGE_PAUSE);
        }
        LOG.error("Process {} could not be run", request.processId(), failure);
        return failures < MOST_FAILURES
                ? new AttemptEnd.PutOff("internal_error", PAUSE)
                : new AttemptEnd.GaveUp("internal_error", "The job could not be run");
    }
}
