package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** More worker JVMs on the same queue, with jobs that take a while: where it stops to grow, and what is busy then. */
final class Scale implements Measurement {

    private static final String HEAP = "-Xmx256m";
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final int seconds = Setting.number("seconds", 20);
    private final int threads = Setting.number("threads", 16);
    private final int millis = Setting.number("millis", 50);
    private final List<Integer> counts = Setting.numbers("nodes", "1,2,4");

    @Override
    public Report run(Path directory, Cluster cluster) throws IOException, InterruptedException {
        Report report = new Report(
                "scale", "jobs of %d ms for about %d s, %d at a time in each JVM".formatted(millis, seconds, threads));
        for (int count : counts) {
            tell(report, count, measure(directory, cluster, count));
        }
        counts.forEach(count -> report.ratio(count + " to 1 JVMs", "jobs/s", count + " JVMs", "1 JVMs"));
        return report;
    }

    /** What was seen, with the CPU that all used. */
    private record Seen(double perSecond, double most, double postgresCores, double workerCores) {}

    private Seen measure(Path directory, Cluster cluster, int count) throws IOException, InterruptedException {
        Database database = cluster.fresh("bench");
        int most = count * threads * 1_000 / millis;
        int jobs = most * seconds;
        int warmUp = most * 3;
        WaybillContender queue = new WaybillContender(database, 1, false);
        queue.migrate();
        List<Node> workers = new ArrayList<>();
        try {
            for (int node = 1; node <= count; node++) {
                WorkerNode.Plan plan = new WorkerNode.Plan("waybill", threads, millis, false, database);
                Path log = directory.resolve("worker-%d.log".formatted(node));
                workers.add(Node.start(WorkerNode.class, HEAP, plan, log, line -> {}));
            }
            // a JVM starts slowly: what waited for it would be gone before the last one is there
            queue.enqueue(warmUp + jobs);
            database.settle();
            long before = awaitEnded(queue, warmUp);
            Postmaster postmaster = Postmaster.of(cluster.pidFile());
            Effort start = Effort.now(database, postmaster, cpu(workers));
            long ended = awaitEnded(queue, warmUp + (int) (jobs * 0.9));
            Effort end = Effort.now(database, postmaster, cpu(workers));
            long nanos = end.nanos() - start.nanos();
            return new Seen(
                    (ended - before) * 1e9 / nanos,
                    most,
                    cores(end.postgres().minus(start.postgres()), nanos),
                    cores(end.jvm().minus(start.jvm()), nanos));
        } finally {
            workers.forEach(Node::close);
        }
    }

    private static long awaitEnded(WaybillContender queue, long wanted) {
        long deadline = System.nanoTime() + LONGEST_NANOS;
        long ended = queue.ended();
        while (ended < wanted) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%d of %d ended".formatted(ended, wanted));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            ended = queue.ended();
        }
        return ended;
    }

    private static Duration cpu(List<Node> workers) {
        return workers.stream().map(Node::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    private static double cores(Duration spent, long nanos) {
        return (double) spent.toNanos() / nanos;
    }

    private static void tell(Report report, int count, Seen seen) {
        System.err.printf(
                "%d JVMs: %,.0f of %,.0f jobs/s, PostgreSQL %.2f cores, workers %.2f%n",
                count, seen.perSecond(), seen.most(), seen.postgresCores(), seen.workerCores());
        report.row(count + " JVMs")
                .put("jobs/s", Spread.just(seen.perSecond()))
                .put("of at most", Spread.just(seen.most()))
                .put("PostgreSQL cores", Spread.just(seen.postgresCores()))
                .put("worker cores", Spread.just(seen.workerCores()));
    }
}
