package dev.waybill.shared.metrics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.metrics}.
 *
 * @param queueInterval how often a node looks how full the queues are; 1 s to 1 h
 */
@ConfigurationProperties("waybill.metrics")
public record MetricsProperties(@DefaultValue("15s") Duration queueInterval) {

    public MetricsProperties {
        if (queueInterval.compareTo(Duration.ofSeconds(1)) < 0 || queueInterval.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("waybill.metrics.queue-interval must be 1s to 1h, is " + queueInterval);
        }
    }
}
