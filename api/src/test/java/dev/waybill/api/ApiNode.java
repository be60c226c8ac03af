package dev.waybill.api;

import dev.waybill.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running api on a free port, with the types of {@link TestTypes}. */
public final class ApiNode implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Http http;

    private ApiNode(ConfigurableApplicationContext context) {
        this.context = context;
        this.http = new Http(
                "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    /** With {@code key=value} settings on top of those of the runnable api. */
    public static ApiNode start(TestDatabase database, String... settings) {
        return start(TestTypes.class, database, settings);
    }

    /** The same for another application. */
    public static ApiNode start(Class<?> application, TestDatabase database, String... settings) {
        List<String> arguments =
                new ArrayList<>(List.of("--server.port=0", "--spring.main.register-shutdown-hook=false"));
        for (String setting : database.springProperties()) {
            arguments.add("--" + setting);
        }
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        SpringApplication spring = new SpringApplicationBuilder(application)
                .properties("spring.config.name=waybill-api,application")
                .build();
        return new ApiNode(spring.run(arguments.toArray(String[]::new)));
    }

    public Http http() {
        return http;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** One of several of the type. */
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public TestDriver driver() {
        return new TestDriver(context);
    }

    @Override
    public void close() {
        context.close();
    }
}
