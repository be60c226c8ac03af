package dev.waybill.worker.notification;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.notification.DeliveryInput;
import dev.waybill.shared.notification.NotificationAutoConfiguration;
import dev.waybill.shared.notification.WebhookOutbox;
import dev.waybill.shared.notification.WebhookReceipts;
import dev.waybill.worker.outbound.OutboundAutoConfiguration;
import dev.waybill.worker.outbound.OutboundClient;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Makes a worker deliver webhooks. */
@AutoConfiguration(
        after = {NotificationAutoConfiguration.class, OutboundAutoConfiguration.class},
        beforeName = "dev.waybill.worker.runtime.RuntimeAutoConfiguration")
@ConditionalOnBean({WebhookOutbox.class, OutboundClient.class})
@ConditionalOnProperty(prefix = "waybill.worker", name = "enabled", havingValue = "true", matchIfMissing = true)
@EnableConfigurationProperties(WebhookProperties.class)
public class WebhookAutoConfiguration {

    @Bean
    Job<DeliveryInput> deliverWebhook(
            OutboundClient client, WebhookReceipts receipts, WebhookProperties properties, Clock clock) {
        return new DeliverWebhook(client, receipts, properties, clock);
    }

    @Bean
    WebhookRelay webhookRelay(WebhookOutbox outbox, WebhookProperties properties) {
        return new WebhookRelay(outbox, properties);
    }
}
