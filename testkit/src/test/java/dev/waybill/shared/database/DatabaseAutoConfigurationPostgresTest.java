package dev.waybill.shared.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.testkit.TestDatabase;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseAutoConfigurationPostgresTest {

    private final TestDatabase database = TestDatabase.empty();

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DatabaseAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class));

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void migratesBeforeAnyBeanReadsATable() {
        application
                .withPropertyValues(database.springProperties())
                .withUserConfiguration(ReadsAtItsStart.class)
                .run(context -> assertThat(context).hasNotFailed().hasBean("processesAtStart"));
    }

    @Test
    void setsTheTimeoutsAndTheNameOnEveryConnection() {
        application
                .withPropertyValues(database.springProperties())
                .withPropertyValues(
                        "waybill.database.lock-timeout=11s",
                        "waybill.database.statement-timeout=61s",
                        "waybill.database.idle-in-transaction-timeout=62s",
                        "waybill.database.application-name=waybill/blue",
                        "waybill.database.pool-size=3")
                .run(context -> {
                    JdbcClient jdbc = context.getBean(JdbcClient.class);
                    assertThat(show(jdbc, "lock_timeout")).isEqualTo("11s");
                    assertThat(show(jdbc, "statement_timeout")).isEqualTo("61s");
                    assertThat(show(jdbc, "idle_in_transaction_session_timeout"))
                            .isEqualTo("62s");
                    try (Connection connection =
                            context.getBean(DataSource.class).getConnection()) {
                        assertThat(connection.getNetworkTimeout()).isEqualTo(66_000);
                    }
                    assertThat(show(jdbc, "application_name")).isEqualTo("waybill/blue");
                    assertThat(context.getBean(HikariDataSource.class).getMaximumPoolSize())
                            .isEqualTo(3);
                });
    }

    @Test
    void refusesADatabaseThatIsBehindWhenItMayNotMigrate() {
        application
                .withPropertyValues(database.springProperties())
                .withPropertyValues("waybill.database.migrate=false")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("The database lacks V1__ledger.sql"));
    }

    @Test
    void saysWhatToSetWhenTheUrlIsMissing() {
        application.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("waybill.database.url")
                .hasMessageContaining("WAYBILL_DATABASE_URL"));
    }

    @Test
    void leavesAnApplicationsOwnDataSourceAlone() {
        application.withBean(DataSource.class, database::dataSource).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(DataSource.class)).isSameAs(database.dataSource());
            assertThat(processes(context.getBean(JdbcClient.class))).isZero();
        });
    }

    @Test
    void leavesSpringBootsDataSourceAlone() {
        application
                .withPropertyValues(
                        "spring.datasource.url=" + database.jdbcUrl(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password())
                .run(context ->
                        assertThat(processes(context.getBean(JdbcClient.class))).isZero());
    }

    @Test
    void readsTheUrlFromTheEnvironment() {
        application
                .withInitializer(context -> TestPropertyValues.of(
                                "WAYBILL_DATABASE_URL=" + database.jdbcUrl(),
                                "WAYBILL_DATABASE_USERNAME=" + database.username(),
                                "WAYBILL_DATABASE_PASSWORD=" + database.password())
                        .applyTo(context.getEnvironment(), TestPropertyValues.Type.SYSTEM_ENVIRONMENT))
                .run(context ->
                        assertThat(processes(context.getBean(JdbcClient.class))).isZero());
    }

    private static String show(JdbcClient jdbc, String setting) {
        return jdbc.sql("SHOW " + setting).query(String.class).single();
    }

    private static long processes(JdbcClient jdbc) {
        return jdbc.sql("SELECT count(*) FROM processes").query(Long.class).single();
    }

    @Configuration(proxyBeanMethods = false)
    static class ReadsAtItsStart {
        @Bean
        Long processesAtStart(JdbcClient jdbc) {
            return processes(jdbc);
        }
    }
}
