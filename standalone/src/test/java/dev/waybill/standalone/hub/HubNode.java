package dev.waybill.standalone.hub;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobType;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.TestDatabase;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An api and a worker in this JVM on a database of their own, with a stand-in for the model; it knows {@link Walk} too. */
final class HubNode implements AutoCloseable {

    private static final String FIRST_KEY = "wbk_browser_" + "0123456789abcdef".repeat(4);

    /** Where pages say that JobRunr's dashboard is; nothing is there. */
    static final String DASHBOARD = "http://127.0.0.1:8000";

    private final TestDatabase database = TestDatabase.create();
    private final GeminiStandIn model = new GeminiStandIn();
    private final ConfigurableApplicationContext context;

    private HubNode() {
        context = new SpringApplicationBuilder(Node.class).run(arguments(0));
    }

    private String[] arguments(int port) {
        return Stream.concat(
                        Stream.of(
                                "spring.config.location=classpath:/waybill-api.yml,classpath:/waybill-worker.yml",
                                "spring.main.register-shutdown-hook=false",
                                "server.port=" + port,
                                "server.address=127.0.0.1",
                                "management.server.port=-1",
                                "waybill.dashboard.enabled=false",
                                "waybill.hub.dashboard-url=" + DASHBOARD,
                                "waybill.api.limits.rates=false",
                                "waybill.outbound.allow=127.0.0.1",
                                "waybill.access.first-admin-key=" + FIRST_KEY,
                                "waybill.ai.gemini.api-key=stand-in",
                                "waybill.ai.gemini.base-url=" + model.uri()),
                        Stream.of(database.springProperties()))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
    }

    /** For another api on the same data, at a port of 127.0.0.1. */
    String[] apiArguments(int port) {
        return Stream.concat(Stream.of(arguments(port)), Stream.of("--waybill.worker.enabled=false"))
                .toArray(String[]::new);
    }

    static HubNode start() {
        return new HubNode();
    }

    /** {@code http://127.0.0.1:port} */
    String address() {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** What plays the model. It is shared: give {@link GeminiStandIn#next} only what the test itself uses up. */
    GeminiStandIn model() {
        return model;
    }

    /** For what a test must arrange behind everybody's back. */
    JdbcClient behind() {
        return database.jdbc();
    }

    @Override
    public void close() {
        context.close();
        model.close();
        database.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Node {

        @Bean
        JobType<Walk.Input> walk() {
            return Walk.TYPE;
        }

        @Bean
        Job<Walk.Input> walkJob() {
            return new Walk();
        }
    }
}
