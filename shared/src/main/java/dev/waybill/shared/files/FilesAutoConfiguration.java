package dev.waybill.shared.files;

import dev.waybill.shared.tenancy.RoleTransactions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps files in PostgreSQL unless the application brings a {@link FileStore} of its own. */
@AutoConfiguration(
        after = JdbcClientAutoConfiguration.class,
        afterName = "dev.waybill.shared.queue.QueueAutoConfiguration")
@ConditionalOnBean(RoleTransactions.class)
@EnableConfigurationProperties(FilesProperties.class)
public class FilesAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    FileStore fileStore(JdbcClient jdbc, RoleTransactions transactions, FilesProperties properties) {
        return new PostgresFileStore(jdbc, transactions, properties);
    }
}
