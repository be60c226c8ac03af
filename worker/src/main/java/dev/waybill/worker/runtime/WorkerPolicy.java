package dev.waybill.worker.runtime;

import dev.waybill.shared.queue.Waiting;
import dev.waybill.shared.queue.Wakeups;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.configuration.BackgroundJobServerWorkerPolicy;
import org.jobrunr.server.strategy.WorkDistributionStrategy;
import org.jobrunr.server.threadpool.JobRunrExecutor;
import org.jobrunr.storage.navigation.AmountRequest;
import org.jspecify.annotations.Nullable;

/**
 * How this worker takes on work: so many handlers at a time ({@link JobThreads}), and one pump that claims for them.
 * JobRunr's own polls and idle threads merely wake the pump.
 */
final class WorkerPolicy implements BackgroundJobServerWorkerPolicy {

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
        return new JobThreads(properties, running, inFlight, pump);
    }
}
