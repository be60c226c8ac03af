package dev.waybill.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** db-scheduler with the settings that it recommends for throughput. It keeps nothing of a task that is done. */
final class DbScheduler implements Contender {

    private static final double FETCH_AT = 1.0;
    private static final double FETCH_UP_TO = 4.0;

    private final Database database;
    private final HikariDataSource pool;
    private long enqueued;
    private @Nullable Scheduler scheduler;

    DbScheduler(Database database) {
        this.database = database;
        this.pool = database.pool();
    }

    @Override
    public void migrate() {
        database.jdbc().sql("""
                        CREATE TABLE scheduled_tasks (
                            task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,
                            execution_time timestamp with time zone NOT NULL, picked boolean NOT NULL, picked_by text,
                            last_success timestamp with time zone, last_failure timestamp with time zone,
                            consecutive_failures int, last_heartbeat timestamp with time zone, version bigint NOT NULL,
                            priority smallint, PRIMARY KEY (task_name, task_instance)
                        )
                        """).update();
        database.jdbc()
                .sql("CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)")
                .update();
        database.jdbc()
                .sql("CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)")
                .update();
    }

    @Override
    public void enqueue(int jobs) {
        OneTimeTask<Void> task = task(number -> {});
        Stream<TaskInstance<?>> instances =
                IntStream.range(0, jobs).mapToObj(number -> task.instance(Integer.toString(number)));
        Scheduler.create(pool, task).build().scheduleBatch(instances, Instant.EPOCH);
        enqueued = jobs;
    }

    @Override
    public void start(int workers, LongConsumer ran) {
        scheduler = Scheduler.create(pool, task(ran))
                .threads(workers)
                .pollingInterval(Duration.ofMillis(100))
                .pollUsingLockAndFetch(FETCH_AT, FETCH_UP_TO)
                .build();
        scheduler.start();
    }

    @Override
    public long ended() {
        return enqueued
                - database.jdbc()
                        .sql("SELECT count(*) FROM scheduled_tasks")
                        .query(Long.class)
                        .single();
    }

    @Override
    public void close() {
        if (scheduler != null) {
            scheduler.stop();
        }
        pool.close();
    }

    private static OneTimeTask<Void> task(LongConsumer ran) {
        return Tasks.oneTime("nothing").execute((instance, context) -> ran.accept(1));
    }
}
