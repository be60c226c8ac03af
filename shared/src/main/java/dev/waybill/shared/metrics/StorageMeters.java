package dev.waybill.shared.metrics;

import dev.waybill.shared.queue.StorageListener;
import dev.waybill.shared.queue.Wakeup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Measures claims, group commits and wake-ups of this node. */
final class StorageMeters implements StorageListener {

    private final Timer claimTime;
    private final Counter claimed;
    private final Timer groupTime;
    private final DistributionSummary groupSize;
    private final Counter wakeups;

    StorageMeters(MeterRegistry registry) {
        claimTime = Timer.builder("waybill.claim.time")
                .description("How long claims took, those that found nothing included")
                .serviceLevelObjectives(Measured.BUCKETS)
                .register(registry);
        claimed = Counter.builder("waybill.claim.jobs")
                .description("Jobs that were claimed")
                .register(registry);
        groupTime = Timer.builder("waybill.group.commit.time")
                .description("How long a transaction with ends of attempts took")
                .serviceLevelObjectives(Measured.BUCKETS)
                .register(registry);
        groupSize = DistributionSummary.builder("waybill.group.commit.size")
                .description("Ends of attempts in one transaction")
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128)
                .register(registry);
        wakeups = Counter.builder("waybill.wakeups")
                .description("Wake-ups that arrived, each telling of all that changed meanwhile")
                .register(registry);
    }

    @Override
    public void claimed(int jobs, long nanos) {
        claimTime.record(nanos, TimeUnit.NANOSECONDS);
        claimed.increment(jobs);
    }

    @Override
    public void grouped(int ends, long nanos) {
        groupTime.record(nanos, TimeUnit.NANOSECONDS);
        groupSize.record(ends);
    }

    void woken(Wakeup unused) {
        wakeups.increment();
    }
}
