package dev.waybill.shared.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.sql.Types;
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

    private static final String MATCHING_UP_TO =
            " WHERE " + FindingRows.MATCHING + " AND id <= :up_to AND status = :from";

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
     * Acknowledges those of these findings that are new.
     *
     * @return how many there were
     */
    public int acknowledge(Scope scope, Collection<Long> ids) {
        return change(scope, "UPDATE findings " + ACKNOWLEDGED + THESE, FindingStatus.NEW, null, ids, 0);
    }

    /**
     * Acknowledges the new ones that match.
     *
     * @param upTo the highest id that the person has seen
     * @return how many there were
     */
    public int acknowledge(Scope scope, FindingFilter filter, long upTo) {
        return change(
                scope, "UPDATE findings " + ACKNOWLEDGED + MATCHING_UP_TO, FindingStatus.NEW, filter, List.of(), upTo);
    }

    /** Takes the acknowledgement of these findings back: they are new again. */
    public int unacknowledge(Scope scope, Collection<Long> ids) {
        return change(scope, "UPDATE findings " + UNACKNOWLEDGED + THESE, FindingStatus.ACKNOWLEDGED, null, ids, 0);
    }

    /** Takes the acknowledgement of those that match back: they are new again. */
    public int unacknowledge(Scope scope, FindingFilter filter, long upTo) {
        String sql = "UPDATE findings " + UNACKNOWLEDGED + MATCHING_UP_TO;
        return change(scope, sql, FindingStatus.ACKNOWLEDGED, filter, List.of(), upTo);
    }

    private int change(
            Scope scope,
            String sql,
            FindingStatus from,
            @Nullable FindingFilter filter,
            Collection<Long> ids,
            long upTo) {
        return roles.asTenant(scope, () -> {
            JdbcClient.StatementSpec statement = filter == null
                    ? jdbc.sql(sql).param("workspace", scope.workspaceId()).param("ids", ids.toArray(Long[]::new))
                    : matching(sql, scope, filter).param("up_to", upTo);
            int changed = statement
                    .param("from", from.word())
                    .param("user", scope.userId(), Types.BIGINT)
                    .update();
            if (changed > 0) {
                record(scope, from == FindingStatus.NEW ? "finding.acknowledged" : "finding.reopened", ids, changed);
            }
            return changed;
        });
    }

    private void record(Scope scope, String action, Collection<Long> ids, int changed) {
        ObjectNode details = JobJson.MAPPER.createObjectNode().put("findings", changed);
        if (!ids.isEmpty()) {
            details.set("ids", JobJson.MAPPER.valueToTree(ids));
        }
        Long only = ids.size() == 1 ? ids.iterator().next() : null;
        audit.record(scope, action, "finding", only, details);
    }

    private JdbcClient.StatementSpec matching(String sql, Scope scope, FindingFilter filter) {
        return FindingRows.bind(jdbc.sql(sql), scope.workspaceId(), filter);
    }
}
