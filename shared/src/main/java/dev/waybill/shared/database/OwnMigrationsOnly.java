package dev.waybill.shared.database;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Switches Spring Boot's own Flyway off in an application that has no migrations of its own. Flyway is on its class path
 * because of us, and would refuse a schema in which it finds our tables.
 */
class OwnMigrationsOnly implements EnvironmentPostProcessor {

    private static final String DEFAULT_LOCATION = "db/migration";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        ClassLoader loader = ClassUtils.getDefaultClassLoader();
        boolean hasOwn = environment.containsProperty("spring.flyway.locations")
                || (loader != null && loader.getResource(DEFAULT_LOCATION) != null);
        if (!hasOwn) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("waybill flyway", Map.of("spring.flyway.enabled", "false")));
        }
    }
}
