package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Stopped;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jobrunr.server.threadpool.JobRunrExecutor;

/**
 * Runs claimed attempts, each on a virtual thread of its own, at most as many handlers at a time as the worker has threads.
 * A handler that has returned makes room at once: the next one begins while the end of the former is being written, and many
 * ends are written together.
 */
final class JobThreads implements JobRunrExecutor {

    private static final String STOPPING = "worker_stopping";
    private static final long LONGEST_AHEAD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final WorkerProperties properties;
    private final RunningProcesses running;
    private final AtomicInteger inFlight;
    private final Pump pump;
    private final Semaphore places;
    private final Semaphore ending;
    private final Queue<Claimed> unstarted = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("waybill-job-", 0).factory());
    private final ExecutorService givingBack = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("waybill-give-back").factory());
    private volatile boolean stopping;

    /** @param inFlight counts what is claimed, until its handler has returned or it is given back */
    JobThreads(WorkerProperties properties, RunningProcesses running, AtomicInteger inFlight, Pump pump) {
        this.properties = properties;
        this.running = running;
        this.inFlight = inFlight;
        this.pump = pump;
        this.places = new Semaphore(properties.threads());
        this.ending = new Semaphore(properties.ending());
    }

    @Override
    public int getWorkerCount() {
        return properties.threads();
    }

    @Override
    public void start() {
        // a server that gave up is started again by the vigil
        running.admit();
        pump.start(this::giveBackOverdue);
    }

    @Override
    public boolean isStopping() {
        return stopping;
    }

    @Override
    public void execute(Runnable attempt) {
        inFlight.incrementAndGet();
        unstarted.add(new Claimed(attempt));
        startNext();
    }

    private void startNext() {
        while (!unstarted.isEmpty() && places.tryAcquire()) {
            Claimed next = unstarted.poll();
            if (next == null) {
                // another thread was quicker; look again, for what came in the meantime found no place
                places.release();
            } else {
                start(next);
            }
        }
    }

    /** On the thread of an attempt that ends, perhaps: whatever becomes of the next one must not trouble it. */
    private void start(Claimed next) {
        try {
            threads.execute(next);
        } catch (RejectedExecutionException stopped) {
            places.release();
            Thread.ofVirtual().name("waybill-give-back").start(() -> next.giveBack(STOPPING));
        }
    }

    /** Gives back what has waited for a place longer than it should: another worker may have one free. */
    private void giveBackOverdue() {
        long now = System.nanoTime();
        giveBack(claimed -> now - claimed.since > LONGEST_AHEAD_NANOS, "worker_busy");
    }

    private void giveBack(Predicate<Claimed> chosen, String reasonCode) {
        for (Claimed one : List.copyOf(unstarted)) {
            if (chosen.test(one) && unstarted.remove(one)) {
                givingBack.execute(() -> one.giveBack(reasonCode));
            }
        }
    }

    @Override
    public void stop(Duration unused) {
        stopping = true;
        pump.stop();
        running.refuse(STOPPING);
        giveBack(claimed -> true, STOPPING);
        givingBack.shutdown();
        threads.shutdown();
        if (!await(properties.drainTimeout())) {
            running.stopAll(Stopped.Why.SHUTDOWN);
            if (!await(properties.stopTimeout())) {
                threads.shutdownNow();
            }
        }
    }

    private boolean await(Duration longest) {
        try {
            long end = System.nanoTime() + longest.toNanos();
            return threads.awaitTermination(longest.toNanos(), TimeUnit.NANOSECONDS)
                    && givingBack.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private final class Claimed implements Runnable {
        private final Runnable attempt;
        private final long since = System.nanoTime();
        private final AtomicBoolean holdsPlace = new AtomicBoolean(true);
        private boolean ends;

        Claimed(Runnable attempt) {
            this.attempt = attempt;
        }

        @Override
        public void run() {
            try {
                running.run(attempt, this::handlerReturned);
            } finally {
                if (ends) {
                    ending.release();
                }
                leavePlace();
            }
        }

        private void handlerReturned() {
            ends = ending.tryAcquire();
            if (ends) {
                leavePlace();
            }
        }

        private void leavePlace() {
            if (holdsPlace.getAndSet(false)) {
                inFlight.decrementAndGet();
                places.release();
                startNext();
                pump.freed();
            }
        }

        private void giveBack(String reasonCode) {
            try {
                running.giveBack(attempt, reasonCode);
            } finally {
                inFlight.decrementAndGet();
            }
        }
    }
}
