package dev.waybill.shared.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.ProcessId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code schedules} and {@code schedule_runs}. Every method takes part in the caller's transaction. */
final class ScheduleRows {

    static final String COLUMNS = """
            name, workspace_id, tenant_id, cron, zone, type, subtype, input, enabled,
            (EXTRACT(EPOCH FROM catch_up) * 1000)::bigint AS catch_up_ms
            """;

    private static final String TURN = "SELECT pg_advisory_xact_lock(hashtextextended('waybill schedules', 0))";

    private static final String SAVE = """
            INSERT INTO schedules (name, workspace_id, tenant_id, cron, zone, type, subtype, input, catch_up, enabled)
            VALUES (:name, :workspace, :tenant, :cron, :zone, :type, :subtype, :input::jsonb,
                :catch_up_ms * interval '1 millisecond', :enabled)
            ON CONFLICT (name) DO UPDATE SET workspace_id = excluded.workspace_id, tenant_id = excluded.tenant_id,
                cron = excluded.cron, zone = excluded.zone, type = excluded.type, subtype = excluded.subtype,
                input = excluded.input, catch_up = excluded.catch_up, enabled = excluded.enabled,
                updated_at = waybill_now()
            """;

    private static final String ALL = "SELECT " + COLUMNS + " FROM schedules ORDER BY name";

    private static final String LOCK = "SELECT " + COLUMNS + " FROM schedules WHERE name = :name FOR UPDATE";

    private static final String REMOVE = "DELETE FROM schedules WHERE name = ANY(:names)";

    private static final String RAN_SINCE = """
            SELECT EXISTS (SELECT FROM schedule_runs
                WHERE schedule = :schedule AND due_at >= :oldest AND created_at >= :since)
            """;

    private static final String REMEMBER = """
            INSERT INTO schedule_runs (schedule, due_at, workspace_id, tenant_id)
            SELECT :schedule, :due, t.workspace_id, t.tenant_id
            FROM unnest(:workspaces, :tenants) AS t(workspace_id, tenant_id)
            ON CONFLICT ON CONSTRAINT schedule_runs_once DO NOTHING
            RETURNING workspace_id, tenant_id
            """;

    private static final String LINK = """
            UPDATE schedule_runs r SET process_id = n.process_id
            FROM unnest(:workspaces, :tenants, :processes) AS n(workspace_id, tenant_id, process_id)
            WHERE r.schedule = :schedule AND r.due_at = :due AND r.workspace_id IS NOT DISTINCT FROM n.workspace_id
                AND r.tenant_id IS NOT DISTINCT FROM n.tenant_id
            """;

    private static final String FORGET = """
            DELETE FROM schedule_runs r WHERE r.id IN (
                SELECT o.id FROM schedule_runs o
                WHERE o.created_at < waybill_now() - make_interval(secs => :seconds)
                    AND EXISTS (SELECT FROM schedule_runs n WHERE n.schedule = o.schedule AND n.due_at > o.due_at)
                LIMIT :limit)
            """;

    private final JdbcClient jdbc;

    ScheduleRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whom a due time concerns; both null for a system run. */
    record Whom(@Nullable Long workspaceId, @Nullable Long tenantId) {}

    /** Lets only one declare at a time, until the transaction ends. */
    void takeTurn() {
        jdbc.sql(TURN).query((row, index) -> true).list();
    }

    void save(ScheduleDefinition definition) {
        jdbc.sql(SAVE)
                .param("name", definition.name())
                .param("workspace", definition.workspaceId(), Types.BIGINT)
                .param("tenant", definition.tenantId(), Types.BIGINT)
                .param("cron", definition.cron())
                .param("zone", definition.zone().getId())
                .param("type", definition.type())
                .param("subtype", definition.subtype())
                .param("input", definition.input().toString())
                .param("catch_up_ms", definition.catchUp().toMillis())
                .param("enabled", definition.enabled())
                .update();
    }

    List<ScheduleDefinition> all() {
        return jdbc.sql(ALL).query(ScheduleRows::definition).list();
    }

    Optional<ScheduleDefinition> lock(String name) {
        return jdbc.sql(LOCK)
                .param("name", name)
                .query(ScheduleRows::definition)
                .optional();
    }

    void remove(Collection<String> names) {
        jdbc.sql(REMOVE).param("names", names.toArray(String[]::new)).update();
    }

    /**
     * Whether a run of the schedule began at or after a time.
     *
     * @param oldest earliest due time that is looked at
     */
    boolean ranSince(String schedule, Instant since, Instant oldest) {
        return jdbc.sql(RAN_SINCE)
                .param("schedule", schedule)
                .param("oldest", at(oldest))
                .param("since", at(since))
                .query(Boolean.class)
                .single();
    }

    /** Those for which this due time is new. */
    Set<Whom> remember(String schedule, Instant due, Collection<Whom> whom) {
        return new HashSet<>(jdbc.sql(REMEMBER)
                .param("schedule", schedule)
                .param("due", at(due))
                .param("workspaces", whom.stream().map(Whom::workspaceId).toArray(Long[]::new))
                .param("tenants", whom.stream().map(Whom::tenantId).toArray(Long[]::new))
                .query(Whom.class)
                .list());
    }

    void link(String schedule, Instant due, List<Whom> whom, List<ProcessId> processes) {
        jdbc.sql(LINK)
                .param("schedule", schedule)
                .param("due", at(due))
                .param("workspaces", whom.stream().map(Whom::workspaceId).toArray(Long[]::new))
                .param("tenants", whom.stream().map(Whom::tenantId).toArray(Long[]::new))
                .param("processes", processes.stream().map(ProcessId::value).toArray(Long[]::new))
                .update();
    }

    /** The last due time of a schedule is never forgotten. */
    int forget(Duration age, int limit) {
        return jdbc.sql(FORGET)
                .param("seconds", age.toMillis() / 1000.0)
                .param("limit", limit)
                .update();
    }

    static ScheduleDefinition definition(ResultSet row, int index) throws SQLException {
        return new ScheduleDefinition(
                row.getString("name"),
                row.getString("cron"),
                ZoneId.of(row.getString("zone")),
                row.getString("type"),
                row.getString("subtype"),
                (ObjectNode) Objects.requireNonNull(JobJson.read(row.getString("input"))),
                row.getObject("workspace_id", Long.class),
                row.getObject("tenant_id", Long.class),
                Duration.ofMillis(row.getLong("catch_up_ms")),
                row.getBoolean("enabled"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
