package dev.waybill.shared.usage;

import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.RoleTransactions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps account of what models cost. */
@AutoConfiguration(afterName = "dev.waybill.shared.queue.QueueAutoConfiguration")
@ConditionalOnBean(RoleTransactions.class)
@EnableConfigurationProperties(UsageProperties.class)
public class UsageAutoConfiguration {

    @Bean
    UsageLedger usageLedger(JdbcClient jdbc, RoleTransactions roles, AuditLog audit, UsageProperties properties) {
        return new UsageLedger(jdbc, roles, audit, properties);
    }
}
