package dev.waybill.shared.process;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Entries in the log of a process that nobody runs. */
final class Remarks {

    private static final String REMARK = """
            WITH changed AS (
                UPDATE processes
                SET event_seq = event_seq + 1, version = version + 1, updated_at = waybill_now()
                WHERE id = :id AND status = 'waiting_review'
                RETURNING id, workspace_id, event_seq, status, progress_percent, current_step, attempts
            )
            INSERT INTO process_events (process_id, workspace_id, seq, type, status, progress_percent, step, message,
                attempt)
            SELECT id, workspace_id, event_seq, :event, status, progress_percent, current_step, :message, attempts
            FROM changed
            """;

    private Remarks() {}

    /** False if the process does not wait for review. */
    static boolean write(JdbcClient jdbc, LedgerListener listener, ProcessId id, String event, String message) {
        int written = jdbc.sql(REMARK)
                .param("id", id.value())
                .param("event", event)
                .param("message", message)
                .update();
        if (written > 0) {
            listener.changed(id, false, false);
        }
        return written > 0;
    }
}
