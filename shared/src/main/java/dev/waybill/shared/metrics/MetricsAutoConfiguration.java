package dev.waybill.shared.metrics;

import dev.waybill.shared.process.LedgerListener;
import dev.waybill.shared.queue.LedgerStorageProvider;
import dev.waybill.shared.queue.QueueAutoConfiguration;
import dev.waybill.shared.queue.QueueOverview;
import dev.waybill.shared.queue.StorageListener;
import dev.waybill.shared.queue.Wakeups;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Measures, in an application that has somewhere to put it. */
@AutoConfiguration(
        after = QueueAutoConfiguration.class,
        afterName = "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBean({MeterRegistry.class, QueueOverview.class})
@EnableConfigurationProperties(MetricsProperties.class)
public class MetricsAutoConfiguration {

    @Bean
    LedgerListener ledgerMeters(MeterRegistry registry) {
        return new LedgerMeters(registry);
    }

    @Bean
    StorageListener storageMeters(MeterRegistry registry, LedgerStorageProvider storage, Wakeups wakeups) {
        StorageMeters meters = new StorageMeters(registry);
        storage.tell(meters);
        wakeups.subscribe(meters::woken);
        return meters;
    }

    @Bean
    QueueGauges queueGauges(MeterRegistry registry, QueueOverview overview, MetricsProperties properties) {
        return new QueueGauges(registry, overview, properties.queueInterval());
    }
}
