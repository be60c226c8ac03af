package dev.waybill.shared.imports;

import dev.waybill.shared.tenancy.RoleTransactions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Offers what is kept of remote sources. */
@AutoConfiguration(
        after = JdbcClientAutoConfiguration.class,
        afterName = "dev.waybill.shared.queue.QueueAutoConfiguration")
@ConditionalOnBean(RoleTransactions.class)
public class ImportSourcesAutoConfiguration {

    @Bean
    ImportSources importSources(JdbcClient jdbc, RoleTransactions transactions) {
        return new ImportSources(jdbc, transactions);
    }

    @Bean
    ImportPages importPages(JdbcClient jdbc, RoleTransactions transactions) {
        return new ImportPages(jdbc, transactions);
    }
}
