package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.queue.Wakeups;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.configuration.BackgroundJobServerWorkerPolicy;
import org.jobrunr.server.strategy.WorkDistributionStrategy;
import org.jobrunr.server.threadpool.JobRunrExecutor;
import org.jobrunr.storage.Paging;
import org.jobrunr.storage.navigation.AmountRequest;
import org.jspecify.annotations.Nullable;

/**
 * How this worker takes on work: a fixed number of virtual threads, and one pump that claims only what can start at once.
 * JobRunr's own polls and idle threads merely wake the pump.
 */
final class WorkerPolicy implements BackgroundJobServerWorkerPolicy {

    private final WorkerProperties properties;
    private final RunningProcesses running;
    private final Wakeups wakeups;
    private final AtomicInteger inFlight = new AtomicInteger();
    private @Nullable Pump pump;

    WorkerPolicy(WorkerProperties properties, RunningProcesses running, Wakeups wakeups) {
        this.properties = properties;
        this.running = running;
        this.wakeups = wakeups;
    }

    @Override
    public WorkDistributionStrategy toWorkDistributionStrategy(BackgroundJobServer server) {
        Pump created = new Pump(server, properties, inFlight, wakeups);
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
                return Paging.AmountBasedList.ascOnUpdatedAt(created.request());
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
        private final ExecutorService threads = Executors.newFixedThreadPool(
                properties.threads(), Thread.ofVirtual().name("waybill-job-", 0).factory());
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
            pump.start();
        }

        @Override
        public boolean isStopping() {
            return stopping;
        }

        @Override
        public void execute(Runnable attempt) {
            inFlight.incrementAndGet();
            threads.execute(() -> {
                try {
                    attempt.run();
                } finally {
                    inFlight.decrementAndGet();
                    pump.wake();
                }
            });
        }

        @Override
        public void stop(Duration unused) {
            stopping = true;
            pump.stop();
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
                return threads.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
