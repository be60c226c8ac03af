package dev.waybill.shared.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.database.Question;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.ReadyProcesses;
import dev.waybill.shared.process.RunningPart;
import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What operators pause and limit, for all workers at once: every claim reads it. What already runs goes on.
 */
public final class QueueControls {

    private static final String COLUMNS = "scope, name, paused_at, paused_by, reason, max_running";

    /** All that is held back. */
    static final Question<Control> ALL = new Question<>(
            "SELECT " + COLUMNS + " FROM queue_controls ORDER BY scope, name", Map.of(), (row, index) -> control(row));

    private static final String LOCK = "SELECT " + COLUMNS + """
             FROM queue_controls
            WHERE max_running IS NOT NULL AND (scope, name) IN (SELECT * FROM unnest(:scopes, :names))
            ORDER BY scope, name FOR UPDATE
            """;

    private static final String PUT = """
            INSERT INTO queue_controls (scope, name, paused_at, paused_by, reason, max_running)
            VALUES (:scope, :name, CASE WHEN :paused THEN waybill_now() END, :user, :reason, :max_running)
            ON CONFLICT (scope, name) DO UPDATE SET
                paused_at = CASE WHEN :paused THEN COALESCE(queue_controls.paused_at, waybill_now()) END,
                paused_by = CASE WHEN queue_controls.paused_at IS NOT NULL AND :paused THEN queue_controls.paused_by
                    ELSE EXCLUDED.paused_by END,
                reason = EXCLUDED.reason, max_running = EXCLUDED.max_running, updated_at = waybill_now()
            RETURNING
            """ + COLUMNS;

    private static final String REMOVE = "DELETE FROM queue_controls WHERE scope = :scope AND name = :name";

    private static final String ONE_AT_A_TIME =
            "SELECT pg_advisory_xact_lock(hashtextextended('waybill queue controls', 0))";

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final AuditLog audit;
    private final Wakeups wakeups;
    private final ReadyProcesses ready;

    QueueControls(JdbcClient jdbc, RoleTransactions roles, AuditLog audit, Wakeups wakeups, ReadyProcesses ready) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.audit = audit;
        this.wakeups = wakeups;
        this.ready = ready;
    }

    /** All that is held back. */
    public List<Control> list() {
        return roles.asRuntime(() -> read().all());
    }

    /**
     * Says from now on what holds for a scope; without pause and limit nothing does.
     *
     * @param by who says so, an admin; the caller has found that another workspace is theirs to hold back
     * @param name the queue, the type's label or the workspace's id; empty for everything
     * @param reason why, for people
     * @param maxRunning at most so many run at a time; null for no limit
     * @param condition sees all that holds just before, and throws to leave it so
     * @return what holds now; empty if nothing does
     */
    public Optional<Control> put(
            Scope by,
            Control.Scope scope,
            String name,
            boolean paused,
            @Nullable String reason,
            @Nullable Integer maxRunning,
            Consumer<List<Control>> condition) {
        Optional<Control> now = roles.asRuntime(() -> {
            jdbc.sql(ONE_AT_A_TIME).query((row, index) -> index).list();
            condition.accept(read().all());
            return roles.asTenant(acting(by, scope, name), () -> {
                audit.record(by, "queue.controlled", scope.word(), null, details(name, paused, reason, maxRunning));
                return paused || maxRunning != null
                        ? Optional.of(write(by, scope, name, paused, reason, maxRunning))
                        : remove(scope, name);
            });
        });
        wakeups.work();
        return now;
    }

    /** The database lets admins hold back their workspace alone; whose it is to hold another back the caller knows. */
    private static Scope acting(Scope by, Control.Scope scope, String name) {
        return scope == Control.Scope.WORKSPACE && name.matches("[0-9]{1,18}")
                ? new Scope(Long.valueOf(name), by.userId(), by.role(), by.own(), by.origin())
                : by;
    }

    /** That of the limits under which nothing more may start; empty if there is none. */
    Optional<Control> exhausted(List<Control> limits) {
        List<Integer> running = limits.isEmpty() ? List.of() : ready.running(parts(limits));
        for (int i = 0; i < limits.size(); i++) {
            Integer most = limits.get(i).maxRunning();
            if (most != null && running.get(i) >= most) {
                return Optional.of(limits.get(i));
            }
        }
        return Optional.empty();
    }

    /** What is left under those of the limits that still hold, locked until the transaction ends. */
    Budget budget(Collection<Control> limits) {
        if (limits.isEmpty()) {
            return Budget.UNLIMITED;
        }
        List<Control> locked = lock(limits);
        return new Budget(locked, ready.running(parts(locked)));
    }

    private static List<RunningPart> parts(List<Control> controls) {
        return controls.stream()
                .map(one -> new RunningPart(one.scope().word(), one.name()))
                .toList();
    }

    Controls read() {
        return new Controls(ALL.ask(jdbc));
    }

    private List<Control> lock(Collection<Control> limits) {
        return jdbc.sql(LOCK)
                .param("scopes", limits.stream().map(one -> one.scope().word()).toArray(String[]::new))
                .param("names", limits.stream().map(Control::name).toArray(String[]::new))
                .query((row, index) -> control(row))
                .list();
    }

    private Control write(
            Scope by,
            Control.Scope scope,
            String name,
            boolean paused,
            @Nullable String reason,
            @Nullable Integer maxRunning) {
        return jdbc.sql(PUT)
                .param("scope", scope.word())
                .param("name", name)
                .param("paused", paused)
                .param("user", paused ? by.userId() : null, Types.BIGINT)
                .param("reason", reason, Types.VARCHAR)
                .param("max_running", maxRunning, Types.INTEGER)
                .query((row, index) -> control(row))
                .single();
    }

    private Optional<Control> remove(Control.Scope scope, String name) {
        jdbc.sql(REMOVE).param("scope", scope.word()).param("name", name).update();
        return Optional.empty();
    }

    private static ObjectNode details(
            String name, boolean paused, @Nullable String reason, @Nullable Integer maxRunning) {
        return JobJson.MAPPER
                .createObjectNode()
                .put("name", name)
                .put("paused", paused)
                .put("reason", reason)
                .put("max_running", maxRunning);
    }

    private static Control control(ResultSet row) throws SQLException {
        OffsetDateTime pausedAt = row.getObject("paused_at", OffsetDateTime.class);
        return new Control(
                Control.Scope.of(row.getString("scope")),
                row.getString("name"),
                pausedAt == null ? null : pausedAt.toInstant(),
                row.getObject("paused_by", Long.class),
                row.getString("reason"),
                row.getObject("max_running", Integer.class));
    }
}
