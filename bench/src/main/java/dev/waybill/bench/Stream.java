package dev.waybill.bench;

import dev.waybill.shared.queue.ProcessQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.springframework.context.ConfigurableApplicationContext;

/** Clients that follow processes by server-sent events on one node: whether each is sent every event, and how late. */
final class Stream implements Measurement {

    private static final int BEFORE_THE_FIRST_MILLIS = 20_000;
    private static final int BETWEEN_NOTES_MILLIS = 1_000;

    /** Queued, started, completed. */
    private static final int OTHER_EVENTS = 3;

    private final int processes = Setting.number("processes", 200);
    private final int followers = Setting.number("followers", 25);
    private final int notes = Setting.number("notes", 60);
    private final int warmUp = Setting.number("warm-up", 30);
    private final int settling = Setting.number("settling", 30);

    @Override
    public Report run(Path directory, Cluster cluster) throws IOException, InterruptedException {
        Database database = cluster.fresh("bench");
        CompletableFuture<Integer> port = new CompletableFuture<>();
        ApiNode.Plan api = new ApiNode.Plan(database, processes * followers + 100);
        WorkerNode.Plan work = new WorkerNode.Plan("waybill", processes, 0, false, database);
        String heap = "-Xmx" + System.getProperty("bench.heap", "1536m");
        try (ConfigurableApplicationContext caller = Waybill.caller(database);
                Node worker =
                        Node.start(WorkerNode.class, "-Xmx256m", work, directory.resolve("worker.log"), line -> {});
                Node node = Node.start(
                        ApiNode.class,
                        heap,
                        api,
                        directory.resolve("api.log"),
                        line -> port.complete(Integer.valueOf(line.strip())))) {
            ProcessQueue queue = caller.getBean(ProcessQueue.class);
            EventClients.Seen unused = follow(queue, port.join(), 0, warmUp);
            Duration cpu = node.cpu();
            Duration workersCpu = worker.cpu();
            long start = System.nanoTime();
            EventClients.Seen seen = follow(queue, port.join(), settling, notes);
            double cores = (double) node.cpu().minus(cpu).toNanos() / (System.nanoTime() - start);
            System.err.printf("the workers' JVM used %s of CPU%n", worker.cpu().minus(workersCpu));
            if (Bench.STATEMENTS > 0) {
                cluster.statements(Bench.STATEMENTS).forEach(System.err::println);
            }
            return report(seen, cores);
        }
    }

    /** Processes with so many notes each, followed from before the first until all clients have been told of the end. */
    private EventClients.Seen follow(ProcessQueue queue, int port, int uncounted, int counted) throws IOException {
        int count = uncounted + counted;
        try (EventClients clients = new EventClients(port, count + OTHER_EVENTS, uncounted)) {
            for (long id : submit(queue, count)) {
                for (int follower = 0; follower < followers; follower++) {
                    clients.open(id);
                }
            }
            clients.await(Duration.ofMillis(BEFORE_THE_FIRST_MILLIS + (long) count * BETWEEN_NOTES_MILLIS + 60_000L));
            return clients.seen();
        }
    }

    private List<Long> submit(ProcessQueue queue, int count) {
        // spread evenly over the second
        return IntStream.range(0, processes)
                .mapToObj(process -> Waybill.notes(new Waybill.Notes(
                        count,
                        BETWEEN_NOTES_MILLIS,
                        BEFORE_THE_FIRST_MILLIS + process * BETWEEN_NOTES_MILLIS / processes)))
                .map(submission -> queue.submit(submission).id().value())
                .toList();
    }

    private Report report(EventClients.Seen seen, double cores) {
        Report report = new Report(
                "stream",
                String.format(
                        Locale.ROOT,
                        "%,d clients of one node, %d processes each followed by %d, %d events/s in all",
                        processes * followers,
                        processes,
                        followers,
                        processes * 1_000 / BETWEEN_NOTES_MILLIS));
        List<Double> delays = new ArrayList<>(seen.millis().stream().sorted().toList());
        report.row("waybill")
                .put("p50 ms", Spread.just(Quantile.of(delays, 0.5)))
                .put("p99 ms", Spread.just(Quantile.of(delays, 0.99)))
                .put("most ms", Spread.just(Quantile.of(delays, 1)))
                .put("events", Spread.just(seen.events()))
                .put("missed", Spread.just(seen.missed()))
                .put("twice", Spread.just(seen.twice()))
                .put("reconnects", Spread.just(seen.reconnects()))
                .put("api cores", Spread.just(cores));
        return report;
    }
}
