package dev.waybill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * One contender once, in this JVM: enqueues, starts the workers, and takes the time from when the JVM is warm until every
 * job has ended in the database.
 */
final class Round {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final double MICROS = 1e6;

    private Round() {}

    /**
     * What is to be run.
     *
     * @param warmUp jobs that are not counted
     */
    record Plan(String contender, int workers, int warmUp, int jobs, String url, String username, String password) {}

    /**
     * What was seen.
     *
     * @param perSecond jobs
     * @param commits of the database, a job
     * @param walBytes a job
     * @param jvmMicros CPU of the workers' JVM, a job
     * @param postgresMicros CPU of the server, a job
     */
    record Seen(double perSecond, double commits, double walBytes, double jvmMicros, double postgresMicros) {}

    /** Arguments: the plan as JSON, where to write what was seen, and the server's pid file. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Plan plan = JSON.readValue(arguments[0], Plan.class);
        JSON.writeValue(Path.of(arguments[1]).toFile(), run(plan, Postmaster.of(Path.of(arguments[2]))));
        System.exit(0);
    }

    private static Seen run(Plan plan, Postmaster postmaster) throws InterruptedException {
        Database database = new Database(plan.url(), plan.username(), plan.password());
        int all = plan.warmUp() + plan.jobs();
        try (Contender contender = contender(plan.contender(), database)) {
            contender.migrate();
            contender.enqueue(all);
            database.settle();
            CountDownLatch warm = new CountDownLatch(plan.warmUp());
            LongAdder ran = new LongAdder();
            contender.start(plan.workers(), number -> {
                ran.increment();
                warm.countDown();
            });
            if (!warm.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(plan.contender() + " does not get warm");
            }
            long before = ran.sum();
            Effort start = Effort.now(database, postmaster);
            awaitEnd(contender, ran, all);
            return Effort.now(database, postmaster).since(start, all - before);
        }
    }

    private static void awaitEnd(Contender contender, LongAdder ran, long all) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (ran.sum() < all || contender.ended() < all) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%d of %d ran, %d ended".formatted(ran.sum(), all, contender.ended()));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    private static Contender contender(String name, Database database) {
        return switch (name) {
            case "waybill" -> new WaybillContender(database, false);
            case "notified" -> new WaybillContender(database, true);
            case "stock" -> new StockJobRunr(database, false);
            case "filterMirror" -> new StockJobRunr(database, true);
            case "dbScheduler" -> new DbScheduler(database);
            case "byHand" -> new ByHand(database);
            default -> throw new IllegalArgumentException("There is no contender " + name);
        };
    }

    /** What has been spent up to a moment. */
    private record Effort(long nanos, Database.Work work, long jvmNanos, Duration postgres) {

        static Effort now(Database database, Postmaster postmaster) {
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Effort(System.nanoTime(), database.work(), system.getProcessCpuTime(), postmaster.cpu());
        }

        Seen since(Effort start, long jobs) {
            Database.Work done = work.since(start.work);
            return new Seen(
                    jobs * 1e9 / (nanos - start.nanos),
                    (double) done.commits() / jobs,
                    (double) done.walBytes() / jobs,
                    (jvmNanos - start.jvmNanos) / 1e3 / jobs,
                    postgres.minus(start.postgres).toMillis() / 1e3 * MICROS / jobs);
        }
    }
}
