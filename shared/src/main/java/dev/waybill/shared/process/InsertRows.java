package dev.waybill.shared.process;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static java.util.Comparator.nullsLast;

import dev.waybill.shared.database.Columns;
import dev.waybill.shared.database.Question;
import dev.waybill.shared.database.RoundTrip;
import dev.waybill.shared.database.RowSource;
import dev.waybill.shared.database.SqlType;
import dev.waybill.shared.job.JobJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes new headers, but for those whose idempotency key an active one has. */
final class InsertRows {

    private static final String NEW_IDS =
            "SELECT nextval('processes_id_seq') AS id FROM generate_series(1, :processes)";

    private static final String RUN_AT = "run_at";

    /** It would cost each row two records of the log even if there is no key. */
    private static final String UNLESS_ACTIVE = """
            ON CONFLICT (workspace_id, tenant_id, idempotency_key)
                WHERE idempotency_key IS NOT NULL AND status NOT IN ('completed', 'failed', 'cancelled')
                DO NOTHING""";

    /** Two bulks that share some keys would wait for each other for ever, if they did not write them in one order. */
    private static final Comparator<NewProcess> BY_KEY = comparing(
                    NewProcess::idempotencyKey, nullsLast(naturalOrder()))
            .thenComparing(process -> process.owner().workspaceId(), nullsFirst(naturalOrder()))
            .thenComparing(process -> process.owner().tenantId(), nullsFirst(naturalOrder()));

    private static final String ACTIVE_RUN = """
            SELECT id FROM processes
            WHERE workspace_id IS NOT DISTINCT FROM :workspace AND tenant_id IS NOT DISTINCT FROM :tenant
                AND idempotency_key = :idempotency_key AND status NOT IN ('completed', 'failed', 'cancelled')
            """;

    private static final String ACTIVE_RUNS = """
            SELECT p.id, n.id AS instead_of
            FROM unnest(:ids, :workspaces, :tenants, :keys) AS n(id, workspace_id, tenant_id, idempotency_key)
            JOIN processes p ON p.workspace_id IS NOT DISTINCT FROM n.workspace_id
                AND p.tenant_id IS NOT DISTINCT FROM n.tenant_id AND p.idempotency_key = n.idempotency_key
            WHERE p.status NOT IN ('completed', 'failed', 'cancelled')
            """;

    private final JdbcClient jdbc;
    private final RoundTrip trip;

    InsertRows(JdbcClient jdbc, RoundTrip trip) {
        this.jdbc = jdbc;
        this.trip = trip;
    }

    static Question<ProcessId> newIds(int processes) {
        return new Question<>(NEW_IDS, Map.of("processes", processes), InsertRows::id);
    }

    /**
     * Writes them with their events.
     *
     * @param beside asked after it, in the same round trip
     * @return those that were written; those whose key an active process has are left out
     */
    Set<ProcessId> insert(List<NewProcess> processes, Question<?> beside) {
        Question<ProcessId> inserting = inserting(processes);
        return new HashSet<>(trip.ask(inserting, beside).to(inserting));
    }

    private static Question<ProcessId> inserting(List<NewProcess> processes) {
        boolean keyed = processes.stream().anyMatch(process -> process.idempotencyKey() != null);
        RowSource<NewProcess> rows =
                source(keyed ? processes.stream().sorted(BY_KEY).toList() : processes);
        String filled =
                rows.filled().stream().filter(column -> !column.equals(RUN_AT)).collect(Collectors.joining(", "));
        String insert = """
                WITH p AS (
                    INSERT INTO processes (status, event_seq, run_at, waits_for, %1$s)
                        OVERRIDING SYSTEM VALUE
                    SELECT 'pending', 1, COALESCE(run_at, waybill_now()),
                        CASE WHEN run_at > waybill_now() THEN 'time' WHEN concurrency_key IS NOT NULL THEN 'slot' END, %1$s
                    FROM %2$s AS n
                    %3$s
                    RETURNING id, workspace_id
                ), e AS (
                    INSERT INTO process_events (process_id, workspace_id, seq, type, status, attempt)
                    SELECT id, workspace_id, 1, 'queued', 'pending', 0 FROM p
                )
                SELECT id FROM p
                """.formatted(filled, rows.sql(), keyed ? UNLESS_ACTIVE : "");
        return new Question<>(insert, rows.values(), InsertRows::id);
    }

    private static RowSource<NewProcess> source(List<NewProcess> processes) {
        return new RowSource<>(processes)
                .each("id", SqlType.BIGINT, process -> process.id().value())
                .each("job_id", SqlType.UUID, NewProcess::jobId)
                .each("input_payload", SqlType.JSONB, process -> JobJson.write(process.input()))
                .each(RUN_AT, SqlType.TIMESTAMPTZ, process -> Objects.toString(process.runAt(), null))
                .each("name", SqlType.TEXT, process -> process.kind().name())
                .each("related_id", SqlType.BIGINT, process -> process.kind().relatedId())
                .each("item_ids", SqlType.JSONB, process -> JobJson.write(process.itemIds()))
                .each("context", SqlType.JSONB, process -> JobJson.write(process.context()))
                .each("metadata", SqlType.JSONB, process -> JobJson.write(process.metadata()))
                .each("idempotency_key", SqlType.TEXT, NewProcess::idempotencyKey)
                .each("retry_of", SqlType.BIGINT, NewProcess::retryOf)
                .each(
                        "concurrency_key",
                        SqlType.TEXT,
                        process -> process.conduct().concurrencyKey())
                .common(
                        "workspace_id",
                        SqlType.BIGINT,
                        process -> process.owner().workspaceId())
                .common("user_id", SqlType.BIGINT, process -> process.owner().userId())
                .common("tenant_id", SqlType.BIGINT, process -> process.owner().tenantId())
                .common("type", SqlType.TEXT, process -> process.kind().type())
                .common("subtype", SqlType.TEXT, process -> process.kind().subtype())
                .common("queue", SqlType.TEXT, process -> process.kind().queue())
                .common("priority", SqlType.INT, process -> process.kind().priority())
                .common("max_attempts", SqlType.INT, NewProcess::maxAttempts)
                .common("related_type", SqlType.TEXT, process -> process.kind().relatedType())
                .common("resource", SqlType.TEXT, process -> process.kind().resource())
                .common("action", SqlType.TEXT, process -> process.kind().action())
                .common("input_version", SqlType.INT, NewProcess::inputVersion)
                .common("undoable", SqlType.BOOLEAN, NewProcess::undoable)
                .common(
                        "concurrency_limit",
                        SqlType.INT,
                        process -> process.conduct().concurrencyLimit())
                .common(
                        "timeout_ms",
                        SqlType.BIGINT,
                        process -> Timestamps.millis(process.conduct().timeout()))
                .common(
                        "parent_id",
                        SqlType.BIGINT,
                        process -> process.conduct().parentId());
    }

    /** The active process that has this idempotency key. */
    Optional<ProcessId> activeRun(Process.Owner owner, String idempotencyKey) {
        return jdbc.sql(ACTIVE_RUN)
                .param("workspace", owner.workspaceId(), Types.BIGINT)
                .param("tenant", owner.tenantId(), Types.BIGINT)
                .param("idempotency_key", idempotencyKey)
                .query(InsertRows::id)
                .optional();
    }

    /** The active processes that have their keys, by those in whose place they are. */
    Map<ProcessId, ProcessId> activeRuns(List<NewProcess> processes) {
        Map<ProcessId, ProcessId> active = new HashMap<>();
        jdbc.sql(ACTIVE_RUNS)
                .param("ids", Columns.of(processes, process -> process.id().value(), Long[]::new))
                .param(
                        "workspaces",
                        Columns.of(processes, process -> process.owner().workspaceId(), Long[]::new))
                .param(
                        "tenants",
                        Columns.of(processes, process -> process.owner().tenantId(), Long[]::new))
                .param("keys", Columns.texts(processes, NewProcess::idempotencyKey))
                .query((row, index) -> active.put(new ProcessId(row.getLong("instead_of")), id(row, index)))
                .list();
        return active;
    }

    private static ProcessId id(ResultSet row, int index) throws SQLException {
        return new ProcessId(row.getLong("id"));
    }
}
