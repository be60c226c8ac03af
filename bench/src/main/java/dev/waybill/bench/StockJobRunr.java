package dev.waybill.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.JobFilter;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** JobRunr as it is shipped, without a ledger; with one, written by a filter, where a mirror is given. */
final class StockJobRunr implements Contender {

    private static final int POLL_SECONDS = 5;

    private static volatile LongConsumer told = number -> {};

    private final Database database;
    private final HikariDataSource pool;
    private final boolean mirrors;
    private long endedBefore;

    StockJobRunr(Database database, boolean mirrors) {
        this.database = database;
        this.pool = database.pool();
        this.mirrors = mirrors;
    }

    /** A job that does nothing. */
    record Nothing(long processId) implements JobRequest {
        @Override
        public Class<Handler> getJobRequestHandler() {
            return Handler.class;
        }
    }

    /** Runs it. */
    public static final class Handler implements JobRequestHandler<Nothing> {
        @Override
        public void run(Nothing request) {
            told.accept(request.processId());
        }
    }

    @Override
    public void migrate() {
        storage().close();
        if (mirrors) {
            FilterMirror.migrate(JdbcClient.create(pool));
        }
    }

    @Override
    public void enqueue(int jobs) {
        endedBefore = all();
        if (mirrors) {
            FilterMirror.insert(JdbcClient.create(pool), jobs);
        }
        JobRunr.configure()
                .useStorageProvider(storage())
                .initialize()
                .getJobRequestScheduler()
                .enqueue(LongStream.rangeClosed(1, jobs).mapToObj(Nothing::new));
        JobRunr.destroy();
    }

    @Override
    public void start(int workers, LongConsumer ran) {
        told = ran;
        JobFilter[] filters = mirrors ? new JobFilter[] {new FilterMirror(JdbcClient.create(pool))} : new JobFilter[0];
        JobRunr.configure()
                .useStorageProvider(storage())
                .withJobFilter(filters)
                .useBackgroundJobServer(BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andWorkerCount(workers)
                        .andPollIntervalInSeconds(POLL_SECONDS))
                .initialize();
    }

    @Override
    public long ended() {
        return all() - endedBefore;
    }

    private long all() {
        String ended = mirrors
                ? "SELECT count(*) FROM processes WHERE status = 'completed'"
                : "SELECT count(*) FROM jobrunr_jobs WHERE state = 'SUCCEEDED'";
        return database.jdbc().sql(ended).query(Long.class).single();
    }

    @Override
    public void close() {
        JobRunr.destroy();
        pool.close();
    }

    /** The process that a job stands for. */
    static long processId(Job job) {
        List<Object> values = List.of(job.getJobDetails().getJobParameterValues());
        return ((Nothing) values.getFirst()).processId();
    }

    private PostgresStorageProvider storage() {
        return storage(pool);
    }

    /** Makes JobRunr's tables when they are not there. */
    static PostgresStorageProvider storage(DataSource pool) {
        PostgresStorageProvider storage = new PostgresStorageProvider(pool);
        storage.setJobMapper(new JobMapper(new JacksonJsonMapper()));
        return storage;
    }
}
