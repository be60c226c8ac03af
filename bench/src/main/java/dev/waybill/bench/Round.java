package dev.waybill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * One contender once, in this JVM: enqueues, starts the workers, and takes the time from when the JVM is warm until every
 * job has ended in the database.
 */
final class Round {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Plan plan;
    private final Database database;
    private final Postmaster postmaster;
    private final LongAdder ran = new LongAdder();
    private final LongAdder busyNanos = new LongAdder();

    private Round(Plan plan, Postmaster postmaster) {
        this.plan = plan;
        this.database = plan.database();
        this.postmaster = postmaster;
    }

    /**
     * What is to be run.
     *
     * @param warmUp jobs that are not counted
     * @param millis that a job takes
     * @param waiting whether more jobs wait already than are run
     */
    record Plan(String contender, int workers, int warmUp, int jobs, int millis, boolean waiting, Database database) {}

    /**
     * What was seen.
     *
     * @param busy share of the workers' time that jobs took
     */
    record Seen(Effort.Seen effort, double busy) {

        double perSecond() {
            return effort.perSecond();
        }
    }

    /** Arguments: the plan as JSON, where to write what was seen, and the server's pid file. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Plan plan = JSON.readValue(arguments[0], Plan.class);
        Seen seen = new Round(plan, Postmaster.of(Path.of(arguments[2]))).run();
        JSON.writeValue(Path.of(arguments[1]).toFile(), seen);
        System.exit(0);
    }

    private Seen run() throws InterruptedException {
        int all = plan.warmUp() + plan.jobs();
        try (Contender contender = Contenders.of(plan.contender(), database)) {
            contender.migrate();
            if (!plan.waiting()) {
                contender.enqueue(all);
            }
            database.settle();
            CountDownLatch warm = new CountDownLatch(plan.warmUp());
            contender.start(plan.workers(), job(warm));
            if (!warm.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(plan.contender() + " does not get warm");
            }
            long before = ran.sum();
            long busyBefore = busyNanos.sum();
            Effort start = Effort.now(database, postmaster, contender.cpu());
            awaitEnd(contender, all);
            Effort end = Effort.now(database, postmaster, contender.cpu());
            long jobs = Math.min(ran.sum(), all) - before;
            double busy = (double) (busyNanos.sum() - busyBefore) / (end.nanos() - start.nanos()) / plan.workers();
            return new Seen(end.since(start, jobs), busy);
        }
    }

    private LongConsumer job(CountDownLatch warm) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(plan.millis());
        return number -> {
            if (nanos > 0) {
                long start = System.nanoTime();
                Pause.until(start + nanos);
                busyNanos.add(System.nanoTime() - start);
            }
            ran.increment();
            warm.countDown();
        };
    }

    private void awaitEnd(Contender contender, int all) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (ran.sum() < all || (!plan.waiting() && contender.ended() < all)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%d of %d ran, %d ended".formatted(ran.sum(), all, contender.ended()));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }
}
