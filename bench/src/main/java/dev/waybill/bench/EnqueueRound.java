package dev.waybill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.shared.queue.BulkSubmission;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submitted;
import dev.waybill.shared.tenancy.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One way to enqueue, in this JVM: for a while to get warm, then the jobs that count. */
final class EnqueueRound {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Scope SERVICE = new Scope(1L, null);

    /** How many jobs one round of warming up takes. */
    private static final int WARM_UP = 5_000;

    private EnqueueRound() {}

    /**
     * @param bulk jobs at once, where a way takes many
     * @param warmUpSeconds for every way the same, so that no compiler works while it counts
     */
    record Plan(String way, int threads, int jobs, int bulk, int warmUpSeconds, Database database) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Plan plan = JSON.readValue(arguments[0], Plan.class);
        Postmaster postmaster = Postmaster.of(Path.of(arguments[2]));
        Effort.Seen seen = plan.way().startsWith("stock") ? stock(plan, postmaster) : waybill(plan, postmaster);
        JSON.writeValue(Path.of(arguments[1]).toFile(), seen);
        System.exit(0);
    }

    private static Effort.Seen waybill(Plan plan, Postmaster postmaster) throws InterruptedException {
        try (ConfigurableApplicationContext caller = Waybill.caller(plan.database())) {
            return switch (plan.way()) {
                case "waybill" -> singles(plan, postmaster, alone(caller, SERVICE));
                case "notified" -> singles(plan, postmaster, alone(caller, Scope.SEEDED));
                case "waybillInTransaction" ->
                    singles(plan, postmaster, inTransaction(caller, plan.database(), alone(caller, SERVICE)));
                case "byHand" -> singles(plan, postmaster, new EnqueueByHand(caller)::alone);
                case "byHandInTransaction" ->
                    singles(plan, postmaster, inTransaction(caller, plan.database(), new EnqueueByHand(caller)::alone));
                case "byHandBulk" -> {
                    EnqueueByHand byHand = new EnqueueByHand(caller);
                    yield bulks(plan, postmaster, () -> byHand.together(plan.bulk()));
                }
                case "waybillBulk" -> bulks(plan, postmaster, together(caller, SERVICE, plan.bulk()));
                case "notifiedBulk" -> bulks(plan, postmaster, together(caller, Scope.SEEDED, plan.bulk()));
                default -> throw new IllegalArgumentException("There is no way " + plan.way());
            };
        }
    }

    private static LongConsumer alone(ConfigurableApplicationContext caller, Scope scope) {
        ProcessQueue queue = caller.getBean(ProcessQueue.class);
        return number -> {
            Submitted unused = queue.submit(Waybill.nothing(scope, number));
        };
    }

    private static Runnable together(ConfigurableApplicationContext caller, Scope scope, int jobs) {
        BulkSubmission bulk = caller.getBean(BulkSubmission.class);
        return () -> {
            List<Submitted> unused = bulk.all(LongStream.range(0, jobs)
                    .mapToObj(number -> Waybill.nothing(scope, number))
                    .toList());
        };
    }

    /** With a row of the caller's own in the same commit. */
    private static LongConsumer inTransaction(
            ConfigurableApplicationContext caller, Database database, LongConsumer enqueue) {
        database.jdbc().sql("CREATE TABLE orders (number bigint)").update();
        JdbcClient jdbc = caller.getBean(JdbcClient.class);
        TransactionTemplate transaction = new TransactionTemplate(caller.getBean(PlatformTransactionManager.class));
        return number -> transaction.executeWithoutResult(status -> {
            jdbc.sql("INSERT INTO orders VALUES (:number)")
                    .param("number", number)
                    .update();
            enqueue.accept(number);
        });
    }

    private static Effort.Seen stock(Plan plan, Postmaster postmaster) throws InterruptedException {
        try (HikariDataSource pool = plan.database().pool()) {
            JobRequestScheduler scheduler = JobRunr.configure()
                    .useStorageProvider(StockJobRunr.storage(pool))
                    .initialize()
                    .getJobRequestScheduler();
            Effort.Seen seen = plan.way().equals("stock")
                    ? singles(plan, postmaster, number -> scheduler.enqueue(new StockJobRunr.Nothing(number)))
                    : bulks(
                            plan,
                            postmaster,
                            () -> scheduler.enqueue(
                                    LongStream.range(0, plan.bulk()).mapToObj(StockJobRunr.Nothing::new)));
            JobRunr.destroy();
            return seen;
        }
    }

    private static Effort.Seen singles(Plan plan, Postmaster postmaster, LongConsumer enqueue)
            throws InterruptedException {
        long warm = warm(plan);
        while (System.nanoTime() < warm) {
            byThreads(plan.threads(), WARM_UP, enqueue);
        }
        Effort start = Effort.now(plan.database(), postmaster);
        byThreads(plan.threads(), plan.jobs(), enqueue);
        return Effort.now(plan.database(), postmaster).since(start, plan.jobs());
    }

    /** When it is warm, by {@link System#nanoTime}. */
    private static long warm(Plan plan) {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(plan.warmUpSeconds());
    }

    private static void byThreads(int threads, int jobs, LongConsumer enqueue) throws InterruptedException {
        List<Thread> started = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            started.add(Thread.ofPlatform().start(() -> {
                for (long number = first; number < jobs; number += threads) {
                    enqueue.accept(number);
                }
            }));
        }
        for (Thread thread : started) {
            thread.join();
        }
    }

    private static Effort.Seen bulks(Plan plan, Postmaster postmaster, Runnable bulk) {
        int counted = 10;
        long warm = warm(plan);
        while (System.nanoTime() < warm) {
            bulk.run();
        }
        Effort start = Effort.now(plan.database(), postmaster);
        for (int round = 0; round < counted; round++) {
            bulk.run();
        }
        return Effort.now(plan.database(), postmaster).since(start, (long) counted * plan.bulk());
    }
}
