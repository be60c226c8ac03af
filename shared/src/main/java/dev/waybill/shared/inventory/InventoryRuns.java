package dev.waybill.shared.inventory;

import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sync runs; the only user of {@code inventory_sync_runs}. Their status follows that of their process by a trigger. Each
 * method is one transaction, the caller's own if there is one.
 */
public final class InventoryRuns {

    private static final String COLUMNS = """
            id, tenant_id, status, selection, selection_hash, process_id, item_count, failed_count, started_at,
            finished_at, created_at, updated_at
            """;

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM inventory_sync_runs WHERE workspace_id = :workspace AND id = :id";

    private static final String PAGE = "SELECT " + COLUMNS + """
             FROM inventory_sync_runs
            WHERE workspace_id = :workspace AND id < :before
                AND (:tenant::bigint IS NULL OR tenant_id = :tenant)
                AND (cardinality(:statuses::text[]) = 0 OR status = ANY(:statuses))
                AND (:scope_key::text IS NULL OR selection_hash = :scope_key)
                AND (:process::bigint IS NULL OR process_id = :process)
            ORDER BY id DESC LIMIT :limit
            """;

    /* The latest, or the latest before another one. */
    private static final String LATEST_COMPLETE = "SELECT " + COLUMNS + """
             FROM inventory_sync_runs
            WHERE workspace_id = :workspace AND tenant_id = :tenant AND selection_hash = :scope_key
                AND status = 'completed'
                AND (:before::bigint IS NULL OR (finished_at, id) < (
                    SELECT b.finished_at, b.id FROM inventory_sync_runs b
                    WHERE b.workspace_id = :workspace AND b.id = :before))
            ORDER BY finished_at DESC, id DESC LIMIT 1
            """;

    private static final String OPEN = """
            INSERT INTO inventory_sync_runs (workspace_id, tenant_id, selection, selection_hash, process_id)
            VALUES (:workspace, :tenant, :selection::jsonb, :selection_hash, :process)
            RETURNING id
            """;

    private static final String COUNT = """
            UPDATE inventory_sync_runs
            SET item_count = item_count + :items, failed_count = failed_count + :failed, updated_at = waybill_now()
            WHERE workspace_id = :workspace AND id = :id
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    InventoryRuns(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /** The run; empty if there is none in this workspace. */
    public Optional<InventoryRun> find(Scope scope, long id) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(FIND)
                        .param("workspace", scope.workspaceId())
                        .param("id", id)
                        .query(InventoryRuns::read)
                        .optional());
    }

    /**
     * A page of runs, newest first.
     *
     * @param before only ids under this one; null starts at the newest
     */
    public List<InventoryRun> page(Scope scope, RunFilter filter, @Nullable Long before, int limit) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(PAGE)
                        .param("workspace", scope.workspaceId())
                        .param("before", before == null ? Long.MAX_VALUE : before)
                        .param("tenant", filter.tenantId(), Types.BIGINT)
                        .param(
                                "statuses",
                                filter.statuses().stream().map(RunStatus::word).toArray(String[]::new))
                        .param("scope_key", filter.scopeKey(), Types.VARCHAR)
                        .param("process", filter.processId(), Types.BIGINT)
                        .param("limit", limit)
                        .query(InventoryRuns::read)
                        .list());
    }

    /**
     * The complete run of the scope that ended last.
     *
     * @param before only one that ended before this run did; null for the latest of all
     */
    public Optional<InventoryRun> latestComplete(Scope scope, long tenantId, String scopeKey, @Nullable Long before) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(LATEST_COMPLETE)
                        .param("workspace", scope.workspaceId())
                        .param("tenant", tenantId)
                        .param("scope_key", scopeKey)
                        .param("before", before, Types.BIGINT)
                        .query(InventoryRuns::read)
                        .optional());
    }

    /** Begins the run of a process. */
    public long open(JdbcClient tx, long workspaceId, long tenantId, Selection selection, long processId) {
        return tx.sql(OPEN)
                .param("workspace", workspaceId)
                .param("tenant", tenantId)
                .param("selection", selection.canonical())
                .param("selection_hash", selection.hash())
                .param("process", processId)
                .query(Long.class)
                .single();
    }

    /** Adds to what a run holds. */
    public void count(JdbcClient tx, long workspaceId, long id, long items, long failed) {
        int unused = tx.sql(COUNT)
                .param("workspace", workspaceId)
                .param("id", id)
                .param("items", items)
                .param("failed", failed)
                .update();
    }

    private static InventoryRun read(ResultSet row, int index) throws SQLException {
        return new InventoryRun(
                row.getLong("id"),
                row.getLong("tenant_id"),
                RunStatus.of(row.getString("status")),
                Objects.requireNonNull(JobJson.read(row.getString("selection"))),
                row.getString("selection_hash"),
                row.getObject("process_id", Long.class),
                row.getLong("item_count"),
                row.getLong("failed_count"),
                FindingRows.required(FindingRows.instant(row, "started_at")),
                FindingRows.instant(row, "finished_at"),
                FindingRows.required(FindingRows.instant(row, "created_at")),
                FindingRows.required(FindingRows.instant(row, "updated_at")));
    }
}
