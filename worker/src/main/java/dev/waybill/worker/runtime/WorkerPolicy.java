package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.queue.Waiting;
import dev.waybill.shared.queue.Wakeups;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.configuration.BackgroundJobServerWorkerPolicy;
import org.jobrunr.server.strategy.WorkDistributionStrategy;
import org.jobrunr.server.threadpool.JobRunrExecutor;
import org.jobrunr.storage.navigation.AmountRequest;
import org.jspecify.annotations.Nullable;

/**
 * How this worker takes on work: a fixed number of virtual threads, and one pump that claims only what can start at once.
 * JobRunr's own polls and idle threads merely wake the pump.
 */
final class WorkerPolicy implements BackgroundJobServerWorkerPolicy {

    private static final String STOPPING = "worker_stopping";
    private static final long LONGEST_AHEAD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final WorkerProperties properties;
    private final RunningProcesses running;
    private final RunTimes runTimes;
    private final Waiting waiting;
    private final Wakeups wakeups;
    private final AtomicInteger inFlight = new AtomicInteger();
    private @Nullable Pump pump;

    WorkerPolicy(
            WorkerProperties properties,
            RunningProcesses running,
            RunTimes runTimes,
            Waiting waiting,
            Wakeups wakeups) {
        this.properties = properties;
        this.running = running;
        this.runTimes = runTimes;
        this.waiting = waiting;
        this.wakeups = wakeups;
    }

    @Override
    public WorkDistributionStrategy toWorkDistributionStrategy(BackgroundJobServer server) {
        Pump created = new Pump(server, properties, inFlight, runTimes, waiting, wakeups);
        pump = created;
        return new WorkDistributionStrategy() {
            @Override
            public int getWorkerCount() {
                return properties.threads();
            }

            @Override
            public boolean canOnboardNewWork() {
                return true;
            }

            @Override
            public AmountRequest getWorkPageRequest() {
                return created.request();
            }
        };
    }

    @Override
    public JobRunrExecutor toJobRunrExecutor() {
        if (pump == null) {
            throw new IllegalStateException("JobRunr asks for the executor before the strategy");
        }
        return new Threads(pump);
    }

    private final class Threads implements JobRunrExecutor {
        private final Pump pump;
        private final BlockingQueue<Runnable> unstarted = new LinkedBlockingQueue<>();
        private final ExecutorService threads = new ThreadPoolExecutor(
                properties.threads(),
                properties.threads(),
                0,
                TimeUnit.MILLISECONDS,
                unstarted,
                Thread.ofVirtual().name("waybill-job-", 0).factory());
        private final ExecutorService givingBack = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("waybill-give-back").factory());
        private volatile boolean stopping;

        Threads(Pump pump) {
            this.pump = pump;
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
            threads.execute(new Claimed(attempt));
        }

        /** Gives back what has waited for a thread longer than it should: another worker may have one free. */
        void giveBackOverdue() {
            long now = System.nanoTime();
            giveBack(claimed -> now - claimed.since > LONGEST_AHEAD_NANOS, "worker_busy");
        }

        private void giveBack(Predicate<Claimed> chosen, String reasonCode) {
            for (Runnable one : List.copyOf(unstarted)) {
                if (one instanceof Claimed claimed && chosen.test(claimed) && unstarted.remove(claimed)) {
                    givingBack.execute(() -> running.giveBack(claimed, reasonCode));
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

        private final class Claimed implements Runnable {
            private final Runnable attempt;
            private final long since = System.nanoTime();

            Claimed(Runnable attempt) {
                this.attempt = attempt;
            }

            @Override
            public void run() {
                try {
                    attempt.run();
                } finally {
                    inFlight.decrementAndGet();
                    pump.wake();
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
    }
}
