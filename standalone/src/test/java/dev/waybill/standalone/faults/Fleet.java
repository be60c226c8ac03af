package dev.waybill.standalone.faults;

import dev.waybill.client.WaybillClient;
import dev.waybill.testkit.ChildJvm;
import dev.waybill.testkit.faults.FaultyProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL, workers and an api, each a process of its own, each node behind a network of its own. */
final class Fleet implements AutoCloseable {

    static final int POOL = 20;

    private static final int THREADS = 8;
    private static final String KEY = "wbk_soak_" + "0123456789abcdef".repeat(4);

    private final SoakDatabase database = new SoakDatabase();
    private final List<Node> workers = new ArrayList<>();
    private final int apiPort = freePort();
    private final Node api;

    Fleet(int workerCount) {
        api = startApi();
        for (int number = 1; number <= workerCount; number++) {
            workers.add(worker("worker-" + number));
        }
        all().forEach(Node::awaitReady);
    }

    SoakDatabase database() {
        return database;
    }

    List<Node> workers() {
        return workers;
    }

    Node api() {
        return api;
    }

    Stream<Node> all() {
        return Stream.concat(Stream.of(api), workers.stream());
    }

    WaybillClient client() {
        return WaybillClient.builder(URI.create("http://127.0.0.1:" + apiPort))
                .apiKey(KEY)
                .requestTimeout(Duration.ofSeconds(20))
                .build();
    }

    /** Starts again what has ended, heals every network, and waits until all of it works. */
    void repair() {
        all().map(Node::network).forEach(FaultyProxy::heal);
        List<Node> ended = all().filter(node -> !node.isAlive()).toList();
        ended.forEach(Node::start);
        ended.forEach(Node::awaitReady);
    }

    @Override
    public void close() {
        all().forEach(Node::close);
        database.close();
    }

    private Node startApi() {
        FaultyProxy network = FaultyProxy.to(database.port());
        return new Node(
                "api",
                network,
                () -> on(network, ChildJvm.of(SoakApi.class))
                        .property("spring.config.location", "classpath:/waybill-api.yml")
                        .property("waybill.database.application-name", "waybill/api")
                        .property("waybill.worker.enabled", "false")
                        .property("server.port", Integer.toString(apiPort))
                        .property("waybill.access.first-admin-key", KEY)
                        .property("management.server.port", "-1")
                        .start(),
                "Started SoakApi");
    }

    private Node worker(String name) {
        FaultyProxy network = FaultyProxy.to(database.port());
        return new Node(
                name,
                network,
                () -> on(network, ChildJvm.of(SoakWorker.class))
                        .property("spring.config.location", "classpath:/waybill-worker.yml")
                        .property("waybill.worker.name", name)
                        .property("waybill.worker.threads", Integer.toString(THREADS))
                        .start(),
                "Worker \\S+ is registered");
    }

    private static ChildJvm.Launch on(FaultyProxy network, ChildJvm.Launch launch) {
        return launch.option("-Xmx256m")
                .option("-XX:TieredStopAtLevel=1")
                .property("waybill.database.url", SoakDatabase.url(network.port()))
                .property("waybill.database.username", SoakDatabase.NAME)
                .property("waybill.database.password", SoakDatabase.NAME)
                .property("waybill.database.pool-size", Integer.toString(POOL))
                .property("waybill.dashboard.enabled", "false")
                .property("spring.main.banner-mode", "off");
    }

    private static int freePort() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
