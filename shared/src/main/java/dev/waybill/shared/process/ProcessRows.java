package dev.waybill.shared.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of the ledger's three tables, read. */
final class ProcessRows {

    static final String PROCESS_COLUMNS = """
            id, external_id, workspace_id, user_id, tenant_id, type, subtype, name, status, outcome, reason_code,
            error_message, progress_percent, current_step, total_items, processed_items, succeeded_items, failed_items,
            skipped_items, attempts, attempts_spent, max_attempts, interruptions, queue, priority, related_type,
            related_id, resource, action, run_at, started_at, attempt_started_at, finished_at, created_at, updated_at, execution_ms,
            summary, failures, input_payload, input_version, checkpoint, item_ids, context, metadata, job_id, worker_id,
            idempotency_key, retry_of, undoable, undo_id, audit_log_id, event_seq, version, lease, waits_for,
            concurrency_key, concurrency_limit, timeout_ms, parent_id
            """;

    static final String EVENT_COLUMNS =
            "id, process_id, seq, type, status, progress_percent, step, message, payload, attempt, created_at";

    static final String ITEM_COLUMNS = """
            id, process_id, item_index, item_key, product_id, status, message, error_code, before_state, after_state,
            processed_at, created_at
            """;

    private ProcessRows() {}

    static Process process(ResultSet row, int index) throws SQLException {
        String outcome = row.getString("outcome");
        return new Process(
                new ProcessId(row.getLong("id")),
                row.getObject("external_id", UUID.class),
                new Process.Owner(number(row, "workspace_id"), number(row, "user_id"), number(row, "tenant_id")),
                kind(row),
                ProcessStatus.of(row.getString("status")),
                outcome == null ? null : Outcome.of(outcome),
                row.getString("reason_code"),
                row.getString("error_message"),
                row.getObject("progress_percent", Integer.class),
                row.getString("current_step"),
                new Process.Counters(
                        number(row, "total_items"),
                        row.getLong("processed_items"),
                        row.getLong("succeeded_items"),
                        row.getLong("failed_items"),
                        row.getLong("skipped_items")),
                new Process.Attempts(
                        row.getInt("attempts"),
                        row.getInt("attempts_spent"),
                        row.getInt("max_attempts"),
                        row.getInt("interruptions")),
                times(row),
                json(row, "summary"),
                json(row, "failures"),
                json(row, "input_payload"),
                row.getInt("input_version"),
                json(row, "checkpoint"),
                json(row, "item_ids"),
                json(row, "context"),
                json(row, "metadata"),
                row.getObject("job_id", UUID.class),
                row.getString("worker_id"),
                row.getString("idempotency_key"),
                number(row, "retry_of"),
                new Process.Undo(row.getBoolean("undoable"), number(row, "undo_id")),
                number(row, "audit_log_id"),
                row.getLong("event_seq"),
                row.getLong("version"),
                row.getLong("lease"),
                row.getString("waits_for"),
                conduct(row));
    }

    private static Process.Kind kind(ResultSet row) throws SQLException {
        return new Process.Kind(
                row.getString("type"),
                row.getString("subtype"),
                row.getString("name"),
                row.getString("queue"),
                row.getInt("priority"),
                row.getString("related_type"),
                number(row, "related_id"),
                row.getString("resource"),
                row.getString("action"));
    }

    private static Conduct conduct(ResultSet row) throws SQLException {
        Long timeout = number(row, "timeout_ms");
        return new Conduct(
                row.getString("concurrency_key"),
                row.getObject("concurrency_limit", Integer.class),
                timeout == null ? null : Duration.ofMillis(timeout),
                number(row, "parent_id"));
    }

    private static Process.Times times(ResultSet row) throws SQLException {
        return new Process.Times(
                Timestamps.readRequired(row, "run_at"),
                Timestamps.read(row, "started_at"),
                Timestamps.read(row, "attempt_started_at"),
                Timestamps.read(row, "finished_at"),
                Timestamps.readRequired(row, "created_at"),
                Timestamps.readRequired(row, "updated_at"),
                row.getLong("execution_ms"));
    }

    static ProcessEvent event(ResultSet row, int index) throws SQLException {
        return new ProcessEvent(
                row.getLong("id"),
                new ProcessId(row.getLong("process_id")),
                row.getLong("seq"),
                row.getString("type"),
                ProcessStatus.of(row.getString("status")),
                row.getObject("progress_percent", Integer.class),
                row.getString("step"),
                row.getString("message"),
                json(row, "payload"),
                row.getInt("attempt"),
                Timestamps.readRequired(row, "created_at"));
    }

    static ProcessItem item(ResultSet row, int index) throws SQLException {
        return new ProcessItem(
                row.getObject("id", UUID.class),
                new ProcessId(row.getLong("process_id")),
                row.getLong("item_index"),
                row.getString("item_key"),
                row.getObject("product_id", UUID.class),
                row.getString("status"),
                row.getString("message"),
                row.getString("error_code"),
                json(row, "before_state"),
                json(row, "after_state"),
                Timestamps.read(row, "processed_at"),
                Timestamps.readRequired(row, "created_at"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Long.class);
    }

    private static @Nullable JsonNode json(ResultSet row, String column) throws SQLException {
        return JobJson.read(row.getString(column));
    }
}
