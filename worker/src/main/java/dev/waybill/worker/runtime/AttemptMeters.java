package dev.waybill.worker.runtime;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.metrics.Measured;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.queue.AttemptEnd;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What this worker measures of its attempts, by type and queue. */
final class AttemptMeters {

    private final MeterRegistry registry;
    private final Map<Place, OfPlace> places = new ConcurrentHashMap<>();

    AttemptMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Gauges of what runs. */
    RunningProcesses watch(WorkerProperties properties, RunningProcesses running) {
        Gauge.builder("waybill.worker.stuck", running, RunningProcesses::stuck)
                .description("Jobs that were told to stop, and interrupted, and run on")
                .register(registry);
        Gauge.builder("waybill.worker.running", running, RunningProcesses::count)
                .description("Jobs that run on this worker")
                .register(registry);
        Gauge.builder("waybill.worker.threads", properties, WorkerProperties::threads)
                .description("Jobs that may run on this worker at the same time")
                .register(registry);
        return running;
    }

    /** An attempt begins. */
    void started(Process process) {
        Instant since = process.times().runAt();
        Instant start = process.times().attemptStartedAt();
        if (start != null) {
            Duration wait = Duration.between(since, start);
            of(process.kind()).wait.record(wait.isNegative() ? Duration.ZERO : wait);
        }
    }

    /**
     * An attempt ended.
     *
     * @param why why it was told to stop; null when it was not
     */
    void ended(Process.Kind kind, AttemptEnd end, Stopped.@Nullable Why why, long nanos) {
        of(kind).time(word(end, why)).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A chunk is committed. */
    void chunk(Process.Kind kind, ChunkResult chunk) {
        OfPlace place = of(kind);
        for (ItemResult item : chunk.items()) {
            place.items(item.status()).increment();
        }
    }

    private static String word(AttemptEnd end, Stopped.@Nullable Why why) {
        if (why == Stopped.Why.CANCELLED || why == Stopped.Why.LEASE_LOST) {
            return why.name().toLowerCase(Locale.ROOT);
        }
        return switch (end) {
            case AttemptEnd.Finished finished -> "finished";
            case AttemptEnd.RetryAfter retry -> "retried";
            case AttemptEnd.GaveUp gaveUp -> "failed";
            case AttemptEnd.HandedBack handedBack -> "handed_back";
            case AttemptEnd.AwaitsChildren awaits -> "awaits_children";
            case AttemptEnd.PutOff putOff -> "put_off";
        };
    }

    private OfPlace of(Process.Kind kind) {
        return places.computeIfAbsent(new Place(kind.label(), kind.queue()), OfPlace::new);
    }

    private record Place(String label, String queue) {}

    private final class OfPlace {
        private final Tags tags;
        private final Timer wait;
        private final Map<String, Timer> times = new ConcurrentHashMap<>();
        private final Map<ItemResult.Status, Counter> items = new EnumMap<>(ItemResult.Status.class);

        OfPlace(Place place) {
            tags = Measured.tags(place.label, place.queue);
            wait = Timer.builder("waybill.process.wait")
                    .description("From when a process could start until its attempt began")
                    .serviceLevelObjectives(Measured.BUCKETS)
                    .tags(tags)
                    .register(registry);
            for (ItemResult.Status status : ItemResult.Status.values()) {
                items.put(status, counter(status));
            }
        }

        private Counter counter(ItemResult.Status status) {
            return Counter.builder("waybill.items")
                    .description("Items of committed chunks")
                    .tags(tags.and("status", status.name().toLowerCase(Locale.ROOT)))
                    .register(registry);
        }

        Counter items(ItemResult.Status status) {
            return Objects.requireNonNull(items.get(status));
        }

        Timer time(String end) {
            return times.computeIfAbsent(
                    end,
                    word -> Timer.builder("waybill.attempt.time")
                            .description("How long attempts ran, by how they ended")
                            .serviceLevelObjectives(Measured.BUCKETS)
                            .tags(tags.and("end", word))
                            .register(registry));
        }
    }
}
