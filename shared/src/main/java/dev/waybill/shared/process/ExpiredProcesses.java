package dev.waybill.shared.process;

import dev.waybill.shared.tenancy.RoleTransactions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds and removes the rows of processes that ended long ago. Works as the retention role. */
public final class ExpiredProcesses {

    private static final String WINDOW = """
            SELECT id, workspace_id, version, processed_items,
                status IN ('completed', 'failed', 'cancelled') AND finished_at < waybill_now() - make_interval(secs =>
                    COALESCE((SELECT a.seconds FROM unnest(:labels, :seconds) AS a(label, seconds)
                        WHERE a.label IN (processes.label, type)
                        ORDER BY length(a.label) DESC LIMIT 1), :usual)) AS expired,
                created_at < waybill_now() - make_interval(secs => :youngest) AS old
            FROM processes WHERE id > :after ORDER BY id LIMIT :limit
            """;

    private static final String NEEDED = """
            SELECT p.id FROM processes p
            WHERE p.id = ANY(:ids) AND (
                EXISTS (SELECT FROM processes r WHERE r.retry_of = p.id
                    AND r.status NOT IN ('completed', 'failed', 'cancelled'))
                OR EXISTS (SELECT FROM processes r WHERE r.related_type = 'process' AND r.related_id = p.id
                    AND r.status NOT IN ('completed', 'failed', 'cancelled'))
                OR EXISTS (SELECT FROM processes r WHERE r.parent_id = p.id
                    AND r.status NOT IN ('completed', 'failed', 'cancelled'))
                OR EXISTS (SELECT FROM processes r WHERE r.id = p.parent_id
                    AND r.status NOT IN ('completed', 'failed', 'cancelled'))
                OR EXISTS (SELECT FROM processes r WHERE r.undo_id = p.id
                    AND r.status NOT IN ('completed', 'failed', 'cancelled')))
            """;

    /** An FK's cascade would be refused as the owner's. In parts, so that no statement runs into its timeout. */
    private static final String DELETE_EVENTS = """
            DELETE FROM process_events WHERE id = ANY(ARRAY(
                SELECT id FROM process_events WHERE process_id = ANY(:ids) LIMIT 20000))
            """;

    private static final String DELETE_ITEMS = """
            DELETE FROM process_items WHERE id = ANY(ARRAY(
                SELECT id FROM process_items WHERE process_id = ANY(:ids) LIMIT 20000))
            """;

    private static final String DELETE_HEADERS = "DELETE FROM processes WHERE id = ANY(:ids)";

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    public ExpiredProcesses(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /**
     * How long processes are kept after they ended.
     *
     * @param usual of all types that are not named
     * @param byLabel of a type ({@code import}) or a subtype ({@code import/csv}), which wins
     */
    public record Ages(Duration usual, Map<String, Duration> byLabel) {
        public Ages {
            byLabel = Map.copyOf(byLabel);
        }

        private Duration youngest() {
            return byLabel.values().stream().reduce(usual, (a, b) -> a.compareTo(b) < 0 ? a : b);
        }
    }

    /** A process whose time is over, as it was seen; null workspace means a system run. */
    public record Candidate(ProcessId id, @Nullable Long workspaceId, long version, long items) {}

    /**
     * A stretch of the ledger, in the order of the ids. No index is needed: nothing that began later than the shortest age
     * ago can have ended before it.
     *
     * @param last where the next begins; null when what follows is too young
     */
    public record Window(List<Candidate> expired, @Nullable ProcessId last) {}

    /** Looks at so many processes after an id; 0 begins at the oldest. */
    public Window window(long after, Ages ages, int limit) {
        List<Row> rows = roles.asRetention(() -> jdbc.sql(WINDOW)
                .param("labels", ages.byLabel.keySet().toArray(String[]::new))
                .param(
                        "seconds",
                        ages.byLabel.values().stream()
                                .map(ExpiredProcesses::seconds)
                                .toArray(Double[]::new))
                .param("usual", seconds(ages.usual))
                .param("youngest", seconds(ages.youngest()))
                .param("after", after)
                .param("limit", limit)
                .query(Row.class)
                .list());
        boolean more = rows.size() == limit && rows.getLast().old;
        return new Window(
                rows.stream().filter(Row::expired).map(Row::candidate).toList(),
                more ? new ProcessId(rows.getLast().id) : null);
    }

    /** Those to which no active process refers: not as its origin, nor as what it takes back. */
    public List<ProcessId> unneeded(Collection<ProcessId> ids) {
        Set<Long> needed = Set.copyOf(roles.asRetention(() ->
                jdbc.sql(NEEDED).param("ids", numbers(ids)).query(Long.class).list()));
        return ids.stream().filter(id -> !needed.contains(id.value())).collect(Collectors.toList());
    }

    /** Removes their rows, in the caller's transaction. */
    public void delete(Collection<ProcessId> ids) {
        Long[] numbers = numbers(ids);
        roles.<Object>asRetention(() -> {
            int events;
            do {
                events = jdbc.sql(DELETE_EVENTS).param("ids", numbers).update();
            } while (events > 0);
            int items;
            do {
                items = jdbc.sql(DELETE_ITEMS).param("ids", numbers).update();
            } while (items > 0);
            return jdbc.sql(DELETE_HEADERS).param("ids", numbers).update();
        });
    }

    private static Long[] numbers(Collection<ProcessId> ids) {
        return ids.stream().map(ProcessId::value).toArray(Long[]::new);
    }

    private static double seconds(Duration age) {
        return age.toMillis() / 1000.0;
    }

    private record Row(
            long id, @Nullable Long workspaceId, long version, long processedItems, boolean expired, boolean old) {
        Candidate candidate() {
            return new Candidate(new ProcessId(id), workspaceId, version, processedItems);
        }
    }
}
