package dev.waybill.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submitted;
import dev.waybill.shared.tenancy.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.springframework.context.ConfigurableApplicationContext;

/** One job at a time into idle workers of two JVMs: from when it is enqueued until it begins. */
final class Latency implements Measurement {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final String HEAP = "-Xmx256m";

    private final int jobs = Setting.number("jobs", 1_000);
    private final int warmUp = Setting.number("warm-up", 60_000);
    private final int stockJobs = Setting.number("stock-jobs", 30);
    private final int nodes = Setting.number("nodes", 2);
    private final int threads = Setting.number("threads", 16);
    private final Map<Long, Long> began = new ConcurrentHashMap<>();

    @Override
    public Report run(Path directory, Cluster cluster) throws IOException, InterruptedException {
        Report report = new Report(
                "latency", "%,d jobs one by one (stock: %d), %d idle worker JVMs".formatted(jobs, stockJobs, nodes));
        Database ours = cluster.fresh("bench");
        try (ConfigurableApplicationContext caller = Waybill.caller(ours)) {
            ProcessQueue queue = caller.getBean(ProcessQueue.class);
            tell(report, "waybill", measure(directory, "waybill", ours, warmUp, jobs, number -> {
                Submitted unused = queue.submit(Waybill.nothing(Scope.SEEDED, number));
            }));
        }
        if (stockJobs > 0) {
            Database theirs = cluster.fresh("bench");
            try (HikariDataSource pool = theirs.pool()) {
                JobRequestScheduler scheduler = JobRunr.configure()
                        .useStorageProvider(StockJobRunr.storage(pool))
                        .initialize()
                        .getJobRequestScheduler();
                tell(
                        report,
                        "stock",
                        measure(
                                directory,
                                "stock",
                                theirs,
                                1,
                                stockJobs,
                                number -> scheduler.enqueue(new StockJobRunr.Nothing(number))));
                JobRunr.destroy();
            }
        }
        report.ratio("stock p50", "p50 ms", "stock", "waybill");
        return report;
    }

    private List<Double> measure(
            Path directory, String contender, Database database, int uncounted, int count, LongConsumer enqueue)
            throws IOException, InterruptedException {
        began.clear();
        List<Node> workers = new ArrayList<>();
        try {
            for (int node = 1; node <= nodes; node++) {
                WorkerNode.Plan plan = new WorkerNode.Plan(contender, threads, 0, true, database);
                Path log = directory.resolve("worker-%d.log".formatted(node));
                workers.add(Node.start(WorkerNode.class, HEAP, plan, log, this::began));
            }
            List<Double> millis = new ArrayList<>();
            for (long number = 1; number <= uncounted; number++) {
                enqueue.accept(number);
            }
            for (long number = 1; number <= uncounted; number++) {
                awaitBegun(number);
            }
            for (long number = uncounted + 1L; number <= uncounted + count; number++) {
                // not in step with anything that polls
                LockSupport.parkNanos(PAUSE_NANOS + ThreadLocalRandom.current().nextLong(PAUSE_NANOS));
                millis.add(once(number, enqueue));
            }
            return millis;
        } finally {
            workers.forEach(Node::close);
        }
    }

    private double once(long number, LongConsumer enqueue) {
        enqueue.accept(number);
        long enqueued = Waybill.micros();
        return (awaitBegun(number) - enqueued) / 1e3;
    }

    /** Microseconds since 1970. */
    private long awaitBegun(long number) {
        long deadline = System.nanoTime() + LONGEST_NANOS;
        while (true) {
            Long at = began.get(number);
            if (at != null) {
                return at;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("job " + number + " does not begin");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void began(String line) {
        String[] parts = line.split(" ");
        if (parts.length == 2) {
            began.put(Long.valueOf(parts[0]), Long.valueOf(parts[1]));
        }
    }

    private static void tell(Report report, String contender, List<Double> all) {
        List<Double> millis = all.stream().sorted().toList();
        System.err.printf(
                "%s: p50 %.2f ms, p99 %.2f ms%n", contender, Quantile.of(millis, 0.5), Quantile.of(millis, 0.99));
        report.row(contender)
                .put("p50 ms", Spread.just(Quantile.of(millis, 0.5)))
                .put("p99 ms", Spread.just(Quantile.of(millis, 0.99)))
                .put("most ms", Spread.just(Quantile.of(millis, 1)));
    }
}
