package dev.waybill.standalone.cli;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobType;
import dev.waybill.testkit.TestDatabase;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An api and a worker in one JVM: this one, or one of its own, by its main method. */
final class LiveServer implements AutoCloseable {

    /** An admin's. */
    static final String KEY = "wbk_commandline_" + "0123456789abcdef".repeat(4);

    private final ConfigurableApplicationContext context;

    private LiveServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static void main(String[] args) {
        new SpringApplicationBuilder(Node.class).run(args);
    }

    static LiveServer on(TestDatabase database) {
        String[] arguments = Stream.concat(settings(), Stream.of(database.springProperties()))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
        return new LiveServer(new SpringApplicationBuilder(Node.class).run(arguments));
    }

    /** What both kinds have; the port is any unless it is said. */
    static Stream<String> settings() {
        return Stream.of(
                "spring.config.location=classpath:/waybill-api.yml,classpath:/waybill-worker.yml",
                "spring.main.banner-mode=off",
                "waybill.dashboard.enabled=false",
                "waybill.access.first-admin-key=" + KEY,
                "server.port=0");
    }

    /** What a command needs to call it. */
    Map<String, String> environment() {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        return Map.of("WAYBILL_URL", "http://127.0.0.1:" + port, "WAYBILL_API_KEY", KEY);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Node {

        @Bean
        JobType<Steps.Input> steps() {
            return Steps.TYPE;
        }

        @Bean
        Job<Steps.Input> stepsJob() {
            return new Steps();
        }
    }
}
