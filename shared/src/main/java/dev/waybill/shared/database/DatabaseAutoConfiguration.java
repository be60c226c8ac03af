package dev.waybill.shared.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * The pool of {@code waybill.database}, unless the application has a DataSource of its own or sets
 * {@code spring.datasource.url} alone; and the migration at the start. Beans that touch a table through anything but
 * Spring's JDBC classes carry {@code @DependsOnDatabaseInitialization}.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(DatabaseProperties.class)
public class DatabaseAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(DataSource.class)
    @Conditional(NoOtherDataSource.class)
    HikariDataSource dataSource(DatabaseProperties properties) {
        return Connections.pool(properties);
    }

    @Bean
    MigrationAtStart migrationAtStart(DataSource dataSource, DatabaseProperties properties) {
        return new MigrationAtStart(dataSource, properties);
    }

    static final class NoOtherDataSource extends AnyNestedCondition {

        NoOtherDataSource() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("waybill.database.url")
        static final class OursIsSet {}

        @ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "none")
        static final class TheirsIsNotSet {}
    }
}
