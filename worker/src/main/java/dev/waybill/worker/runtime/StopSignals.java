package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Wakeup;
import dev.waybill.shared.queue.Wakeups;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.springframework.context.SmartLifecycle;

/** Stops attempts whose lease rose elsewhere, as soon as a wake-up tells of it. JobRunr's heartbeat is the net. */
final class StopSignals implements SmartLifecycle {

    private final Wakeups wakeups;
    private final ProcessLedger ledger;
    private final RunningProcesses running;
    private final ExecutorService executor;
    private Wakeups.Subscription subscription = () -> {};
    private volatile boolean started;

    StopSignals(Wakeups wakeups, ProcessLedger ledger, RunningProcesses running, ExecutorService executor) {
        this.wakeups = wakeups;
        this.ledger = ledger;
        this.running = running;
        this.executor = executor;
    }

    @Override
    public void start() {
        subscription = wakeups.subscribe(this::check);
        started = true;
    }

    @Override
    public void stop() {
        started = false;
        subscription.close();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Works until the last job has ended. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void check(Wakeup wakeup) {
        List<RunningProcess> suspects = wakeup.missed() ? running.all() : running.among(wakeup.revoked());
        if (!suspects.isEmpty()) {
            executor.execute(() -> suspects.forEach(this::check));
        }
    }

    private void check(RunningProcess process) {
        Optional<Process> stored = ledger.load(process.id());
        if (stored.isEmpty() || stored.get().lease() != process.lease()) {
            boolean cancelled = stored.isPresent() && stored.get().status() == ProcessStatus.CANCELLED;
            running.stop(process, cancelled ? Stopped.Why.CANCELLED : Stopped.Why.LEASE_LOST);
        }
    }
}
