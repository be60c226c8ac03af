package dev.waybill.worker.runtime;

import dev.waybill.shared.queue.Wakeup;
import dev.waybill.shared.queue.Wakeups;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.tasks.steward.OnboardNewWorkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a worker that claims: when a wake-up tells of work, when a thread becomes free, and at the poll
 * interval whatever happens. JobRunr's shared task would lose wake-ups, so the pump has its own.
 */
final class Pump {

    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

    private final BackgroundJobServer server;
    private final WorkerProperties properties;
    private final AtomicInteger inFlight;
    private final Wakeups wakeups;
    private final Semaphore signal = new Semaphore(0);
    private Wakeups.Subscription subscription = () -> {};
    private volatile @Nullable Thread thread;
    private volatile boolean running;
    private int requested;

    Pump(BackgroundJobServer server, WorkerProperties properties, AtomicInteger inFlight, Wakeups wakeups) {
        this.server = server;
        this.properties = properties;
        this.inFlight = inFlight;
        this.wakeups = wakeups;
    }

    synchronized void start() {
        running = true;
        subscription = wakeups.subscribe(this::woken);
        thread = Thread.ofPlatform().daemon().name("waybill-pump").start(this::claimForever);
    }

    synchronized void stop() {
        running = false;
        subscription.close();
        wake();
        Thread pumping = thread;
        if (pumping != null) {
            try {
                // a claim that is under way must hand its jobs to the threads before these are shut down
                pumping.join(properties.stopTimeout().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** How many jobs to claim now; whoever asks on another thread only wakes the pump. */
    int request() {
        if (!Thread.currentThread().equals(thread)) {
            wake();
            return 0;
        }
        requested = Math.max(0, properties.threads() - inFlight.get());
        return requested;
    }

    private void woken(Wakeup wakeup) {
        if (wakeup.work()) {
            wake();
        }
    }

    private void claimForever() {
        OnboardNewWorkTask task = new OnboardNewWorkTask(server);
        while (running) {
            try {
                boolean woken = signal.tryAcquire(properties.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
                LOG.trace("Claims, woken: {}", woken);
                claimAll(task);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Nothing could be claimed, tried again at the next poll: {}", e.getMessage());
            }
        }
    }

    private void claimAll(OnboardNewWorkTask task) {
        int claimed;
        do {
            requested = 0;
            int before = inFlight.get();
            task.runTaskThreadSafe();
            claimed = inFlight.get() - before;
        } while (running && requested > 0 && claimed >= requested);
    }
}
