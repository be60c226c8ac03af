package dev.waybill.api.notification;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.api.notifications}.
 *
 * @param mostCounted at this number unread notifications are not counted any further; 1 to 100,000
 * @param mostWebhooks of a workspace, 1 to 1,000
 * @param secretOverlap how long after a rotation the secret before signs too; at most 30 days
 */
@ConfigurationProperties("waybill.api.notifications")
record NotificationApiProperties(
        @DefaultValue("1000") int mostCounted,
        @DefaultValue("20") int mostWebhooks,
        @DefaultValue("24h") Duration secretOverlap) {

    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    NotificationApiProperties {
        requireWithin("most-counted", mostCounted, 100_000);
        requireWithin("most-webhooks", mostWebhooks, 1_000);
        if (secretOverlap.isNegative() || secretOverlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new IllegalArgumentException("waybill.api.notifications.secret-overlap must be PT0S to %s, not %s"
                    .formatted(LONGEST_OVERLAP, secretOverlap));
        }
    }

    private static void requireWithin(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "waybill.api.notifications.%s must lie in 1..%d, not %d".formatted(key, most, value));
        }
    }
}
