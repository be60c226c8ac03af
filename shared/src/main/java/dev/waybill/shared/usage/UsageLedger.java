package dev.waybill.shared.usage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The only writer and reader of {@code usage_entries} and {@code ai_budgets}. Each method is one transaction, the caller's
 * own if there is one. A call is entered before it is made, with the most that it may cost, so that calls at the same time
 * cannot exceed a budget together.
 */
public final class UsageLedger {

    /** Calls of a workspace are admitted one after another. */
    private static final String ONE_AT_A_TIME =
            "SELECT pg_advisory_xact_lock(hashtextextended('waybill ai budget', :workspace))";

    private static final String LOSE = """
            UPDATE usage_entries SET state = 'lost', ended_at = waybill_now()
            WHERE process_id = :process AND state = 'open' AND attempt < :attempt
            """;

    private static final String OPEN = """
            INSERT INTO usage_entries (workspace_id, process_id, attempt, provider, model, cost_usd)
            VALUES (:workspace, :process, :attempt, :provider, :model, :most)
            RETURNING id
            """;

    private static final String CLOSE = """
            UPDATE usage_entries
            SET state = :state, reason_code = :reason, input_tokens = :input, output_tokens = :output,
                total_tokens = :total, cost_usd = :usd, ended_at = waybill_now()
            WHERE id = :id AND workspace_id = :workspace AND state IN ('open', 'lost')
            """;

    private static final String OF_PROCESS = """
            SELECT count(*) AS calls, COALESCE(sum(u.input_tokens), 0) AS input_tokens,
                   COALESCE(sum(u.output_tokens), 0) AS output_tokens,
                   COALESCE(sum(u.total_tokens), 0) AS total_tokens, COALESCE(sum(u.cost_usd), 0) AS cost_usd,
                   (SELECT b.max_usd FROM ai_budgets b
                    WHERE b.workspace_id = :workspace AND b.process_id = :process) AS max_usd
            FROM usage_entries u
            WHERE u.workspace_id = :workspace AND u.process_id = :process
            """;

    private static final String OF_MONTH = """
            SELECT count(*) AS calls, COALESCE(sum(u.input_tokens), 0) AS input_tokens,
                   COALESCE(sum(u.output_tokens), 0) AS output_tokens,
                   COALESCE(sum(u.total_tokens), 0) AS total_tokens, COALESCE(sum(u.cost_usd), 0) AS cost_usd,
                   COALESCE((SELECT b.max_usd FROM ai_budgets b
                    WHERE b.workspace_id = :workspace AND b.process_id IS NULL), :usual::numeric) AS max_usd
            FROM usage_entries u
            WHERE u.workspace_id = :workspace
                AND u.created_at >= date_trunc('month', waybill_now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
            """;

    private static final String DAYS = """
            SELECT day, provider, model, calls, input_tokens, output_tokens, total_tokens, cost_usd
            FROM usage_by_day
            WHERE workspace_id = :workspace AND day >= :since AND day <= :until
            ORDER BY day DESC, provider, model
            """;

    private static final String BUDGET = """
            INSERT INTO ai_budgets (workspace_id, process_id, max_usd) VALUES (:workspace, :process::bigint, :max)
            ON CONFLICT ON CONSTRAINT ai_budgets_unique DO UPDATE
            SET max_usd = excluded.max_usd, updated_at = waybill_now()
            WHERE :overwrite
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final AuditLog audit;
    private final @Nullable BigDecimal usualMonth;

    UsageLedger(JdbcClient jdbc, RoleTransactions roles, AuditLog audit, UsageProperties properties) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.audit = audit;
        this.usualMonth = properties.monthBudget();
    }

    /**
     * Enters a call that is about to be made, if the budgets of its process and of the month have room for it. What earlier
     * attempts of the process have left open is lost.
     */
    public Admission open(CallWish wish) {
        return tenant(wish.workspaceId(), () -> {
            oneAtATime(wish.workspaceId());
            jdbc.sql(LOSE)
                    .param("process", wish.processId())
                    .param("attempt", wish.attempt())
                    .update();
            Admission refusal = refusal(Budget.PROCESS, process(wish.workspaceId(), wish.processId()), wish.most());
            if (refusal == null) {
                refusal = refusal(Budget.MONTH, thisMonth(wish.workspaceId()), wish.most());
            }
            return refusal == null ? new Admission.Open(insert(wish)) : refusal;
        });
    }

    /**
     * Closes an entry with what its call has used.
     *
     * @param reasonCode why it gave no answer; null when it did
     */
    public void close(long workspaceId, long entry, CallCost cost, @Nullable String reasonCode) {
        tenant(
                workspaceId,
                () -> jdbc.sql(CLOSE)
                        .param("id", entry)
                        .param("workspace", workspaceId)
                        .param("state", reasonCode == null ? "answered" : "failed")
                        .param("reason", reasonCode, Types.VARCHAR)
                        .param("input", cost.inputTokens())
                        .param("output", cost.outputTokens())
                        .param("total", cost.totalTokens())
                        .param("usd", cost.usd(), Types.NUMERIC)
                        .update());
    }

    /** What a process has used, all of its attempts together. */
    public Spending ofProcess(long workspaceId, long processId) {
        return tenant(workspaceId, () -> process(workspaceId, processId));
    }

    /** What a workspace has used in this month. */
    public Spending ofMonth(long workspaceId) {
        return tenant(workspaceId, () -> thisMonth(workspaceId));
    }

    /** What a workspace has used day by day, newest first. */
    public List<UsageDay> days(long workspaceId, LocalDate since, LocalDate until) {
        return tenant(
                workspaceId,
                () -> jdbc.sql(DAYS)
                        .param("workspace", workspaceId)
                        .param("since", since)
                        .param("until", until)
                        .query((row, index) -> new UsageDay(
                                row.getObject("day", LocalDate.class),
                                row.getString("provider"),
                                row.getString("model"),
                                row.getLong("calls"),
                                row.getLong("input_tokens"),
                                row.getLong("output_tokens"),
                                row.getLong("total_tokens"),
                                row.getBigDecimal("cost_usd")))
                        .list());
    }

    /** Sets the budget of a process. */
    public void limitProcess(Scope scope, long processId, BigDecimal max) {
        roles.asTenant(scope, () -> limit(scope, processId, max));
    }

    /** Sets the budget of a process that has none yet: what its input says. */
    public void limitProcessAtFirst(long workspaceId, long processId, BigDecimal max) {
        tenant(workspaceId, () -> budget(workspaceId, processId, max, false));
    }

    /**
     * Sets the budget of a workspace for every month; for admins.
     *
     * @param condition sees the budget just before, null when there is none, and throws to leave it so
     */
    public void limitMonth(Scope scope, BigDecimal max, Consumer<@Nullable BigDecimal> condition) {
        long workspaceId = workspace(scope);
        roles.asTenant(scope, () -> {
            oneAtATime(workspaceId);
            condition.accept(thisMonth(workspaceId).maxUsd());
            return limit(scope, null, max);
        });
    }

    private int limit(Scope scope, @Nullable Long processId, BigDecimal max) {
        ObjectNode details = JsonNodeFactory.instance.objectNode().put("max_usd", max);
        audit.record(scope, "budget.changed", processId == null ? "workspace" : "process", processId, details);
        return budget(workspace(scope), processId, max, true);
    }

    private static long workspace(Scope scope) {
        return Objects.requireNonNull(scope.workspaceId(), "a budget has a workspace");
    }

    private void oneAtATime(long workspaceId) {
        jdbc.sql(ONE_AT_A_TIME)
                .param("workspace", workspaceId)
                .query((row, index) -> index)
                .list();
    }

    private int budget(long workspaceId, @Nullable Long processId, BigDecimal max, boolean overwrite) {
        return jdbc.sql(BUDGET)
                .param("workspace", workspaceId)
                .param("process", processId, Types.BIGINT)
                .param("max", max)
                .param("overwrite", overwrite)
                .update();
    }

    private static @Nullable Admission refusal(Budget budget, Spending spending, @Nullable BigDecimal most) {
        BigDecimal max = spending.maxUsd();
        if (max == null) {
            return null;
        }
        if (most == null) {
            return new Admission.PriceUnknown();
        }
        return spending.costUsd().add(most).compareTo(max) > 0
                ? new Admission.OverBudget(budget, max, spending.costUsd(), most)
                : null;
    }

    private long insert(CallWish wish) {
        return jdbc.sql(OPEN)
                .param("workspace", wish.workspaceId())
                .param("process", wish.processId())
                .param("attempt", wish.attempt())
                .param("provider", wish.provider())
                .param("model", wish.model())
                .param("most", wish.most(), Types.NUMERIC)
                .query(Long.class)
                .single();
    }

    private Spending process(long workspaceId, long processId) {
        return jdbc.sql(OF_PROCESS)
                .param("workspace", workspaceId)
                .param("process", processId)
                .query(UsageLedger::spending)
                .single();
    }

    private Spending thisMonth(long workspaceId) {
        return jdbc.sql(OF_MONTH)
                .param("workspace", workspaceId)
                .param("usual", usualMonth, Types.NUMERIC)
                .query(UsageLedger::spending)
                .single();
    }

    private static Spending spending(ResultSet row, int index) throws SQLException {
        return new Spending(
                row.getLong("calls"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                row.getLong("total_tokens"),
                row.getBigDecimal("cost_usd"),
                row.getBigDecimal("max_usd"));
    }

    private <T> T tenant(long workspaceId, java.util.function.Supplier<T> work) {
        return roles.asTenant(new Scope(workspaceId, null), work);
    }
}
