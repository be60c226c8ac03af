package dev.waybill.shared.schedule;

import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.queue.BulkSubmission;
import dev.waybill.shared.queue.ProcessExecution;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.QueueAutoConfiguration;
import dev.waybill.shared.queue.RecurringJobs;
import dev.waybill.shared.queue.Ticks;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Schedules: every application can show them, those that execute processes declare and run them. */
@AutoConfiguration(
        after = QueueAutoConfiguration.class,
        afterName = "dev.waybill.worker.runtime.RuntimeAutoConfiguration")
@ConditionalOnBean(ProcessQueue.class)
public class ScheduleAutoConfiguration {

    @Bean
    Schedules schedules(JdbcClient jdbc, RoleTransactions roles, Clock clock) {
        return new Schedules(jdbc, roles, clock);
    }

    /** Where processes are executed. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ProcessExecution.class)
    @EnableConfigurationProperties(ScheduleProperties.class)
    static class Running {

        @Bean
        Ticks ticks(
                RoleTransactions roles,
                JdbcClient jdbc,
                BulkSubmission bulk,
                ObjectProvider<ScheduleTargets> targets,
                Clock clock) {
            return new ScheduleTicks(
                    roles, new ScheduleRows(jdbc), bulk, targets.stream().toList(), clock);
        }

        @Bean
        ScheduleDeclaration scheduleDeclaration(
                ObjectProvider<ScheduleDefinition> brought,
                ScheduleProperties properties,
                JobCatalog catalog,
                RoleTransactions roles,
                JdbcClient jdbc,
                RecurringJobs recurring) {
            return new ScheduleDeclaration(
                    Declarations.of(brought.orderedStream().toList(), properties, catalog),
                    catalog,
                    roles,
                    new ScheduleRows(jdbc),
                    recurring);
        }
    }
}
