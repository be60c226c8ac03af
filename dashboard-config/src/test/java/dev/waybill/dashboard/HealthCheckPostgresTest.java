package dev.waybill.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What docker-compose.yml asks of the dashboard's container. */
@PostgresTest
class HealthCheckPostgresTest {

    private final TestDatabase database;

    HealthCheckPostgresTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void isHealthyWhenItAsksForItsPassword() throws Exception {
        int port;
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(DashboardApplication.class)
                .properties(
                        "spring.config.name=waybill-dashboard",
                        "waybill.dashboard.port=0",
                        "waybill.dashboard.bind-address=0.0.0.0",
                        "waybill.dashboard.password=secret")
                .properties(database.springProperties())
                .run()) {
            port = application.getBean(DashboardServer.class).address().getPort();
            assertThat(healthy(port)).isZero();
        }
        assertThat(healthy(port)).isNotZero();
    }

    private static int healthy(int port) throws Exception {
        return new ProcessBuilder(Path.of("..", "docker", "healthy").toString(), Integer.toString(port), "/", "401")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
