package dev.waybill.worker.runtime;

import dev.waybill.shared.database.Outage;
import dev.waybill.shared.job.AwaitChildren;
import dev.waybill.shared.job.Deferred;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.AttemptEnd;
import dev.waybill.shared.queue.ProcessExecution;
import dev.waybill.shared.queue.Rescue;
import dev.waybill.shared.tracing.TraceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs one attempt: finds its job, gives it its input and its progress, and classifies how it ended. The flag that told it
 * to stop decides, never the exception that the stop made the job throw.
 */
final class ProcessRunner implements ProcessExecution {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessRunner.class);

    /** The exit code that {@code -XX:+ExitOnOutOfMemoryError} has. */
    private static final int OUT_OF_MEMORY = 3;

    private static final Duration OUTAGE_PAUSE = Duration.ofSeconds(1);

    private final ProcessLedger ledger;
    private final JobCatalog catalog;
    private final JobRegistry jobs;
    private final RunningProcesses running;
    private final ChunkTransactions transactions;
    private final RunTimes runTimes;
    private final Rescue rescue;
    private final ScheduledExecutorService timer;
    private final Clock clock;

    ProcessRunner(
            ProcessLedger ledger,
            JobCatalog catalog,
            JobRegistry jobs,
            RunningProcesses running,
            ChunkTransactions transactions,
            RunTimes runTimes,
            Rescue rescue,
            ScheduledExecutorService timer,
            Clock clock) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.jobs = jobs;
        this.running = running;
        this.transactions = transactions;
        this.runTimes = runTimes;
        this.rescue = rescue;
        this.timer = timer;
        this.clock = clock;
    }

    @Override
    public AttemptEnd run(ProcessId id, Optional<Process> claimed, UUID jobId, long lease) throws LeaseLost {
        Process process = claimed.or(() -> ledger.load(id)).orElseThrow(() -> new LeaseLost(id));
        if (process.lease() != lease || process.status() != ProcessStatus.RUNNING) {
            throw new LeaseLost(id);
        }
        Optional<String> refusal = running.refusal();
        if (refusal.isPresent()) {
            return new AttemptEnd.HandedBack(refusal.get());
        }
        Optional<Job<?>> job = jobs.find(process.kind().label());
        if (job.isEmpty()) {
            return new AttemptEnd.GaveUp(
                    "unknown_type", "No job runs " + process.kind().label());
        }
        try (TraceContext.Entered trace = TraceContext.enter(TraceContext.of(process.metadata()));
                MDC.MDCCloseable a = MDC.putCloseable("process", id.toString());
                MDC.MDCCloseable b = MDC.putCloseable("type", process.kind().label());
                MDC.MDCCloseable c = MDC.putCloseable(
                        "attempt", Integer.toString(process.attempts().begun()));
                MDC.MDCCloseable d = MDC.putCloseable(
                        "workspace", String.valueOf(process.owner().workspaceId()))) {
            return attempt(job.get(), process, new RunningProcess(id, jobId, lease));
        }
    }

    @Override
    public void lost(UUID jobId, long lease) {
        running.stop(jobId, lease, Stopped.Why.LEASE_LOST);
    }

    private <I> AttemptEnd attempt(Job<I> job, Process process, RunningProcess attempt) throws LeaseLost {
        attempt.whenStuck(() -> endStuck(job.type(), process, attempt));
        AttemptEnd end;
        try (RunTimes.Run run = runTimes.begin(process);
                RunningProcesses.Registration registration = running.register(attempt, timeout(job.type(), process))) {
            end = execute(job, process, attempt);
            run.ended(end, attempt.why());
        }
        Stopped.Why why = attempt.why();
        if (why == Stopped.Why.CANCELLED || why == Stopped.Why.LEASE_LOST) {
            LOG.info("Stopped: {}", why);
            throw new LeaseLost(process.id());
        }
        return end;
    }

    private <I> AttemptEnd execute(Job<I> job, Process process, RunningProcess attempt) {
        JobType<I> type = job.type();
        LedgerProgress progress = new LedgerProgress(process, attempt, ledger, transactions, timer);
        try {
            JobOutcome outcome = job.run(catalog.read(type, process.input(), process.inputVersion()), progress);
            progress.say();
            return new AttemptEnd.Finished(outcome);
        } catch (OutOfMemoryError exhausted) {
            // what else failed for want of memory in this JVM is unknown: it must not go on half alive
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
            throw exhausted;
        } catch (Throwable failure) {
            return classify(failure, type, process, attempt);
        }
    }

    private AttemptEnd classify(Throwable failure, JobType<?> type, Process process, RunningProcess attempt) {
        Stopped.Why why = attempt.why();
        if (why == Stopped.Why.SHUTDOWN) {
            return new AttemptEnd.HandedBack("worker_stopping");
        }
        if (why == Stopped.Why.TIMEOUT) {
            return timedOut(type, process);
        }
        if (why != null || failure instanceof Stopped) {
            // its lease is gone; the caller ends it without a word
            attempt.stop(Stopped.Why.LEASE_LOST);
            return new AttemptEnd.HandedBack("lease_lost");
        }
        return switch (failure) {
            case AwaitChildren children -> new AttemptEnd.AwaitsChildren(children.longest());
            case Rejected rejected -> new AttemptEnd.GaveUp(rejected.reasonCode(), rejected.reason());
            case Deferred deferred -> new AttemptEnd.PutOff(deferred.reasonCode(), until(deferred));
            case RetryLater later ->
                failed(
                        type,
                        process,
                        new Reason(later.reasonCode(), String.valueOf(later.getMessage())),
                        later.pause());
            default -> {
                if (Outage.explains(failure)) {
                    LOG.warn("The attempt lost the database: {}", failure.getMessage());
                    yield new AttemptEnd.PutOff("database_unavailable", OUTAGE_PAUSE);
                }
                LOG.warn("The attempt failed", failure);
                yield failed(type, process, Reason.of(failure), null);
            }
        };
    }

    /** The lease ends with the attempt: whatever the handler still does is refused, whenever it returns. */
    private void endStuck(JobType<?> type, Process process, RunningProcess attempt) {
        if (attempt.why() == Stopped.Why.TIMEOUT
                && rescue.fromStuck(process.id(), attempt.jobId(), attempt.lease(), timedOut(type, process))) {
            attempt.stop(Stopped.Why.LEASE_LOST);
        }
    }

    private static AttemptEnd timedOut(JobType<?> type, Process process) {
        return failed(type, process, new Reason("timeout", "It took longer than " + timeout(type, process)), null);
    }

    private static Duration timeout(JobType<?> type, Process process) {
        Duration own = process.conduct().timeout();
        return own == null ? type.timeout() : own;
    }

    private static AttemptEnd failed(JobType<?> type, Process process, Reason reason, @Nullable Duration pause) {
        int failures = process.attempts().spent() + 1;
        if (failures >= process.attempts().max()) {
            return new AttemptEnd.GaveUp(reason.code(), reason.sentence());
        }
        Duration wait = pause != null ? pause : type.retry().pauseAfter(failures, RandomGenerator.getDefault());
        return new AttemptEnd.RetryAfter(reason.code(), reason.sentence(), wait);
    }

    private Duration until(Deferred deferred) {
        Duration delay = Duration.between(clock.instant(), deferred.until());
        return delay.isNegative() ? Duration.ZERO : delay;
    }
}
