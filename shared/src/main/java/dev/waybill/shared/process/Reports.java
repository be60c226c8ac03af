package dev.waybill.shared.process;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.JobJson;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is said of a process while its status stays as it is: header and event in one statement. */
final class Reports {

    private static final String LOCK_FOR_WORKER = """
            SELECT id FROM processes WHERE id = :id AND lease = :lease AND status = 'running' FOR UPDATE
            """;

    private static final String REPORT = """
            WITH changed AS (
                UPDATE processes SET
                    succeeded_items = succeeded_items + :succeeded,
                    failed_items = failed_items + :failed,
                    skipped_items = skipped_items + :skipped,
                    total_items = COALESCE(:total, total_items),
                    checkpoint = COALESCE(:checkpoint::jsonb, checkpoint),
                    current_step = COALESCE(:step, current_step),
                    progress_percent = CASE WHEN COALESCE(:total, total_items) > 0 THEN GREATEST(progress_percent,
                        LEAST(99, (processed_items + :succeeded + :failed + :skipped) * 100
                            / COALESCE(:total, total_items)))::int ELSE progress_percent END,
                    event_seq = event_seq + (:event::text IS NOT NULL)::int,
                    version = version + 1,
                    updated_at = waybill_now()
                WHERE id = :id AND lease = :lease AND status = 'running'
                RETURNING id, workspace_id, event_seq, status, progress_percent, current_step, attempts
            ), logged AS (
                INSERT INTO process_events (process_id, workspace_id, seq, type, status, progress_percent, step,
                    message, attempt)
                SELECT id, workspace_id, event_seq, :event::text, status, progress_percent, current_step, :message,
                    attempts
                FROM changed WHERE :event::text IS NOT NULL
            )
            SELECT count(*) FROM changed
            """;

    private static final String REMIND = """
            WITH changed AS (
                UPDATE processes
                SET event_seq = event_seq + 1, version = version + 1, updated_at = waybill_now()
                WHERE id = :id AND status = 'waiting_review'
                RETURNING id, workspace_id, event_seq, status, progress_percent, current_step, attempts
            )
            INSERT INTO process_events (process_id, workspace_id, seq, type, status, progress_percent, step, message,
                attempt)
            SELECT id, workspace_id, event_seq, 'reminder', status, progress_percent, current_step, :message, attempts
            FROM changed
            """;

    private static final String TOUCH =
            "UPDATE processes SET updated_at = waybill_now() WHERE id = :id AND status = 'waiting_review'";

    private final JdbcClient jdbc;
    private final ItemRows items;

    Reports(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.items = new ItemRows(jdbc);
    }

    /** Nothing that is shown changes, only when it was worked on last. */
    void touch(ProcessId id) {
        jdbc.sql(TOUCH).param("id", id.value()).update();
    }

    /** What a running job says of itself; false if the lease is lost. */
    boolean write(ProcessId id, long lease, Report report) {
        return write(id, lease, report, ItemRows.Counts.NONE, null);
    }

    /** The same with the items and the checkpoint of a chunk. */
    boolean write(ProcessId id, long lease, ChunkResult chunk, Report report) {
        boolean mine = jdbc.sql(LOCK_FOR_WORKER)
                .param("id", id.value())
                .param("lease", lease)
                .query(Long.class)
                .optional()
                .isPresent();
        return mine && write(id, lease, report, items.write(id, chunk.items()), JobJson.write(chunk.checkpoint()));
    }

    /** A reminder in the log of a process that waits for review; false if it does not. */
    boolean remind(ProcessId id, String message) {
        return jdbc.sql(REMIND)
                        .param("id", id.value())
                        .param("message", message)
                        .update()
                > 0;
    }

    private boolean write(
            ProcessId id, long lease, Report report, ItemRows.Counts counts, @Nullable String checkpoint) {
        return jdbc.sql(REPORT)
                        .param("succeeded", counts.succeeded())
                        .param("failed", counts.failed())
                        .param("skipped", counts.skipped())
                        .param("total", report.total(), Types.BIGINT)
                        .param("checkpoint", checkpoint)
                        .param("step", report.step())
                        .param("event", report.event())
                        .param("message", report.message())
                        .param("id", id.value())
                        .param("lease", lease)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
