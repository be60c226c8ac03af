package dev.waybill.shared.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Findings as people see them, and what people say about them. Each method is one transaction, the caller's own if there
 * is one, and sees the scope's workspace only.
 */
public final class Findings {

    private static final String FIND =
            "SELECT " + FindingRows.COLUMNS + " FROM findings WHERE workspace_id = :workspace AND id = :id";

    private static final String PAGE = "SELECT " + FindingRows.COLUMNS + " FROM findings WHERE " + FindingRows.MATCHING
            + " AND id < :before ORDER BY id DESC LIMIT :limit";

    private static final String IN_ORDER =
            "SELECT " + FindingRows.COLUMNS + " FROM findings WHERE " + FindingRows.MATCHING + """
             AND tenant_id = :tenant
                AND (finding_type, subject_type, subject_external_id, id)
                    > (:after_type, :after_subject, :after_external, :after_id)
            ORDER BY finding_type, subject_type, subject_external_id, id LIMIT :limit
            """;

    private static final String COUNTS = "SELECT finding_type, change, status, count(*) AS count FROM findings WHERE "
            + FindingRows.MATCHING + " GROUP BY finding_type, change, status ORDER BY finding_type, change, status";

    private static final String ACKNOWLEDGED = """
            SET status = 'acknowledged', acknowledged_at = waybill_now(), acknowledged_by = :user,
                updated_at = waybill_now()
            """;

    private static final String UNACKNOWLEDGED = """
            SET status = 'new', acknowledged_at = NULL, acknowledged_by = NULL, updated_at = waybill_now()
            """;

    private static final String THESE = " WHERE workspace_id = :workspace AND id = ANY(:ids) AND status = :from";

    private static final String MATCHING = " WHERE " + FindingRows.MATCHING + " AND status = :from";

    private static final String AS_SEEN = """
             WHERE workspace_id = :workspace AND id = :id AND status = :from
                AND (:seen::timestamptz IS NULL OR updated_at = :seen)
            RETURNING
            """ + FindingRows.COLUMNS;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final AuditLog audit;

    public Findings(JdbcClient jdbc, RoleTransactions roles, AuditLog audit) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.audit = audit;
    }

    /** The finding; empty if there is none in this workspace. */
    public Optional<Finding> find(Scope scope, long id) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(FIND)
                        .param("workspace", scope.workspaceId())
                        .param("id", id)
                        .query(FindingRows::read)
                        .optional());
    }

    /**
     * A page of findings, newest first.
     *
     * @param before only ids under this one; null starts at the newest
     */
    public List<Finding> page(Scope scope, FindingFilter filter, @Nullable Long before, int limit) {
        return roles.asTenant(
                scope,
                () -> matching(PAGE, scope, filter)
                        .param("before", before == null ? Long.MAX_VALUE : before)
                        .param("limit", limit)
                        .query(FindingRows::read)
                        .list());
    }

    /**
     * The next findings of one tenant in their stable order: by type, subject type, subject and id, byte by byte. Who wants
     * all of them goes on from the {@link Finding#place()} of the last until none come.
     *
     * @param filter names the tenant
     * @param after where to go on; {@link FindingPlace#START} for the first
     * @throws IllegalArgumentException if the filter names no tenant
     */
    public List<Finding> inOrder(Scope scope, FindingFilter filter, FindingPlace after, int limit) {
        if (filter.tenantId() == null) {
            throw new IllegalArgumentException("the order is that of one tenant's findings");
        }
        return roles.asTenant(
                scope,
                () -> matching(IN_ORDER, scope, filter)
                        .param("after_type", after.findingType())
                        .param("after_subject", after.subjectType())
                        .param("after_external", after.subjectExternalId())
                        .param("after_id", after.id())
                        .param("limit", limit)
                        .query(FindingRows::read)
                        .list());
    }

    /** How many there are of each type, change and status, in this order; combinations without any are left out. */
    public List<FindingCount> counts(Scope scope, FindingFilter filter) {
        return roles.asTenant(
                scope,
                () -> matching(COUNTS, scope, filter)
                        .query((row, index) -> new FindingCount(
                                row.getString("finding_type"),
                                Change.of(row.getString("change")),
                                FindingStatus.of(row.getString("status")),
                                row.getLong("count")))
                        .list());
    }

    /**
     * What became of many.
     *
     * @param count how many were changed
     * @param at the time that they carry since
     */
    public record Changed(int count, Instant at) {}

    /** Acknowledges the finding if it is new, and was changed last then; empty if it is not. Null is any time. */
    public Optional<Finding> acknowledge(Scope scope, long id, @Nullable Instant updatedAt) {
        return change(scope, "UPDATE findings " + ACKNOWLEDGED + AS_SEEN, FindingStatus.NEW, id, updatedAt);
    }

    /** Takes that back: the finding is new again. Empty as above. */
    public Optional<Finding> unacknowledge(Scope scope, long id, @Nullable Instant updatedAt) {
        return change(scope, "UPDATE findings " + UNACKNOWLEDGED + AS_SEEN, FindingStatus.ACKNOWLEDGED, id, updatedAt);
    }

    /** Acknowledges those of these findings that are new. */
    public Changed acknowledge(Scope scope, Collection<Long> ids) {
        return change(scope, these(scope, "UPDATE findings " + ACKNOWLEDGED + THESE, ids), FindingStatus.NEW, ids);
    }

    /**
     * Acknowledges the new ones that match.
     *
     * @param filter says up to which, the highest that the person has seen
     */
    public Changed acknowledge(Scope scope, FindingFilter filter) {
        return change(
                scope,
                matching("UPDATE findings " + ACKNOWLEDGED + MATCHING, scope, filter),
                FindingStatus.NEW,
                List.of());
    }

    /** Takes the acknowledgement of these findings back: they are new again. */
    public Changed unacknowledge(Scope scope, Collection<Long> ids) {
        return change(
                scope, these(scope, "UPDATE findings " + UNACKNOWLEDGED + THESE, ids), FindingStatus.ACKNOWLEDGED, ids);
    }

    /** Takes the acknowledgement of those that match back: they are new again. */
    public Changed unacknowledge(Scope scope, FindingFilter filter) {
        return change(
                scope,
                matching("UPDATE findings " + UNACKNOWLEDGED + MATCHING, scope, filter),
                FindingStatus.ACKNOWLEDGED,
                List.of());
    }

    private Changed change(Scope scope, JdbcClient.StatementSpec update, FindingStatus from, Collection<Long> ids) {
        return roles.asTenant(scope, () -> {
            int changed = update.param("from", from.word())
                    .param("user", scope.userId(), Types.BIGINT)
                    .update();
            if (changed > 0) {
                record(scope, from, ids, changed);
            }
            return new Changed(changed, now());
        });
    }

    private Optional<Finding> change(
            Scope scope, String sql, FindingStatus from, long id, @Nullable Instant updatedAt) {
        return roles.asTenant(scope, () -> {
            Optional<Finding> changed = jdbc.sql(sql)
                    .param("workspace", scope.workspaceId())
                    .param("id", id)
                    .param("from", from.word())
                    .param("user", scope.userId(), Types.BIGINT)
                    .param("seen", FindingRows.time(updatedAt), Types.TIMESTAMP_WITH_TIMEZONE)
                    .query(FindingRows::read)
                    .optional();
            changed.ifPresent(finding -> record(scope, from, List.of(id), 1));
            return changed;
        });
    }

    private Instant now() {
        return jdbc.sql("SELECT waybill_now()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private void record(Scope scope, FindingStatus from, Collection<Long> ids, int changed) {
        ObjectNode details = JobJson.MAPPER.createObjectNode().put("findings", changed);
        if (!ids.isEmpty()) {
            details.set("ids", JobJson.MAPPER.valueToTree(ids));
        }
        Long only = ids.size() == 1 ? ids.iterator().next() : null;
        String action = from == FindingStatus.NEW ? "finding.acknowledged" : "finding.reopened";
        audit.record(scope, action, "finding", only, details);
    }

    private JdbcClient.StatementSpec these(Scope scope, String sql, Collection<Long> ids) {
        return jdbc.sql(sql).param("workspace", scope.workspaceId()).param("ids", ids.toArray(Long[]::new));
    }

    private JdbcClient.StatementSpec matching(String sql, Scope scope, FindingFilter filter) {
        return FindingRows.bind(jdbc.sql(sql), scope.workspaceId(), filter);
    }
}
