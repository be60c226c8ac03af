package dev.waybill.worker.locations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.locations.review}.
 *
 * @param remindAfter how long nobody has touched a review when its user is reminded
 * @param discardAfter how long after the reminder it is discarded, if still nobody has
 * @param applyChunkSize approved items that become locations in one transaction, 1 to 500
 */
@ConfigurationProperties("waybill.locations.review")
record ReviewProperties(
        @DefaultValue("30d") Duration remindAfter,
        @DefaultValue("1d") Duration discardAfter,
        @DefaultValue("50") int applyChunkSize) {

    private static final int LARGEST_CHUNK = 500;

    ReviewProperties {
        requirePositive("remind-after", remindAfter);
        requirePositive("discard-after", discardAfter);
        if (applyChunkSize < 1 || applyChunkSize > LARGEST_CHUNK) {
            throw new IllegalArgumentException("waybill.locations.review.apply-chunk-size must lie in 1..%d, not %d"
                    .formatted(LARGEST_CHUNK, applyChunkSize));
        }
    }

    private static void requirePositive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(
                    "waybill.locations.review.%s must be longer than nothing, not %s".formatted(key, value));
        }
    }
}
