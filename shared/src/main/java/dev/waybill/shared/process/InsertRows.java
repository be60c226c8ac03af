package dev.waybill.shared.process;

import dev.waybill.shared.job.JobJson;
import java.sql.Types;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes new headers, unless an active one has the same idempotency key. */
final class InsertRows {

    private static final String INSERT = """
            WITH p AS (
                INSERT INTO processes (workspace_id, user_id, tenant_id, type, subtype, name, status, queue, priority,
                    max_attempts, related_type, related_id, resource, action, item_ids, context, metadata,
                    input_payload, input_version, job_id, run_at, idempotency_key, retry_of, undoable, concurrency_key,
                    concurrency_limit, timeout_ms, parent_id, waits_for, event_seq)
                VALUES (:workspace, :user, :tenant, :type, :subtype, :name, 'pending', :queue, :priority,
                    :max_attempts, :related_type, :related_id, :resource, :action, :item_ids::jsonb, :context::jsonb,
                    :metadata::jsonb, :input::jsonb, :input_version, :job_id, COALESCE(:run_at, waybill_now()),
                    :idempotency_key, :retry_of, :undoable, :concurrency_key, :concurrency_limit, :timeout_ms,
                    :parent_id, CASE WHEN :run_at > waybill_now() THEN 'time'
                        WHEN :concurrency_key IS NOT NULL THEN 'slot' END, 1)
                ON CONFLICT (workspace_id, tenant_id, idempotency_key)
                    WHERE idempotency_key IS NOT NULL AND status NOT IN ('completed', 'failed', 'cancelled')
                    DO NOTHING
                RETURNING id, workspace_id
            )
            INSERT INTO process_events (process_id, workspace_id, seq, type, status, attempt)
            SELECT id, workspace_id, 1, 'queued', 'pending', 0 FROM p
            RETURNING process_id
            """;

    private static final String ACTIVE_RUN = """
            SELECT id FROM processes
            WHERE workspace_id IS NOT DISTINCT FROM :workspace AND tenant_id IS NOT DISTINCT FROM :tenant
                AND idempotency_key = :idempotency_key AND status NOT IN ('completed', 'failed', 'cancelled')
            """;

    private final JdbcClient jdbc;

    InsertRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Its id; empty if an active process has the same idempotency key. */
    Optional<ProcessId> insert(NewProcess process) {
        Process.Kind kind = process.kind();
        return jdbc.sql(INSERT)
                .param("workspace", process.owner().workspaceId(), Types.BIGINT)
                .param("user", process.owner().userId(), Types.BIGINT)
                .param("tenant", process.owner().tenantId(), Types.BIGINT)
                .param("type", kind.type())
                .param("subtype", kind.subtype())
                .param("name", kind.name())
                .param("queue", kind.queue())
                .param("priority", kind.priority())
                .param("max_attempts", process.maxAttempts())
                .param("related_type", kind.relatedType())
                .param("related_id", kind.relatedId(), Types.BIGINT)
                .param("resource", kind.resource())
                .param("action", kind.action())
                .param("item_ids", JobJson.write(process.itemIds()))
                .param("context", JobJson.write(process.context()))
                .param("metadata", JobJson.write(process.metadata()))
                .param("input", JobJson.write(process.input()))
                .param("input_version", process.inputVersion())
                .param("job_id", process.jobId())
                .param("run_at", Timestamps.bind(process.runAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("idempotency_key", process.idempotencyKey())
                .param("retry_of", process.retryOf(), Types.BIGINT)
                .param("undoable", process.undoable())
                .param("concurrency_key", process.conduct().concurrencyKey(), Types.VARCHAR)
                .param("concurrency_limit", process.conduct().concurrencyLimit(), Types.INTEGER)
                .param("timeout_ms", Timestamps.millis(process.conduct().timeout()), Types.BIGINT)
                .param("parent_id", process.conduct().parentId(), Types.BIGINT)
                .query(Long.class)
                .optional()
                .map(ProcessId::new);
    }

    /** The active process that has this idempotency key. */
    Optional<ProcessId> activeRun(Process.Owner owner, String idempotencyKey) {
        return jdbc.sql(ACTIVE_RUN)
                .param("workspace", owner.workspaceId(), Types.BIGINT)
                .param("tenant", owner.tenantId(), Types.BIGINT)
                .param("idempotency_key", idempotencyKey)
                .query(Long.class)
                .optional()
                .map(ProcessId::new);
    }
}
