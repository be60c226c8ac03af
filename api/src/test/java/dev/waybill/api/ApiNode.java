package dev.waybill.api;

import dev.waybill.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running api on a free port, with the types of {@link TestTypes}. */
public final class ApiNode implements AutoCloseable {

    /** The admin of the seeded workspace; {@link #http()} shows it by itself. */
    public static final String ADMIN_KEY = "wbk_tests_0123456789abcdef0123456789abcdef0123456789abcdef";

    private final ConfigurableApplicationContext context;
    private final Http http;

    private ApiNode(ConfigurableApplicationContext context) {
        this.context = context;
        this.http = new Http(
                "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port", Integer.class),
                ADMIN_KEY);
    }

    /** With {@code key=value} settings on top of those of the runnable api; no actuator and no rate limit unless they say so. */
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
        if (List.of(settings).stream().noneMatch(setting -> setting.startsWith("waybill.access.first-admin-key"))) {
            arguments.add("--waybill.access.first-admin-key=" + ADMIN_KEY);
        }
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        addUnlessSet("--management.server.port=", "-1", arguments);
        addUnlessSet("--waybill.api.limits.", "rates=false", arguments);
        SpringApplication spring = new SpringApplicationBuilder(application)
                .properties("spring.config.name=waybill-api,application")
                .build();
        return new ApiNode(spring.run(arguments.toArray(String[]::new)));
    }

    private static void addUnlessSet(String key, String value, List<String> arguments) {
        if (arguments.stream().noneMatch(argument -> argument.startsWith(key))) {
            arguments.add(key + value);
        }
    }

    public Http http() {
        return http;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The one of several that has this name. */
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** A setting of the running node. */
    public <T> T setting(String key, Class<T> type) {
        return context.getEnvironment().getRequiredProperty(key, type);
    }

    public TestDriver driver() {
        return new TestDriver(context);
    }

    @Override
    public void close() {
        context.close();
    }
}
