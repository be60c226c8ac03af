package dev.waybill.testkit.faults;

import dev.waybill.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A whole node in this JVM, with the settings of the runnable one, whose actuator is asked and whose network breaks. */
public final class ProbedNode implements AutoCloseable {

    /** A probe that is not answered in this time has failed, as an orchestrator sees it. */
    private static final Duration PROBE = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int READY = 200;
    private static final int UNREADY = 503;

    private final FaultyProxy network;
    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    private ProbedNode(FaultyProxy network, ConfigurableApplicationContext context) {
        this.network = network;
        this.context = context;
    }

    /**
     * Starts it on free ports.
     *
     * @param settings name of its settings, for example {@code waybill-worker}
     * @param more {@code key=value}
     */
    public static ProbedNode start(Class<?> application, String settings, TestDatabase database, String... more) {
        URI server = URI.create(database.jdbcUrl().substring("jdbc:".length()));
        FaultyProxy network = FaultyProxy.to(server.getPort());
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.register-shutdown-hook=false",
                "--waybill.database.url="
                        + database.jdbcUrl().replace(":" + server.getPort() + "/", ":" + network.port() + "/"),
                "--waybill.database.username=" + database.username(),
                "--waybill.database.password=" + database.password()));
        for (String setting : more) {
            arguments.add("--" + setting);
        }
        return new ProbedNode(
                network,
                new SpringApplicationBuilder(application)
                        .properties("spring.config.name=" + settings + ",application")
                        .run(arguments.toArray(String[]::new)));
    }

    public FaultyProxy network() {
        return network;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** The status that a probe gets; 0 when no answer comes in time. */
    public int probe(String name) {
        try {
            return ask("health/" + name).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** All samples. */
    public String scrape() {
        try {
            return ask("prometheus").body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sum of the samples of this name that have these labels, {@code name="value"}; NaN when there are none. */
    public double sample(String name, String... labels) {
        return scrape().lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .reduce(Double.NaN, (sum, one) -> Double.isNaN(sum) ? one : sum + one);
    }

    /** As {@link #sample}, 0 when there are none: what a counter that has counted nothing yet means. */
    public double count(String name, String... labels) {
        double count = sample(name, labels);
        return Double.isNaN(count) ? 0 : count;
    }

    /** Waits until the probe is answered so; what happens to a node is seen by it within moments. */
    public void await(String probe, int status) {
        Awaitility.await().atMost(PATIENCE).until(() -> probe(probe) == status);
    }

    /** Does away with whatever was done to its network, and waits until it is ready. */
    public void heal() {
        network.heal();
        await("readiness", READY);
    }

    /** Waits until it is unready while its database looks as if no migration had succeeded. */
    public void awaitUnreadyWithoutSchema(TestDatabase database) {
        JdbcClient behind = database.superuser();
        behind.sql("UPDATE waybill_schema_history SET success = false").update();
        try {
            await("readiness", UNREADY);
        } finally {
            behind.sql("UPDATE waybill_schema_history SET success = true").update();
        }
    }

    private HttpResponse<String> ask(String path) throws IOException {
        int management = context.getEnvironment().getProperty("local.management.port", Integer.class, port());
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/actuator/" + path))
                            .timeout(PROBE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        network.heal();
        context.close();
        network.close();
    }
}
