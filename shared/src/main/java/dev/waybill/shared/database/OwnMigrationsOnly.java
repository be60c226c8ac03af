package dev.waybill.shared.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Switches Spring Boot's own Flyway off in an application that has no migrations of its own. Flyway is on its class path
 * because of us, and would refuse a schema in which it finds our tables.
 */
class OwnMigrationsOnly implements EnvironmentPostProcessor {

    private static final String DEFAULT_LOCATION = "classpath*:db/migration/**/*.*";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.containsProperty("spring.flyway.locations") && !hasScripts()) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("waybill flyway", Map.of("spring.flyway.enabled", "false")));
        }
    }

    private static boolean hasScripts() {
        try {
            return new PathMatchingResourcePatternResolver().getResources(DEFAULT_LOCATION).length > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
