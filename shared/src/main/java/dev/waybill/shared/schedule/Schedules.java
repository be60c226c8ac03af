package dev.waybill.shared.schedule;

import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.RecurringJobs;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Shows the schedules that workers have declared. */
public final class Schedules {

    private static final String LIST = """
            SELECT s.*, r.due_at AS last_due_at, r.process_id AS last_process_id, r.workspace_id AS last_workspace_id
            FROM (SELECT %s FROM schedules WHERE workspace_id IS NULL OR workspace_id = :workspace) s
            LEFT JOIN LATERAL (
                SELECT due_at, process_id, workspace_id FROM schedule_runs
                WHERE schedule = s.name AND (workspace_id IS NULL OR workspace_id = :workspace)
                ORDER BY due_at DESC, id DESC LIMIT 1) r ON true
            ORDER BY s.name
            """.formatted(ScheduleRows.COLUMNS);

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final Clock clock;

    Schedules(JdbcClient jdbc, RoleTransactions roles, Clock clock) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.clock = clock;
    }

    /**
     * A schedule and its last run.
     *
     * @param nextDueAt null while it is disabled
     * @param lastDueAt null before its first run
     * @param lastProcess what the last run became; null when there was none, it was refused, or the ledger has forgotten it
     * @param ofWorkspace whether that process belongs to the scope's workspace: system runs can only be named
     */
    public record Shown(
            ScheduleDefinition definition,
            @Nullable Instant nextDueAt,
            @Nullable Instant lastDueAt,
            @Nullable ProcessId lastProcess,
            boolean ofWorkspace) {}

    /** Those of the system and of the scope's workspace, by name. */
    public List<Shown> list(Scope scope) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(LIST)
                        .param("workspace", scope.workspaceId())
                        .query(this::shown)
                        .list());
    }

    /**
     * Forgets due times of long ago, never a schedule's last one.
     *
     * @return how many; fewer than the limit when there are no more
     */
    public int forgetRuns(Duration age, int limit) {
        return roles.asRetention(() -> new ScheduleRows(jdbc).forget(age, limit));
    }

    private Shown shown(ResultSet row, int index) throws SQLException {
        ScheduleDefinition definition = ScheduleRows.definition(row, index);
        OffsetDateTime lastDue = row.getObject("last_due_at", OffsetDateTime.class);
        Long lastProcess = row.getObject("last_process_id", Long.class);
        return new Shown(
                definition,
                definition.enabled() ? RecurringJobs.next(definition.cron(), definition.zone(), clock.instant()) : null,
                lastDue == null ? null : lastDue.toInstant(),
                lastProcess == null ? null : new ProcessId(lastProcess),
                row.getObject("last_workspace_id", Long.class) != null);
    }
}
