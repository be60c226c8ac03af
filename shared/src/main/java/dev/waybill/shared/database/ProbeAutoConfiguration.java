package dev.waybill.shared.database;

import javax.sql.DataSource;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Asks the database for the readiness probe, as the contributor {@code waybillDatabase}. */
@AutoConfiguration(after = DatabaseAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(DataSource.class)
public class ProbeAutoConfiguration {

    /** After the migration, by its parameter. */
    @Bean
    HealthIndicator waybillDatabaseHealthIndicator(DataSource dataSource, MigrationAtStart migrated) {
        return new DatabaseProbe(dataSource, migrated.version());
    }
}
