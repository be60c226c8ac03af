package dev.waybill.bench;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The limit: the rows that Waybill writes for a job, in the same tables, written in large batches over plain JDBC by somebody
 * who knows already what happens.
 */
final class ByHand implements Contender {

    private static final int AT_A_TIME = 1_000;

    private static final String MOVE = """
            WITH p AS (
                UPDATE processes SET status = :status, outcome = :outcome, lease = lease + :starts, worker_id = 'by hand',
                    attempts = 1, event_seq = event_seq + 1, version = version + 1, updated_at = now(),
                    started_at = COALESCE(started_at, now()), attempt_started_at = now(),
                    finished_at = CASE WHEN :outcome::text IS NOT NULL THEN now() END,
                    progress_percent = CASE WHEN :outcome::text IS NOT NULL THEN 100 END
                WHERE id > :after AND id <= :until
                RETURNING id, workspace_id, job_id, event_seq
            ), e AS (
                INSERT INTO process_events (process_id, workspace_id, seq, type, status, attempt)
                SELECT id, workspace_id, event_seq, :event, :status, 1 FROM p
            )
            UPDATE jobrunr_jobs j SET version = version + 1, state = :state, updatedAt = now()::timestamp,
                jobAsJson = jobAsJson || :history
            FROM p WHERE j.id = p.job_id::text::bpchar
            """;

    /** About what JobRunr adds to a job's text at a change of state. */
    private static final String HISTORY = " ".repeat(250);

    private final Database database;
    private final WaybillContender waybill;
    private long enqueued;

    ByHand(Database database) {
        this.database = database;
        this.waybill = new WaybillContender(database, 1, false);
    }

    @Override
    public void migrate() {
        waybill.migrate();
    }

    @Override
    public void enqueue(int jobs) {
        waybill.enqueue(jobs);
        enqueued = jobs;
    }

    @Override
    public void start(int workers, LongConsumer ran) {
        Thread unused = Thread.ofPlatform().daemon().start(() -> write(ran));
    }

    private void write(LongConsumer ran) {
        SingleConnectionDataSource connection =
                new SingleConnectionDataSource(database.url(), database.username(), database.password(), true);
        JdbcClient jdbc = JdbcClient.create(connection);
        long first = jdbc.sql("SELECT min(id) FROM processes").query(Long.class).single();
        for (long after = first - 1; after < first - 1 + enqueued; after += AT_A_TIME) {
            move(jdbc, after, "running", null, "started", "PROCESSING", 1);
            move(jdbc, after, "completed", "succeeded", "completed", "SUCCEEDED", 0);
            for (int job = 0; job < AT_A_TIME; job++) {
                ran.accept(after);
            }
        }
        connection.destroy();
    }

    private static void move(
            JdbcClient jdbc,
            long after,
            String status,
            @Nullable String outcome,
            String event,
            String state,
            int starts) {
        jdbc.sql(MOVE)
                .param("after", after)
                .param("until", after + AT_A_TIME)
                .param("status", status)
                .param("outcome", outcome)
                .param("event", event)
                .param("state", state)
                .param("starts", starts)
                .param("history", HISTORY)
                .update();
    }

    @Override
    public long ended() {
        return waybill.ended();
    }

    @Override
    public void close() {
        waybill.close();
    }
}
