package dev.waybill.shared.notification;

import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.Announcements;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.QueueAutoConfiguration;
import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.RoleTransactions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells people of their runs, wherever processes change. */
@AutoConfiguration(after = QueueAutoConfiguration.class)
@ConditionalOnBean(ProcessQueue.class)
public class NotificationAutoConfiguration {

    @Bean
    JobType<DeliveryInput> webhookDeliveryType() {
        return WebhookTypes.DELIVERY;
    }

    @Bean
    Announcements runAnnouncements(JdbcClient jdbc, JobCatalog catalog) {
        return new RunAnnouncements(
                jdbc,
                catalog.types().stream()
                        .filter(type -> type.visibility() == JobType.Visibility.INTERNAL)
                        .map(JobType::label)
                        .toList());
    }

    @Bean
    Notifications notifications(JdbcClient jdbc, RoleTransactions roles) {
        return new Notifications(jdbc, roles);
    }

    @Bean
    WebhookEndpoints webhookEndpoints(JdbcClient jdbc, RoleTransactions roles, AuditLog audit) {
        return new WebhookEndpoints(jdbc, roles, audit);
    }

    @Bean
    WebhookReceipts webhookReceipts(JdbcClient jdbc, RoleTransactions roles) {
        return new WebhookReceipts(jdbc, roles);
    }

    @Bean
    WebhookOutbox webhookOutbox(JdbcClient jdbc, RoleTransactions roles, ProcessQueue queue) {
        return new WebhookOutbox(jdbc, roles, queue);
    }
}
