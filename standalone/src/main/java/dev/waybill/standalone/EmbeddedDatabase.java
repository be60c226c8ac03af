package dev.waybill.standalone;

import dev.waybill.shared.database.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Starts a PostgreSQL in {@code waybill.data} before anything else, unless {@code waybill.database.url} names one. */
final class EmbeddedDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (environment.containsProperty("waybill.database.url")) {
            return;
        }
        Path data = Path.of(environment.getProperty("waybill.data", "data"));
        EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgres.Options.in(data.resolve("postgres")));
        // after the context is closed; a JVM hook would race with it
        SpringApplication.getShutdownHandlers().add(postgres::close);
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "embedded PostgreSQL",
                        Map.of(
                                "waybill.database.url", postgres.jdbcUrl("postgres"),
                                "waybill.database.username", postgres.username(),
                                "waybill.database.password", postgres.password())));
    }
}
