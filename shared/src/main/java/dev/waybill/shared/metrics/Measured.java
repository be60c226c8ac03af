package dev.waybill.shared.metrics;

import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.stream.Stream;

/** What all that is measured has in common. */
public final class Measured {

    /** Where the buckets of durations end. */
    public static final Duration[] BUCKETS = Stream.of(
                    5L,
                    20L,
                    50L,
                    100L,
                    250L,
                    500L,
                    1_000L,
                    2_500L,
                    5_000L,
                    15_000L,
                    60_000L,
                    300_000L,
                    1_800_000L,
                    7_200_000L)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private Measured() {}

    /**
     * The labels of what is measured by type and queue. Both are bounded: no type is submitted that the catalog does not
     * have.
     *
     * @param label {@code type/subtype}
     */
    public static Tags tags(String label, String queue) {
        return Tags.of("type", label, "queue", queue);
    }
}
