package dev.waybill.shared.process;

import dev.waybill.shared.job.JobJson;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes new headers, but for those whose idempotency key an active one has. */
final class InsertRows {

    private static final String INSERT = """
            WITH p AS (
                INSERT INTO processes (workspace_id, user_id, tenant_id, type, subtype, name, status, queue, priority,
                    max_attempts, related_type, related_id, resource, action, item_ids, context, metadata,
                    input_payload, input_version, job_id, run_at, idempotency_key, retry_of, undoable, concurrency_key,
                    concurrency_limit, timeout_ms, parent_id, waits_for, event_seq)
                SELECT workspace_id, user_id, tenant_id, type, subtype, name, 'pending', queue, priority, max_attempts,
                    related_type, related_id, resource, action, item_ids::jsonb, context::jsonb, metadata::jsonb,
                    input::jsonb, input_version, job_id, COALESCE(run_at::timestamptz, waybill_now()),
                    idempotency_key, retry_of, undoable, concurrency_key, concurrency_limit, timeout_ms, parent_id,
                    CASE WHEN run_at::timestamptz > waybill_now() THEN 'time'
                        WHEN concurrency_key IS NOT NULL THEN 'slot' END, 1
                FROM unnest(:workspaces, :users, :tenants, :types, :subtypes, :names, :queues, :priorities,
                    :max_attempts, :related_types, :related_ids, :resources, :actions, :item_ids, :contexts, :metadata,
                    :inputs, :input_versions, :job_ids, :run_ats, :keys, :retries_of, :undoables, :concurrency_keys,
                    :concurrency_limits, :timeouts, :parents) WITH ORDINALITY
                    AS n(workspace_id, user_id, tenant_id, type, subtype, name, queue, priority, max_attempts,
                        related_type, related_id, resource, action, item_ids, context, metadata, input, input_version,
                        job_id, run_at, idempotency_key, retry_of, undoable, concurrency_key, concurrency_limit,
                        timeout_ms, parent_id, place)
                %s
                RETURNING id, workspace_id, job_id
            ), e AS (
                INSERT INTO process_events (process_id, workspace_id, seq, type, status, attempt)
                SELECT id, workspace_id, 1, 'queued', 'pending', 0 FROM p
            )
            SELECT id, job_id FROM p
            """;

    /** Keys in their order: two bulks that share some would wait for each other for ever. */
    private static final String INSERT_KEYED = INSERT.formatted("""
            ORDER BY idempotency_key NULLS LAST, tenant_id, place
            ON CONFLICT (workspace_id, tenant_id, idempotency_key)
                WHERE idempotency_key IS NOT NULL AND status NOT IN ('completed', 'failed', 'cancelled')
                DO NOTHING""");

    /** The clause would cost each row two records of the log, and a statement its sort, even if there is no key. */
    private static final String INSERT_UNKEYED = INSERT.formatted("");

    private static final String ACTIVE_RUN = """
            SELECT id FROM processes
            WHERE workspace_id IS NOT DISTINCT FROM :workspace AND tenant_id IS NOT DISTINCT FROM :tenant
                AND idempotency_key = :idempotency_key AND status NOT IN ('completed', 'failed', 'cancelled')
            """;

    private static final String ACTIVE_RUNS = """
            SELECT p.id, n.job_id
            FROM unnest(:workspaces, :tenants, :keys, :job_ids) AS n(workspace_id, tenant_id, idempotency_key, job_id)
            JOIN processes p ON p.workspace_id IS NOT DISTINCT FROM n.workspace_id
                AND p.tenant_id IS NOT DISTINCT FROM n.tenant_id AND p.idempotency_key = n.idempotency_key
            WHERE p.status NOT IN ('completed', 'failed', 'cancelled')
            """;

    private final JdbcClient jdbc;

    InsertRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ids of those that were written, by their job; those whose key an active process has are left out. */
    Map<UUID, ProcessId> insert(List<NewProcess> processes) {
        Columns columns = new Columns(processes);
        boolean anyKey = processes.stream().anyMatch(process -> process.idempotencyKey() != null);
        return byJob(keyed(jdbc.sql(anyKey ? INSERT_KEYED : INSERT_UNKEYED), columns)
                .param("users", columns.of(p -> p.owner().userId(), Long[]::new))
                .param("types", columns.of(p -> p.kind().type(), String[]::new))
                .param("subtypes", columns.of(p -> p.kind().subtype(), String[]::new))
                .param("names", columns.of(p -> p.kind().name(), String[]::new))
                .param("queues", columns.of(p -> p.kind().queue(), String[]::new))
                .param("priorities", columns.of(p -> p.kind().priority(), Integer[]::new))
                .param("max_attempts", columns.of(NewProcess::maxAttempts, Integer[]::new))
                .param("related_types", columns.of(p -> p.kind().relatedType(), String[]::new))
                .param("related_ids", columns.of(p -> p.kind().relatedId(), Long[]::new))
                .param("resources", columns.of(p -> p.kind().resource(), String[]::new))
                .param("actions", columns.of(p -> p.kind().action(), String[]::new))
                .param("item_ids", columns.of(p -> JobJson.write(p.itemIds()), String[]::new))
                .param("contexts", columns.of(p -> JobJson.write(p.context()), String[]::new))
                .param("metadata", columns.of(p -> JobJson.write(p.metadata()), String[]::new))
                .param("inputs", columns.of(p -> JobJson.write(p.input()), String[]::new))
                .param("input_versions", columns.of(NewProcess::inputVersion, Integer[]::new))
                .param("run_ats", columns.of(p -> text(p.runAt()), String[]::new))
                .param("retries_of", columns.of(NewProcess::retryOf, Long[]::new))
                .param("undoables", columns.of(NewProcess::undoable, Boolean[]::new))
                .param("concurrency_keys", columns.of(p -> p.conduct().concurrencyKey(), String[]::new))
                .param("concurrency_limits", columns.of(p -> p.conduct().concurrencyLimit(), Integer[]::new))
                .param("timeouts", columns.of(p -> Timestamps.millis(p.conduct().timeout()), Long[]::new))
                .param("parents", columns.of(p -> p.conduct().parentId(), Long[]::new)));
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

    /** The active processes that have their keys, by the job that they would have had. */
    Map<UUID, ProcessId> activeRuns(List<NewProcess> processes) {
        return byJob(keyed(jdbc.sql(ACTIVE_RUNS), new Columns(processes)));
    }

    private static JdbcClient.StatementSpec keyed(JdbcClient.StatementSpec statement, Columns columns) {
        return statement
                .param("workspaces", columns.of(p -> p.owner().workspaceId(), Long[]::new))
                .param("tenants", columns.of(p -> p.owner().tenantId(), Long[]::new))
                .param("keys", columns.of(NewProcess::idempotencyKey, String[]::new))
                .param("job_ids", columns.of(NewProcess::jobId, UUID[]::new));
    }

    private static Map<UUID, ProcessId> byJob(JdbcClient.StatementSpec statement) {
        Map<UUID, ProcessId> ids = new HashMap<>();
        statement
                .query((row, index) -> ids.put(row.getObject("job_id", UUID.class), new ProcessId(row.getLong("id"))))
                .list();
        return ids;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private record Columns(List<NewProcess> processes) {
        <T> @Nullable T[] of(Function<NewProcess, @Nullable T> column, IntFunction<@Nullable T[]> array) {
            return processes.stream().map(column).toArray(array);
        }
    }
}
