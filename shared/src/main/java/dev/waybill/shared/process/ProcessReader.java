package dev.waybill.shared.process;

import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The only reader of the ledger's tables. Every method sees only what the scope may see;
 * lists are in pages by key, never by offset.
 */
public final class ProcessReader {

    private static final String FIND =
            "SELECT " + ProcessRows.PROCESS_COLUMNS + " FROM processes WHERE id = :id AND workspace_id = :workspace";

    private static final String LIST =
            "SELECT " + ProcessRows.PROCESS_COLUMNS + """
             FROM processes
            WHERE id < :before AND
            """ + FilterClause.WHERE + " ORDER BY id DESC LIMIT :limit";

    private static final String BY_IDS = "SELECT " + ProcessRows.PROCESS_COLUMNS
            + " FROM processes WHERE id = ANY(:ids) AND workspace_id = :workspace ORDER BY id";

    private static final String CHANGED_WITHIN = "SELECT " + ProcessRows.PROCESS_COLUMNS + """
             FROM processes
            WHERE workspace_id = :workspace AND updated_at >= waybill_now() - make_interval(secs => :seconds)
            ORDER BY updated_at LIMIT :limit
            """;

    private static final String CHANGED_SINCE = "SELECT " + ProcessRows.PROCESS_COLUMNS + """
             FROM processes JOIN unnest(:ids, :versions) AS known(known_id, known_version) ON id = known_id
            WHERE workspace_id = :workspace AND version > known_version
            ORDER BY id
            """;

    private static final String VERSIONS_CHANGED_WITHIN = """
            SELECT id, version FROM processes
            WHERE workspace_id = :workspace AND updated_at >= waybill_now() - make_interval(secs => :seconds)
            ORDER BY updated_at DESC LIMIT :limit
            """;

    private static final String EVENTS_OF_MANY = "SELECT " + ProcessRows.EVENT_COLUMNS + """
             FROM unnest(:ids, :seqs) AS known(known_id, known_seq)
            CROSS JOIN LATERAL (
                SELECT * FROM process_events
                WHERE process_id = known_id AND workspace_id = :workspace AND seq > known_seq
                ORDER BY seq LIMIT :limit
            ) AS e
            ORDER BY process_id, seq
            """;

    private static final String EVENTS = "SELECT " + ProcessRows.EVENT_COLUMNS + """
             FROM process_events WHERE process_id = :id AND workspace_id = :workspace AND seq > :after
            ORDER BY seq LIMIT :limit
            """;

    private static final String ITEMS = "SELECT " + ProcessRows.ITEM_COLUMNS + """
             FROM process_items
            WHERE process_id = :id AND workspace_id = :workspace AND item_index > :after
                AND (:status::text IS NULL OR status = :status)
            ORDER BY item_index LIMIT :limit
            """;

    private static final String FAILED_ITEMS = """
            SELECT item_index FROM process_items
            WHERE process_id = :id AND workspace_id = :workspace AND status = 'error' AND item_index > :after
                AND (:code::text IS NULL OR error_code = :code)
            ORDER BY item_index LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    public ProcessReader(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /** The process; empty if there is none in this workspace. */
    public Optional<Process> find(Scope scope, ProcessId id) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(FIND)
                        .param("id", id.value())
                        .param("workspace", scope.workspaceId())
                        .query(ProcessRows::process)
                        .optional());
    }

    /**
     * A page of processes, newest first.
     *
     * @param before only ids under this one; null starts at the newest
     * @param limit at most so many; from 1
     */
    public List<Process> list(Scope scope, ProcessFilter filter, @Nullable ProcessId before, int limit) {
        return roles.asTenant(
                scope,
                () -> FilterClause.bind(jdbc.sql(LIST), scope, filter)
                        .param("before", before == null ? Long.MAX_VALUE : before.value())
                        .param("limit", limit)
                        .query(ProcessRows::process)
                        .list());
    }

    /** Those of the given processes that are in this workspace, by id. */
    public List<Process> findAll(Scope scope, Collection<ProcessId> ids) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(BY_IDS)
                        .param("ids", ids.stream().map(ProcessId::value).toArray(Long[]::new))
                        .param("workspace", scope.workspaceId())
                        .query(ProcessRows::process)
                        .list());
    }

    /** Processes that changed within the given time, oldest change first. */
    public List<Process> changedWithin(Scope scope, Duration age, int limit) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(CHANGED_WITHIN)
                        .param("workspace", scope.workspaceId())
                        .param("seconds", age.toMillis() / 1000.0)
                        .param("limit", limit)
                        .query(ProcessRows::process)
                        .list());
    }

    /**
     * Those of the given processes that changed, by id: one query for all that a node follows.
     *
     * @param knownVersions a process is left out while its version is not above this one
     */
    public List<Process> changedSince(Scope scope, Map<ProcessId, Long> knownVersions) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(CHANGED_SINCE)
                        .param("ids", ids(knownVersions))
                        .param("versions", knownVersions.values().toArray(Long[]::new))
                        .param("workspace", scope.workspaceId())
                        .query(ProcessRows::process)
                        .list());
    }

    /** Versions of the processes that changed within the given time; of the latest when there are more than the limit. */
    public Map<ProcessId, Long> versionsChangedWithin(Scope scope, Duration age, int limit) {
        Map<ProcessId, Long> versions = new LinkedHashMap<>();
        roles.asTenant(
                scope,
                () -> jdbc.sql(VERSIONS_CHANGED_WITHIN)
                        .param("workspace", scope.workspaceId())
                        .param("seconds", age.toMillis() / 1000.0)
                        .param("limit", limit)
                        .query((row, index) -> versions.put(new ProcessId(row.getLong("id")), row.getLong("version")))
                        .list());
        return versions;
    }

    /**
     * Events of many processes, in the order of process and seq: one query for all that a node follows.
     *
     * @param knownSeqs only events above this seq
     * @param limit at most so many of each process
     */
    public List<ProcessEvent> eventsOfMany(Scope scope, Map<ProcessId, Long> knownSeqs, int limit) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(EVENTS_OF_MANY)
                        .param("ids", ids(knownSeqs))
                        .param("seqs", knownSeqs.values().toArray(Long[]::new))
                        .param("workspace", scope.workspaceId())
                        .param("limit", limit)
                        .query(ProcessRows::event)
                        .list());
    }

    /** Events with a seq above the given one, in order. */
    public List<ProcessEvent> events(Scope scope, ProcessId id, long afterSeq, int limit) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(EVENTS)
                        .param("id", id.value())
                        .param("workspace", scope.workspaceId())
                        .param("after", afterSeq)
                        .param("limit", limit)
                        .query(ProcessRows::event)
                        .list());
    }

    /**
     * Items in the order of their source.
     *
     * @param status pending, success, error or skipped; null means all
     * @param afterIndex only indexes above this one; -1 starts at the first
     */
    public List<ProcessItem> items(Scope scope, ProcessId id, @Nullable String status, long afterIndex, int limit) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(ITEMS)
                        .param("id", id.value())
                        .param("workspace", scope.workspaceId())
                        .param("after", afterIndex)
                        .param("status", status)
                        .param("limit", limit)
                        .query(ProcessRows::item)
                        .list());
    }

    /**
     * Indexes of items that failed, in order: what a retry of the failed items runs over.
     *
     * @param errorCode only those that failed for this; null means all
     */
    public List<Long> failedItemIndexes(
            Scope scope, ProcessId id, @Nullable String errorCode, long afterIndex, int limit) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(FAILED_ITEMS)
                        .param("id", id.value())
                        .param("code", errorCode)
                        .param("workspace", scope.workspaceId())
                        .param("after", afterIndex)
                        .param("limit", limit)
                        .query(Long.class)
                        .list());
    }

    private static Long[] ids(Map<ProcessId, Long> known) {
        return known.keySet().stream().map(ProcessId::value).toArray(Long[]::new);
    }
}
