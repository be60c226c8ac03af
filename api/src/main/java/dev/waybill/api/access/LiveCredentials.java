package dev.waybill.api.access;

import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.queue.Wakeup;
import dev.waybill.shared.queue.Wakeups;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Watches over what goes on after a request was let in: ends it when its credential is revoked, expires, or may do
 * something else than before. Told by a wake-up, from whichever node; looks by itself as well, in case one was lost.
 */
public final class LiveCredentials implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LiveCredentials.class);

    /** How exactly an expiry is kept. */
    private static final Duration TICK = Duration.ofMillis(500);

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final Semaphore bell = new Semaphore(0);
    private final Doorkeeper doorkeeper;
    private final AccessGeneration generation;
    private final StillValid stillValid;
    private final Wakeups wakeups;
    private final Clock clock;
    private final Duration interval;
    private volatile boolean running;
    private Wakeups.@Nullable Subscription subscription;
    private @Nullable Thread thread;

    LiveCredentials(Doorkeeper doorkeeper, StillValid stillValid, Wakeups wakeups, Clock clock, Duration interval) {
        this.doorkeeper = doorkeeper;
        this.generation = doorkeeper.generation();
        this.stillValid = stillValid;
        this.wakeups = wakeups;
        this.clock = clock;
        this.interval = interval;
    }

    /** Ends when closed. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Calls back once when the credential of the request ends; on another thread, so it must be quick.
     *
     * @return to be closed when there is nothing to end any more
     */
    public Watch watch(HttpServletRequest request, Runnable end) {
        Caller caller = Caller.find(request);
        if (caller == null) {
            return () -> {};
        }
        Watched one = new Watched(caller, end);
        watched.add(one);
        if (caller.since() != generation.now()) {
            // somebody lost access after this one was looked up: it may have been this one
            ring();
        }
        return () -> watched.remove(one);
    }

    /**
     * Looks again at the credential of a request that has waited.
     *
     * @throws RequestRefused {@code unauthenticated}
     */
    public void requireValid(HttpServletRequest request) {
        if (Caller.find(request) != null) {
            doorkeeper.callers().of(request);
        }
    }

    /** Says on this node, without waiting for the wake-up, that somebody has less access. */
    void changed() {
        generation.next();
        doorkeeper.forget();
        ring();
    }

    @Override
    public synchronized void start() {
        running = true;
        subscription = wakeups.subscribe(this::hear);
        thread = Thread.ofPlatform().daemon().name("waybill-access").start(this::watchForever);
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (subscription != null) {
            subscription.close();
        }
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** How many are watched at the moment. */
    int count() {
        return watched.size();
    }

    private void hear(Wakeup wakeup) {
        if (wakeup.access() || wakeup.missed()) {
            changed();
        }
    }

    private void ring() {
        bell.release();
    }

    private void watchForever() {
        long nextLook = System.nanoTime() + interval.toNanos();
        while (running) {
            try {
                boolean told = awaitBell();
                endExpired();
                if (told || System.nanoTime() - nextLook >= 0) {
                    nextLook = System.nanoTime() + interval.toNanos();
                    endThoseNotIn(stillValid);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("It is looked again who may still follow streams: {}", e.getMessage());
                nextLook = System.nanoTime();
            }
        }
    }

    private boolean awaitBell() throws InterruptedException {
        boolean rung = bell.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS);
        bell.drainPermits();
        return rung;
    }

    private void endExpired() {
        watched.stream()
                .filter(one ->
                        one.caller.expiresAt() != null && !clock.instant().isBefore(one.caller.expiresAt()))
                .toList()
                .forEach(this::end);
    }

    private void endThoseNotIn(StillValid valid) {
        List<Watched> all = List.copyOf(watched);
        if (!all.isEmpty()) {
            Set<Caller> ended = valid.ended(all.stream().map(one -> one.caller).toList());
            all.stream().filter(one -> ended.contains(one.caller)).forEach(this::end);
        }
    }

    private void end(Watched one) {
        if (watched.remove(one)) {
            one.end.run();
        }
    }

    /** By identity: two streams of one caller are two. */
    private static final class Watched {
        private final Caller caller;
        private final Runnable end;

        Watched(Caller caller, Runnable end) {
            this.caller = caller;
            this.end = end;
        }
    }
}
