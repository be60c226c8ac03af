package dev.waybill.shared.inventory;

import dev.waybill.shared.queue.QueueAutoConfiguration;
import dev.waybill.shared.tenancy.RoleTransactions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Inventory as both sides know it. */
@AutoConfiguration(after = QueueAutoConfiguration.class)
public class InventoryAutoConfiguration {

    /** Where there is a database. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(RoleTransactions.class)
    static class Stored {

        @Bean
        Findings findings(JdbcClient jdbc, RoleTransactions roles) {
            return new Findings(jdbc, roles);
        }
    }
}
