package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.process.ProcessId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The attempts that run on this worker. */
final class RunningProcesses {

    private final Map<UUID, RunningProcess> byJob = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;
    private final Duration interruptAfter;

    RunningProcesses(ScheduledExecutorService timer, Duration interruptAfter) {
        this.timer = timer;
        this.interruptAfter = interruptAfter;
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

    void stop(UUID jobId, Stopped.Why why) {
        RunningProcess process = byJob.get(jobId);
        if (process != null) {
            stop(process, why);
        }
    }

    void stop(RunningProcess process, Stopped.Why why) {
        process.stop(why);
        ScheduledFuture<?> unused =
                timer.schedule(process::interruptIfStopping, interruptAfter.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stopAll(Stopped.Why why) {
        all().forEach(process -> stop(process, why));
    }
}
