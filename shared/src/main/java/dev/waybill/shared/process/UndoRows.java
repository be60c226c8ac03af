package dev.waybill.shared.process;

import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records in headers that what their processes did is taken back. */
final class UndoRows {

    private static final String MARK = """
            WITH changed AS (
                UPDATE processes
                SET undo_id = :undo, event_seq = event_seq + 1, version = version + 1, updated_at = waybill_now()
                WHERE id = :id
                RETURNING id, workspace_id, event_seq, status, progress_percent, current_step, attempts
            )
            INSERT INTO process_events (process_id, workspace_id, seq, type, status, progress_percent, step, message,
                payload, attempt)
            SELECT id, workspace_id, event_seq, 'undo', status, progress_percent, current_step,
                'Undone by process ' || :undo, jsonb_build_object('process_id', :undo, 'user_id', :by), attempts
            FROM changed
            """;

    private final JdbcClient jdbc;

    UndoRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void mark(ProcessId id, ProcessId undo, @Nullable Long by) {
        jdbc.sql(MARK)
                .param("id", id.value())
                .param("undo", undo.value(), Types.BIGINT)
                .param("by", by, Types.BIGINT)
                .update();
    }
}
