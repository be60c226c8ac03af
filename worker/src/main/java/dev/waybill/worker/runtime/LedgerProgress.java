package dev.waybill.worker.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.Report;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A job's progress, written to the ledger under its lease. What is said more often than it is kept waits here: the last
 * word is written with the next chunk, by a timer, or at the end.
 */
final class LedgerProgress implements Progress {

    private static final long BETWEEN_WRITES_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long BETWEEN_PROGRESS_EVENTS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Process process;
    private final RunningProcess running;
    private final ProcessLedger ledger;
    private final ChunkTransactions transactions;
    private final ScheduledExecutorService timer;
    private final DashboardLines dashboard;
    private @Nullable JsonNode checkpoint;
    private @Nullable String unsaidStep;
    private @Nullable String lastStep;
    private long lastWrite;
    private long lastEvent;

    LedgerProgress(
            Process process,
            RunningProcess running,
            ProcessLedger ledger,
            ChunkTransactions transactions,
            ScheduledExecutorService timer) {
        this.process = process;
        this.running = running;
        this.ledger = ledger;
        this.transactions = transactions;
        this.timer = timer;
        this.dashboard = new DashboardLines(process);
        this.checkpoint = process.checkpoint();
        this.lastStep = process.currentStep();
        long start = System.nanoTime();
        this.lastWrite = start - BETWEEN_WRITES_NANOS;
        this.lastEvent = start;
    }

    @Override
    public long processId() {
        return process.id().value();
    }

    @Override
    public long workspaceId() {
        Long workspace = process.owner().workspaceId();
        if (workspace == null) {
            throw new IllegalStateException("process " + process.id() + " is a system run without workspace");
        }
        return workspace;
    }

    @Override
    public int attempt() {
        return process.attempts().begun();
    }

    @Override
    public void step(String label) {
        throwIfStopped();
        synchronized (this) {
            if (label.equals(unsaidStep != null ? unsaidStep : lastStep)) {
                return;
            }
            unsaidStep = label;
            long wait = lastWrite + BETWEEN_WRITES_NANOS - System.nanoTime();
            if (wait > 0) {
                ScheduledFuture<?> unused = timer.schedule(this::sayStep, wait, TimeUnit.NANOSECONDS);
                return;
            }
        }
        say();
    }

    @Override
    public void total(long items) {
        write(new Report(null, items, null, null));
        dashboard.total(items);
    }

    @Override
    public void note(String message) {
        say();
        write(new Report(null, null, "note", message));
        dashboard.say(message);
    }

    @Override
    public Optional<JsonNode> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    @Override
    public void throwIfStopped() {
        running.throwIfStopped();
    }

    @Override
    public AbortRegistration abortOnStop(Runnable abort) {
        return running.abortOnStop(abort);
    }

    @Override
    public void chunk(ChunkWork work) throws Exception {
        throwIfStopped();
        Report report = takeReport();
        ChunkResult result = transactions.run(running, process, work, done -> {
            if (!ledger.record(process.id(), running.lease(), done, report)) {
                throw new Stopped(Stopped.Why.LEASE_LOST);
            }
        });
        dashboard.chunk(result);
        if (result.checkpoint() != null) {
            checkpoint = JobJson.MAPPER.valueToTree(result.checkpoint());
        }
    }

    /** Writes the last step if it was not yet. */
    void say() {
        Report report = takeStep();
        if (report != null) {
            write(report);
        }
    }

    private void sayStep() {
        try {
            say();
        } catch (Stopped stopped) {
            // the job's own thread learns it at its next call
            return;
        }
    }

    private void write(Report report) {
        throwIfStopped();
        if (!ledger.report(process.id(), running.lease(), report)) {
            running.stop(Stopped.Why.LEASE_LOST);
            throwIfStopped();
        }
    }

    private synchronized @Nullable Report takeStep() {
        if (unsaidStep == null) {
            return null;
        }
        Report report = new Report(unsaidStep, null, "step", null);
        dashboard.say(unsaidStep);
        lastStep = unsaidStep;
        unsaidStep = null;
        lastWrite = System.nanoTime();
        return report;
    }

    private synchronized Report takeReport() {
        Report step = takeStep();
        long now = System.nanoTime();
        lastWrite = now;
        if (step != null) {
            lastEvent = now;
            return step;
        }
        if (now - lastEvent < BETWEEN_PROGRESS_EVENTS_NANOS) {
            return Report.NONE;
        }
        lastEvent = now;
        return new Report(null, null, "progress", null);
    }
}
