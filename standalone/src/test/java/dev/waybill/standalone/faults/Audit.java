package dev.waybill.standalone.faults;

import dev.waybill.standalone.faults.Findings.Kind;
import dev.waybill.testkit.LedgerInvariants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Looks, by queries past the nodes, at what is left after a round. */
final class Audit {

    private static final String STORY = """
            format('process %s (%s %s) is %s %s, attempts %s, spent %s, interruptions %s: %s', p.id, p.type,
                p.input_payload, p.status, p.reason_code, p.attempts, p.attempts_spent, p.interruptions,
                (SELECT string_agg(format('%s %s %s', seq, type, to_char(created_at, 'HH24:MI:SS.MS')), ', ' ORDER BY seq)
                 FROM process_events WHERE process_id = p.id AND type <> 'progress'))
            """;

    private static final String OPEN = """
            SELECT count(*) FROM processes WHERE finished_at IS NULL AND status <> 'waiting_review'
            """;

    private static final String STUCK = "SELECT " + STORY + """
            FROM processes p WHERE finished_at IS NULL AND status <> 'waiting_review' ORDER BY id LIMIT 20
            """;

    private static final String NUMBERS = """
            SELECT (input_payload ->> 'number')::bigint AS number, count(*) AS processes FROM processes
            WHERE type LIKE 'soak%' GROUP BY 1
            """;

    private static final String WITH_EFFECTS = """
            CROSS JOIN LATERAL (
                SELECT count(*) AS written, count(DISTINCT number) AS numbers FROM soak_effects
                WHERE process_id = p.id) AS effects
            WHERE p.type LIKE 'soak%' AND
            """;

    private static final String EFFECTS_LOST = "SELECT " + STORY + " FROM processes p " + WITH_EFFECTS + """
            (numbers < succeeded_items OR (status IN ('completed', 'waiting_review')
                AND numbers < (input_payload ->> 'chunks')::int * :items))
            """;

    private static final String EFFECTS_TWICE = "SELECT " + STORY + " FROM processes p " + WITH_EFFECTS + """
            (written > numbers OR numbers > succeeded_items)
            """;

    private static final String CHILDREN = "SELECT " + STORY + """
            FROM processes p WHERE type = 'soak_parent' AND status = 'completed' AND (input_payload ->> 'children')::int <> (
                SELECT count(*) FROM processes child WHERE child.parent_id = p.id AND child.finished_at IS NOT NULL)
            """;

    // A job whose workers died three times fails by design.
    private static final String MISJUDGED = "SELECT " + STORY + """
            FROM processes p CROSS JOIN LATERAL (SELECT (input_payload ->> 'fails')::int AS fails) AS told
            WHERE type LIKE 'soak%' AND (attempts_spent > fails
                OR (status = 'completed' AND (attempts_spent <> fails OR (input_payload ->> 'hogs')::boolean))
                OR (status = 'failed' AND reason_code = 'worker_lost' AND interruptions < 3)
                OR (status = 'failed' AND reason_code <> 'worker_lost'
                    AND (fails < max_attempts OR attempts_spent <> max_attempts)))
            """;

    private static final String CANCELLED = """
            SELECT id FROM processes WHERE status = 'cancelled' AND type LIKE 'soak%'
            """;

    private static final String LOCKS = """
            SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private static final String SESSIONS = """
            SELECT format('%s sessions of %s', count(*), application_name) FROM pg_stat_activity WHERE usename = 'soak'
            GROUP BY application_name HAVING count(*) > :pool
            """;

    private static final String IDLE = """
            SELECT format('%s idles in a transaction after %s', application_name, left(query, 100)) FROM pg_stat_activity
            WHERE usename = 'soak' AND state LIKE 'idle in transaction%'
                AND state_change < clock_timestamp() - interval '5 seconds'
            """;

    private final Fleet fleet;
    private final SoakDatabase database;
    private final Load load;
    private final Findings findings;

    Audit(Fleet fleet, Load load, Findings findings) {
        this.fleet = fleet;
        this.database = fleet.database();
        this.load = load;
        this.findings = findings;
    }

    /** Waits until nothing goes on any more, and looks at everything that there ever was. */
    void afterRound(Duration settled, Duration cleared) {
        if (!within(settled, () -> database.number(OPEN) == 0)) {
            findings.add(Kind.STUCK, list(STUCK));
        }
        findings.add(Kind.DIVERGED, LedgerInvariants.violations(database.superuser()));
        countProcesses();
        findings.add(Kind.LOST, list(EFFECTS_LOST));
        findings.add(Kind.LOST, list(CHILDREN));
        findings.add(Kind.DUPLICATED, list(EFFECTS_TWICE));
        findings.add(Kind.MISJUDGED, list(MISJUDGED));
        findings.add(Kind.MISJUDGED, load.refused());
        findings.add(Kind.MISJUDGED, cancelledByNobody());
        if (!within(cleared, () -> leftovers().isEmpty())) {
            findings.add(Kind.LEFT_OVER, leftovers());
        }
    }

    /** How many processes failed because three workers died under them. */
    long workersLost() {
        return database.number("SELECT count(*) FROM processes WHERE reason_code = 'worker_lost'");
    }

    private void countProcesses() {
        Map<Long, Long> counts = new HashMap<>();
        database.sql(NUMBERS).query(row -> {
            counts.put(row.getLong("number"), row.getLong("processes"));
        });
        load.accepted().forEach((number, id) -> {
            long count = counts.getOrDefault(number, 0L);
            if (count == 0) {
                findings.add(Kind.LOST, List.of("submit %d was answered with process %d".formatted(number, id)));
            } else if (count > 1) {
                findings.add(Kind.DUPLICATED, List.of("submit %d has %d processes".formatted(number, count)));
            }
        });
    }

    private List<String> cancelledByNobody() {
        return database.sql(CANCELLED).query(Long.class).list().stream()
                .filter(id -> !load.mayHaveCancelled(id))
                .map(id -> "process %d was cancelled by nobody".formatted(id))
                .toList();
    }

    private List<String> leftovers() {
        List<String> found = new ArrayList<>();
        int workers = fleet.workers().size();
        long locks = database.number(LOCKS);
        long rows = database.number("SELECT count(*) FROM workers");
        if (locks != workers || rows != workers) {
            found.add("%d workers live, with %d locks and %d rows".formatted(workers, locks, rows));
        }
        found.addAll(database.sql(SESSIONS)
                .param("pool", Fleet.POOL)
                .query(String.class)
                .list());
        found.addAll(list(IDLE));
        fleet.all().map(Node::leakedThreads).flatMap(Optional::stream).forEach(found::add);
        fleet.all().filter(node -> !node.isAlive()).forEach(node -> found.add(node.name() + " has ended by itself"));
        return found;
    }

    private List<String> list(String sql) {
        return (sql.contains(":items") ? database.sql(sql).param("items", SoakJob.ITEMS) : database.sql(sql))
                .query(String.class)
                .list();
    }

    private static boolean within(Duration time, Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(time).ignoreExceptions().until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
