package dev.waybill.api.notification;

import dev.waybill.api.http.JsonBody;
import dev.waybill.api.process.Intake;
import dev.waybill.api.process.ProcessApiAutoConfiguration;
import dev.waybill.shared.notification.NotificationAutoConfiguration;
import dev.waybill.shared.notification.Notifications;
import dev.waybill.shared.notification.WebhookEndpoints;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.RequestKeys;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The routes of notifications and webhooks. */
@AutoConfiguration(after = {ProcessApiAutoConfiguration.class, NotificationAutoConfiguration.class})
@ConditionalOnBean({JsonBody.class, Notifications.class})
@EnableConfigurationProperties(NotificationApiProperties.class)
public class NotificationApiAutoConfiguration {

    @Bean
    NotificationController notificationController(
            JsonBody bodies, Notifications notifications, NotificationApiProperties properties, Clock clock) {
        return new NotificationController(bodies, notifications, properties, clock);
    }

    @Bean
    WebhookController webhookController(
            JsonBody bodies,
            WebhookEndpoints endpoints,
            ProcessQueue queue,
            RequestKeys keys,
            Intake intake,
            NotificationApiProperties properties,
            Clock clock) {
        return new WebhookController(bodies, endpoints, queue, keys, intake, properties, clock);
    }
}
