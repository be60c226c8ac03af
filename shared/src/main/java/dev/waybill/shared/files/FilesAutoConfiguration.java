package dev.waybill.shared.files;

import dev.waybill.shared.tenancy.RoleTransactions;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps files in PostgreSQL or a directory, unless the application brings a {@link FileStore} of its own. */
@AutoConfiguration(
        after = JdbcClientAutoConfiguration.class,
        afterName = "dev.waybill.shared.queue.QueueAutoConfiguration")
@ConditionalOnBean(RoleTransactions.class)
@EnableConfigurationProperties(FilesProperties.class)
public class FilesAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    FileStore fileStore(JdbcClient jdbc, RoleTransactions transactions, FilesProperties properties) {
        FileContents tables = new PostgresContents(jdbc, transactions);
        long maxSize = properties.maxSize().toBytes();
        Path directory = properties.directory();
        return directory == null
                ? new DefaultFileStore(jdbc, transactions, maxSize, tables)
                : new DefaultFileStore(jdbc, transactions, maxSize, new DirectoryContents(directory), tables);
    }

    @Bean
    UnusedFiles unusedFiles(JdbcClient jdbc, RoleTransactions transactions, FilesProperties properties, Clock clock) {
        Path directory = properties.directory();
        return new UnusedFiles(
                jdbc,
                transactions,
                directory == null ? null : new DirectorySweep(directory, jdbc, transactions, clock));
    }
}
