package dev.waybill.shared.process;

import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything that a filter matches up to an id, in the scope's workspace: counted, and walked by its ids. */
public final class ProcessSelection {

    private static final String NEWEST = "SELECT COALESCE(max(id), 0) FROM processes WHERE workspace_id = :workspace";

    private static final String COUNTS = "SELECT status, count(*) AS count FROM processes WHERE id <= :up_to AND "
            + FilterClause.WHERE + " GROUP BY status";

    private static final String IDS = "SELECT id FROM processes WHERE id > :after AND id <= :up_to AND "
            + FilterClause.WHERE + " ORDER BY id LIMIT :limit";

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    public ProcessSelection(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /** The highest id of the workspace; 0 when it has no process. */
    public long newest(Scope scope) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(NEWEST)
                        .param("workspace", scope.workspaceId())
                        .query(Long.class)
                        .single());
    }

    /** How many match, by status; those of which there are none are left out. */
    public Map<ProcessStatus, Long> countByStatus(Scope scope, ProcessFilter filter, long upTo) {
        Map<ProcessStatus, Long> counts = new EnumMap<>(ProcessStatus.class);
        roles.asTenant(
                scope,
                () -> FilterClause.bind(jdbc.sql(COUNTS), scope, filter)
                        .param("up_to", upTo)
                        .query((row, index) ->
                                counts.put(ProcessStatus.of(row.getString("status")), row.getLong("count")))
                        .list());
        return counts;
    }

    /** Those that match now, in the order of the ids; ids above the first bound and up to the second. */
    public List<ProcessId> ids(Scope scope, ProcessFilter filter, long after, long upTo, int limit) {
        return roles.asTenant(
                scope,
                () -> FilterClause.bind(jdbc.sql(IDS), scope, filter)
                        .param("after", after)
                        .param("up_to", upTo)
                        .param("limit", limit)
                        .query((row, index) -> new ProcessId(row.getLong("id")))
                        .list());
    }
}
