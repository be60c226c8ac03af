package dev.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;

class TestClusterPostgresTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void outlivesTheApplicationsOfItsJvmAndThenStops(@TempDir Path directory) {
        try (ChildJvm child = ChildJvm.of(Application.class)
                .property(TestCluster.DIRECTORY, directory.toString())
                .start()) {
            child.awaitOutput("^ready", SOON);
            assertThat(directory.resolve("cluster/postmaster.pid")).exists();

            child.terminate();
            child.awaitExit(SOON);

            assertThat(child.output()).contains("farewell 42");
            assertThat(directory.resolve("cluster/postmaster.pid")).doesNotExist();
            assertThat(Files.exists(directory.resolve("cluster"))).isTrue();
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    static class Application {

        public static void main(String[] args) {
            SpringApplication application = new SpringApplication(Application.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            application.setKeepAlive(true);
            application.run(args);
            System.out.println("ready");
        }

        @Bean
        DisposableBean slowFarewell() {
            TestDatabase database = TestDatabase.create();
            return () -> {
                int answer = database.jdbc()
                        .sql("SELECT 42 FROM pg_sleep(1)")
                        .query(Integer.class)
                        .single();
                System.out.println("farewell " + answer);
            };
        }
    }
}
