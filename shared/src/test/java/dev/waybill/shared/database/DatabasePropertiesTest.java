package dev.waybill.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class DatabasePropertiesTest {

    private static final String URL = "jdbc:postgresql://db:5432/waybill";

    @Test
    void hasDefaultsThatSuitANode() {
        DatabaseProperties properties = bind(Map.of("waybill.database.url", URL));

        assertThat(properties)
                .isEqualTo(new DatabaseProperties(
                        URL,
                        "waybill",
                        "",
                        20,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        "waybill",
                        true,
                        Duration.ofMinutes(10)))
                .isEqualTo(DatabaseProperties.of(URL, "waybill", ""));
    }

    @Test
    void readsEveryKey() {
        assertThat(bind(Map.of(
                        "waybill.database.url", URL,
                        "waybill.database.username", "app",
                        "waybill.database.password", "secret",
                        "waybill.database.pool-size", "7",
                        "waybill.database.lock-timeout", "1s",
                        "waybill.database.statement-timeout", "2s",
                        "waybill.database.idle-in-transaction-timeout", "3s",
                        "waybill.database.application-name", "waybill/blue",
                        "waybill.database.migrate", "false",
                        "waybill.database.migration-wait", "4s")))
                .isEqualTo(new DatabaseProperties(
                        URL,
                        "app",
                        "secret",
                        7,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        "waybill/blue",
                        false,
                        Duration.ofSeconds(4)));
    }

    @Test
    void readsTheEnvironmentsVariables() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment",
                        Map.of(
                                "WAYBILL_DATABASE_URL", URL,
                                "WAYBILL_DATABASE_USERNAME", "app",
                                "WAYBILL_DATABASE_PASSWORD", "secret")));

        DatabaseProperties properties = Binder.get(environment)
                .bind("waybill.database", DatabaseProperties.class)
                .get();

        assertThat(properties.url()).isEqualTo(URL);
        assertThat(properties.username()).isEqualTo("app");
        assertThat(properties.password()).isEqualTo("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "url, jdbc:h2:mem:x",
        "url, jdbc:postgresql://db/waybill?ssl=true&options=-c%20lock_timeout=0",
        "pool-size, 1",
        "lock-timeout, 0s",
        "statement-timeout, -1s",
        "idle-in-transaction-timeout, 0s",
        "application-name, a-name-that-is-so-long-that-postgresql-would-silently-cut-off-its-tail"
    })
    void refusesNonsenseAndNamesTheKey(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("waybill.database." + key, value)))
                .rootCause()
                .hasMessageStartingWith("waybill.database." + key + " ");
    }

    private static DatabaseProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bind("waybill.database", DatabaseProperties.class)
                .get();
    }
}
