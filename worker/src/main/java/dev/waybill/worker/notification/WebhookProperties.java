package dev.waybill.worker.notification;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.webhooks}.
 *
 * @param timeout for an endpoint's answer; 1 s to 1 min
 * @param disableAfter how long nothing has arrived when an endpoint is disabled; from 1 min
 * @param maxConcurrent deliveries of a worker at the same time, 1 to 1,000: others wait, so that slow endpoints do not
 *     take all its threads
 * @param busyPause how long a delivery waits when there are that many; 100 ms to 10 min
 * @param relayInterval how often a worker looks for what is to be delivered; 50 ms to 1 min
 */
@ConfigurationProperties("waybill.webhooks")
record WebhookProperties(
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("5d") Duration disableAfter,
        @DefaultValue("8") int maxConcurrent,
        @DefaultValue("5s") Duration busyPause,
        @DefaultValue("1s") Duration relayInterval) {

    private static final int MOST_CONCURRENT = 1_000;

    WebhookProperties {
        requireWithin("timeout", timeout, Duration.ofSeconds(1), Duration.ofMinutes(1));
        requireWithin("disable-after", disableAfter, Duration.ofMinutes(1), Duration.ofDays(365));
        requireWithin("busy-pause", busyPause, Duration.ofMillis(100), Duration.ofMinutes(10));
        requireWithin("relay-interval", relayInterval, Duration.ofMillis(50), Duration.ofMinutes(1));
        if (maxConcurrent < 1 || maxConcurrent > MOST_CONCURRENT) {
            throw new IllegalArgumentException("waybill.webhooks.max-concurrent must lie in 1..%d, not %d"
                    .formatted(MOST_CONCURRENT, maxConcurrent));
        }
    }

    private static void requireWithin(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "waybill.webhooks.%s must be %s to %s, not %s".formatted(key, least, most, value));
        }
    }
}
