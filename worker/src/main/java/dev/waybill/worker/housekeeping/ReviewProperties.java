package dev.waybill.worker.housekeeping;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.review}.
 *
 * @param remindAfter how long nobody has touched a review when its user is reminded
 * @param discardAfter how long after the reminder it is given up, if still nobody has
 */
@ConfigurationProperties("waybill.review")
record ReviewProperties(
        @DefaultValue("30d") Duration remindAfter,
        @DefaultValue("1d") Duration discardAfter) {

    ReviewProperties {
        requirePositive("remind-after", remindAfter);
        requirePositive("discard-after", discardAfter);
    }

    private static void requirePositive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(
                    "waybill.review.%s must be longer than nothing, not %s".formatted(key, value));
        }
    }
}
