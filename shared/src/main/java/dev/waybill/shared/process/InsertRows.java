package dev.waybill.shared.process;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static java.util.Comparator.nullsLast;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.database.Columns;
import dev.waybill.shared.database.Question;
import dev.waybill.shared.database.RoundTrip;
import dev.waybill.shared.job.JobJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes new headers, but for those whose idempotency key an active one has. */
final class InsertRows {

    private static final String NEW_IDS =
            "SELECT nextval('processes_id_seq') AS id FROM generate_series(1, :processes)";

    /** It would cost each row two records of the log even if there is no key. */
    private static final String UNLESS_ACTIVE = """
            ON CONFLICT (workspace_id, tenant_id, idempotency_key)
                WHERE idempotency_key IS NOT NULL AND status NOT IN ('completed', 'failed', 'cancelled')
                DO NOTHING""";

    private static final Column KEY = Column.of("idempotency_key", String[]::new, NewProcess::idempotencyKey);

    private static final List<Column> COLUMNS = List.of(
            Column.of("workspace_id", Long[]::new, process -> process.owner().workspaceId()),
            Column.of("user_id", Long[]::new, process -> process.owner().userId()),
            Column.of("tenant_id", Long[]::new, process -> process.owner().tenantId()),
            Column.of("type", String[]::new, process -> process.kind().type()),
            Column.of("subtype", String[]::new, process -> process.kind().subtype()),
            Column.of("name", String[]::new, process -> process.kind().name()),
            Column.of("queue", String[]::new, process -> process.kind().queue()),
            Column.of("priority", Integer[]::new, process -> process.kind().priority()),
            Column.of("max_attempts", Integer[]::new, NewProcess::maxAttempts),
            Column.of("related_type", String[]::new, process -> process.kind().relatedType()),
            Column.of("related_id", Long[]::new, process -> process.kind().relatedId()),
            Column.of("resource", String[]::new, process -> process.kind().resource()),
            Column.of("action", String[]::new, process -> process.kind().action()),
            Column.json("item_ids", NewProcess::itemIds),
            Column.json("context", NewProcess::context),
            Column.json("metadata", NewProcess::metadata),
            Column.json("input_payload", NewProcess::input),
            Column.of("input_version", Integer[]::new, NewProcess::inputVersion),
            Column.of("job_id", UUID[]::new, NewProcess::jobId),
            KEY,
            Column.of("retry_of", Long[]::new, NewProcess::retryOf),
            Column.of("undoable", Boolean[]::new, NewProcess::undoable),
            Column.of(
                    "concurrency_limit",
                    Integer[]::new,
                    process -> process.conduct().concurrencyLimit()),
            Column.of(
                    "timeout_ms",
                    Long[]::new,
                    process -> Timestamps.millis(process.conduct().timeout())),
            Column.of("parent_id", Long[]::new, process -> process.conduct().parentId()));

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

    /** What is written where only these columns are filled: few sets of them are ever used. */
    private final Map<List<Column>, String> inserts = new ConcurrentHashMap<>();

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

    private Question<ProcessId> inserting(List<NewProcess> processes) {
        List<NewProcess> ordered = processes.stream().anyMatch(process -> process.idempotencyKey() != null)
                ? processes.stream().sorted(BY_KEY).toList()
                : processes;
        Map<String, Object> values = new HashMap<>();
        values.put("id", Columns.of(ordered, process -> process.id().value(), Long[]::new));
        values.put("run_at", Columns.texts(ordered, process -> Objects.toString(process.runAt(), null)));
        values.put(
                "concurrency_key",
                Columns.texts(ordered, process -> process.conduct().concurrencyKey()));
        List<Column> filled = new ArrayList<>();
        for (Column column : COLUMNS) {
            Object[] all = column.values.apply(ordered);
            if (Arrays.stream(all).anyMatch(Objects::nonNull)) {
                filled.add(column);
                values.put(column.name, all);
            }
        }
        return new Question<>(inserts.computeIfAbsent(filled, InsertRows::insertInto), values, InsertRows::id);
    }

    private static String insertInto(List<Column> filled) {
        String names = filled.stream().map(Column::name).collect(Collectors.joining(", "));
        String arrays = filled.stream().map(Column::array).collect(Collectors.joining(", "));
        return """
            WITH p AS (
                INSERT INTO processes (id, status, event_seq, run_at, waits_for, concurrency_key, %1$s)
                    OVERRIDING SYSTEM VALUE
                SELECT id, 'pending', 1, COALESCE(run_at, waybill_now()),
                    CASE WHEN run_at > waybill_now() THEN 'time' WHEN concurrency_key IS NOT NULL THEN 'slot' END,
                    concurrency_key, %1$s
                FROM unnest(:id, :run_at::timestamptz[], :concurrency_key, %2$s) AS n(id, run_at, concurrency_key, %1$s)
                %3$s
                RETURNING id, workspace_id
            ), e AS (
                INSERT INTO process_events (process_id, workspace_id, seq, type, status, attempt)
                SELECT id, workspace_id, 1, 'queued', 'pending', 0 FROM p
            )
            SELECT id FROM p
            """.formatted(names, arrays, filled.contains(KEY) ? UNLESS_ACTIVE : "");
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

    /**
     * A column.
     *
     * @param array its parameter
     * @param values what it holds of new processes
     */
    private record Column(String name, String array, Function<List<NewProcess>, @Nullable Object[]> values) {

        static <T> Column of(String name, IntFunction<@Nullable T[]> type, Function<NewProcess, @Nullable T> value) {
            return new Column(name, ":" + name, processes -> Columns.of(processes, value, type));
        }

        static Column json(String name, Function<NewProcess, @Nullable JsonNode> value) {
            return new Column(
                    name,
                    ":" + name + "::jsonb[]",
                    processes -> Columns.texts(processes, process -> JobJson.write(value.apply(process))));
        }
    }
}
