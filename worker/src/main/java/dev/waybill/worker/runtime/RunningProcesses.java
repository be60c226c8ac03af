package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.process.ProcessId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The attempts that run on this worker. */
final class RunningProcesses {

    /** Static, since a thread runs one attempt whatever node it belongs to. */
    private static final ThreadLocal<Runnable> AFTER_HANDLER = new ThreadLocal<>();

    private final Map<UUID, RunningProcess> byJob = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;
    private final Duration interruptAfter;
    private final Duration stuckAfter;
    private final ThreadLocal<String> givenBack = new ThreadLocal<>();
    private volatile @Nullable String refusal;

    RunningProcesses(ScheduledExecutorService timer, Duration interruptAfter, Duration stuckAfter) {
        this.timer = timer;
        this.interruptAfter = interruptAfter;
        this.stuckAfter = stuckAfter;
    }

    /** From now on attempts are handed back before they begin. */
    void refuse(String reasonCode) {
        refusal = reasonCode;
    }

    /**
     * Runs an attempt on the calling thread.
     *
     * @param handlerReturned called as soon as its handler, if one ran, has returned, before its end is written
     */
    void run(Runnable attempt, Runnable handlerReturned) {
        AFTER_HANDLER.set(handlerReturned);
        try {
            attempt.run();
        } finally {
            AFTER_HANDLER.remove();
        }
    }

    /** From now on attempts begin again. */
    void admit() {
        refusal = null;
    }

    /** Runs an attempt that is to be handed back before it begins. */
    void giveBack(Runnable attempt, String reasonCode) {
        givenBack.set(reasonCode);
        try {
            attempt.run();
        } finally {
            givenBack.remove();
        }
    }

    /** Why the calling thread's attempt must not begin; empty if it may. */
    Optional<String> refusal() {
        return Optional.ofNullable(givenBack.get()).or(() -> Optional.ofNullable(refusal));
    }

    /** Registers an attempt on the calling thread, with the time that it may take. */
    Registration register(RunningProcess process, Duration timeout) {
        byJob.put(process.jobId(), process);
        ScheduledFuture<?> alarm =
                timer.schedule(() -> stop(process, Stopped.Why.TIMEOUT), timeout.toMillis(), TimeUnit.MILLISECONDS);
        return () -> {
            alarm.cancel(false);
            byJob.remove(process.jobId(), process);
            process.end();
            Runnable returned = AFTER_HANDLER.get();
            if (returned != null) {
                returned.run();
            }
        };
    }

    /** Ends the registration when closed. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Those of the given processes that run here. */
    List<RunningProcess> among(Collection<ProcessId> ids) {
        return byJob.values().stream()
                .filter(process -> ids.contains(process.id()))
                .toList();
    }

    List<RunningProcess> all() {
        return List.copyOf(byJob.values());
    }

    boolean runs(UUID jobId) {
        return byJob.containsKey(jobId);
    }

    int count() {
        return byJob.size();
    }

    /** How many were told to stop, and interrupted, and run on. */
    long stuck() {
        return byJob.values().stream().filter(RunningProcess::stuck).count();
    }

    /** Stops the attempt of this lease; that of another one runs on. */
    void stop(UUID jobId, long lease, Stopped.Why why) {
        RunningProcess process = byJob.get(jobId);
        if (process != null && process.lease() == lease) {
            stop(process, why);
        }
    }

    void stop(RunningProcess process, Stopped.Why why) {
        process.stop(why);
        later(interruptAfter, process::interruptIfStopping);
        later(interruptAfter.plus(stuckAfter), process::giveUpIfStuck);
    }

    private void later(Duration wait, Runnable action) {
        ScheduledFuture<?> unused = timer.schedule(action, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stopAll(Stopped.Why why) {
        all().forEach(process -> stop(process, why));
    }
}
