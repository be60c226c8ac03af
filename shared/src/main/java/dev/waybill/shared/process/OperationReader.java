package dev.waybill.shared.process;

import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads {@code operation_runs}: processes in the words of operators, of the scope's workspace only. */
public final class OperationReader {

    private static final String COLUMNS = """
             id, workspace_id, user_id, (SELECT u.name FROM users u WHERE u.id = user_id) AS user_name, tenant_id, type, resource, action, process_type, process_subtype, name, status,
            outcome, status_bucket, context, summary_counts, reason_code, error_message, progress_percent, current_step,
            item_ids, idempotency_key, audit_log_id, related_type, related_id, retry_of, version, created_at, started_at,
            completed_at, updated_at, attempts_spent, max_attempts, run_at""";

    private static final String FIND = "SELECT" + COLUMNS + """
            , failure_summary FROM operation_runs WHERE id = :id AND workspace_id = :workspace
            """;

    private static final String MATCHING = """
            workspace_id = :workspace
                AND (:text::text IS NULL OR id IN (SELECT search_processes(:text, :before, :searched)))
                AND (:outcome::text IS NULL OR outcome = :outcome)
                AND (:type::text IS NULL OR type = :type)
                AND (:job_type::text IS NULL OR process_type = :job_type OR process_type || '/' || process_subtype = :job_type)
                AND (:resource::text IS NULL OR resource = :resource)
                AND (:action::text IS NULL OR action = :action)
                AND (:tenant::bigint IS NULL OR tenant_id = :tenant)
                AND (:user::bigint IS NULL OR user_id = :user)
                AND (:since::timestamptz IS NULL OR created_at >= :since::timestamptz)
                AND process_type || COALESCE('/' || process_subtype, '') <> ALL(:hidden)
            """;

    private static final String LIST = "SELECT" + COLUMNS
            + ", NULL AS failure_summary FROM operation_runs WHERE (%s) AND id < :before AND " + MATCHING
            + "ORDER BY id DESC LIMIT :limit";

    private static final String COUNT =
            "SELECT '%s' AS bucket, count(*) AS operations FROM (SELECT id FROM operation_runs WHERE %s AND " + MATCHING
                    + "LIMIT :most) AS %1$s";

    /** How many of a workspace's operations a text is looked for in. */
    static final int SEARCHED = 10_000;

    static final String COUNTS = Arrays.stream(OperatorStatus.values())
            .map(bucket -> COUNT.formatted(bucket.word(), stored(bucket)))
            .collect(Collectors.joining(" UNION ALL "));

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    public OperationReader(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /** The operation with what it failed of; empty if there is none in this workspace. */
    public Optional<Operation> find(Scope scope, ProcessId id) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(FIND)
                        .param("id", id.value())
                        .param("workspace", scope.workspaceId())
                        .query(OperationReader::read)
                        .optional());
    }

    /**
     * A page of operations, newest first.
     *
     * @param before only ids under this one; null starts at the newest
     */
    public List<Operation> list(Scope scope, OperationFilter filter, @Nullable ProcessId before, int limit) {
        return roles.asTenant(
                scope,
                () -> matching(LIST.formatted(anyOf(filter.buckets())), scope, filter, before)
                        .param("limit", limit)
                        .query(OperationReader::read)
                        .list());
    }

    /** How many operations each bucket has, whatever buckets the filter names; stops counting each at the given number. */
    public Map<OperatorStatus, Integer> counts(Scope scope, OperationFilter filter, int most) {
        Map<OperatorStatus, Integer> counts = new EnumMap<>(OperatorStatus.class);
        roles.asTenant(
                scope,
                () -> matching(COUNTS, scope, filter, null)
                        .param("most", most)
                        .query((row, index) ->
                                counts.put(OperatorStatus.of(row.getString("bucket")), row.getInt("operations")))
                        .list());
        return counts;
    }

    private JdbcClient.StatementSpec matching(
            String sql, Scope scope, OperationFilter filter, @Nullable ProcessId before) {
        return jdbc.sql(sql)
                .param("before", before == null ? Long.MAX_VALUE : before.value())
                .param("text", filter.text())
                .param("searched", SEARCHED)
                .param("workspace", scope.workspaceId())
                .param(
                        "outcome",
                        filter.outcome() == null ? null : filter.outcome().word())
                .param("type", filter.type())
                .param("job_type", filter.jobType())
                .param("resource", filter.resource())
                .param("action", filter.action())
                .param("tenant", filter.tenantId())
                .param("user", filter.userId())
                .param("since", filter.since() == null ? null : filter.since().toString())
                .param("hidden", filter.hidden().toArray(String[]::new));
    }

    private static String anyOf(Set<OperatorStatus> buckets) {
        return buckets.isEmpty()
                ? "TRUE"
                : buckets.stream().sorted().map(OperationReader::stored).collect(Collectors.joining(" OR "));
    }

    /** The bucket in stored words and as constants, so that PostgreSQL knows which index holds it. */
    private static String stored(OperatorStatus bucket) {
        return switch (bucket) {
            case QUEUED -> "process_status = 'pending'";
            case SUCCEEDED -> "(process_status = 'completed' AND outcome <> 'partially_succeeded')";
            case PARTIAL -> "(process_status = 'completed' AND outcome = 'partially_succeeded')";
            case RUNNING, WAITING_REVIEW, FAILED, CANCELLED -> "process_status = '" + bucket.word() + "'";
        };
    }

    private static Operation read(ResultSet row, int index) throws SQLException {
        String outcome = row.getString("outcome");
        return new Operation(
                new ProcessId(row.getLong("id")),
                new Process.Owner(number(row, "workspace_id"), number(row, "user_id"), number(row, "tenant_id")),
                row.getString("user_name"),
                row.getString("type"),
                row.getString("resource"),
                row.getString("action"),
                row.getString("process_type"),
                row.getString("process_subtype"),
                row.getString("name"),
                row.getString("status"),
                outcome == null ? null : Outcome.of(outcome),
                row.getString("status_bucket"),
                Objects.requireNonNull(JobJson.read(row.getString("context"))),
                Objects.requireNonNull(JobJson.read(row.getString("summary_counts"))),
                JobJson.read(row.getString("failure_summary")),
                row.getString("reason_code"),
                row.getString("error_message"),
                row.getObject("progress_percent", Integer.class),
                row.getString("current_step"),
                JobJson.read(row.getString("item_ids")),
                row.getString("idempotency_key"),
                number(row, "audit_log_id"),
                row.getString("related_type"),
                number(row, "related_id"),
                number(row, "retry_of"),
                row.getLong("version"),
                Timestamps.readRequired(row, "created_at"),
                Timestamps.read(row, "started_at"),
                Timestamps.read(row, "completed_at"),
                Timestamps.readRequired(row, "updated_at"),
                row.getInt("attempts_spent"),
                row.getInt("max_attempts"),
                Timestamps.read(row, "run_at"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Long.class);
    }
}
