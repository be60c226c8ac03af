package dev.waybill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** A node that serves the API with the settings of the runnable one, until its input ends. Says its port. */
final class ApiNode {

    static final String KEY = "wbk_bench_0123456789abcdef0123456789abcdef0123456789abcdef";

    private ApiNode() {}

    /** @param streams that it keeps open at most */
    record Plan(Database database, int streams) {}

    public static void main(String[] arguments) throws IOException {
        Plan plan = new ObjectMapper().readValue(arguments[0], Plan.class);
        String streams = Integer.toString(plan.streams());
        Map<String, String> settings = Map.of(
                "spring.config.name", "waybill-api",
                "server.port", "0",
                "server.address", "127.0.0.1",
                "server.tomcat.max-connections", "20000",
                "management.server.port", "-1",
                "waybill.worker.enabled", "false",
                "waybill.access.first-admin-key", KEY,
                "waybill.api.max-streams", streams,
                "waybill.api.max-streams-each", streams);
        try (ConfigurableApplicationContext node =
                Waybill.start(plan.database(), WebApplicationType.SERVLET, settings, number -> {})) {
            System.out.println(Objects.requireNonNull(node.getEnvironment().getProperty("local.server.port")));
            Node.stay();
        }
        System.exit(0);
    }
}
