package dev.waybill.worker.runtime;

import dev.waybill.shared.queue.ClaimRequest;
import dev.waybill.shared.queue.Waiting;
import dev.waybill.shared.queue.Wakeup;
import dev.waybill.shared.queue.Wakeups;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.tasks.steward.OnboardNewWorkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a worker that claims: when a wake-up tells of work, when a thread becomes free, when a wait is over,
 * and at the poll interval whatever happens. JobRunr's shared task would lose wake-ups, so the pump has its own.
 */
final class Pump {

    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

    private static final ClaimRequest NOTHING = new ClaimRequest(0, 0, Set.of());
    private static final long BETWEEN_RELEASES_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** After a claim that found less than it wanted: what it took begins first. */
    private static final long BEFORE_ANOTHER_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final BackgroundJobServer server;
    private final WorkerProperties properties;
    private final AtomicInteger inFlight;
    private final RunTimes runTimes;
    private final Waiting waiting;
    private final Wakeups wakeups;
    private final Semaphore signal = new Semaphore(0);
    private Wakeups.Subscription subscription = () -> {};
    private volatile @Nullable Thread thread;
    private volatile boolean running;
    private Runnable atPoll = () -> {};
    private ClaimRequest requested = NOTHING;
    private volatile int lastAhead;
    private long nextRelease = System.nanoTime();
    private long lastRelease = nextRelease - BETWEEN_RELEASES_NANOS;
    private long lastNet = nextRelease;
    private long nextLook = nextRelease;

    Pump(
            BackgroundJobServer server,
            WorkerProperties properties,
            AtomicInteger inFlight,
            RunTimes runTimes,
            Waiting waiting,
            Wakeups wakeups) {
        this.server = server;
        this.properties = properties;
        this.inFlight = inFlight;
        this.runTimes = runTimes;
        this.waiting = waiting;
        this.wakeups = wakeups;
    }

    /** @param everyPoll done on the pump's thread at every poll */
    synchronized void start(Runnable everyPoll) {
        atPoll = everyPoll;
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

    /** A place has become free: wakes the pump if it would claim something. */
    void freed() {
        if (isLow(inFlight.get(), lastAhead)) {
            wake();
        }
    }

    /** How much to claim now; whoever asks on another thread says by it that a place is free. */
    ClaimRequest request() {
        if (!Thread.currentThread().equals(thread)) {
            freed();
            return NOTHING;
        }
        requested = wanted();
        return requested;
    }

    private ClaimRequest wanted() {
        RunTimes.Quick quick = runTimes.quick();
        int most = (int) Math.min(properties.ahead(), (long) properties.threads() * quick.aThread());
        lastAhead = most;
        int claimed = inFlight.get();
        if (!isLow(claimed, most)) {
            return NOTHING;
        }
        int free = Math.max(0, properties.threads() - claimed);
        int ahead = properties.threads() + most - Math.max(claimed, properties.threads());
        return new ClaimRequest(free, Math.max(0, ahead), quick.labels());
    }

    /** Whether a thread is free, or half of what is claimed ahead is used up: it is not refilled one by one. */
    private boolean isLow(int claimed, int most) {
        int left = claimed - properties.threads();
        return left < 0 || left * 2 < most;
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
                long now = System.nanoTime();
                long pause = Math.max(0, Math.min(nextRelease - now, nextLook - now));
                if (signal.tryAcquire(pause, TimeUnit.NANOSECONDS)) {
                    claimAll(task);
                    release();
                } else {
                    release();
                    claimAll(task);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Nothing could be claimed, tried again at the next poll: {}", e.getMessage());
                nextRelease = System.nanoTime() + properties.pollInterval().toNanos();
            }
        }
    }

    /** Ends waits that are over; what was released is told to all workers, this one included. */
    private void release() {
        long now = System.nanoTime();
        if (now - lastRelease < BETWEEN_RELEASES_NANOS) {
            nextRelease = Math.min(nextRelease - now, BETWEEN_RELEASES_NANOS) + now;
            return;
        }
        lastRelease = now;
        long poll = properties.pollInterval().toNanos();
        if (now - lastNet >= poll) {
            lastNet = now;
            atPoll.run();
            waiting.releaseForgotten();
        }
        long due = waiting.releaseDue().map(Duration::toNanos).orElse(poll);
        nextRelease = now + Math.clamp(due, 0, poll);
    }

    private void claimAll(OnboardNewWorkTask task) {
        int claimed;
        do {
            requested = NOTHING;
            int before = inFlight.get();
            task.runTaskThreadSafe();
            claimed = inFlight.get() - before;
        } while (running && claimed > 0 && claimed >= requested.getLimit());
        long pause = claimed > 0
                ? BEFORE_ANOTHER_LOOK_NANOS
                : requested.askAgainIn().orElse(properties.pollInterval()).toNanos();
        nextLook = System.nanoTime() + pause;
    }
}
