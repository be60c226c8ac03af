package dev.waybill.shared.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What keeps pending processes from being claimed ({@code processes.waits_for}), and its end. */
final class WaitRows {

    private static final String END_OF_WAIT = """
            SET waits_for = CASE WHEN concurrency_key IS NOT NULL THEN 'slot' END,
                run_at = LEAST(run_at, waybill_now())
            """;

    private static final String RETURNING = " RETURNING id, lane, concurrency_key";

    private static final String DUE = "UPDATE processes " + END_OF_WAIT + """
            WHERE id IN (
                SELECT id FROM processes
                WHERE status = 'pending' AND waits_for IN ('time', 'children') AND run_at <= waybill_now()
                ORDER BY run_at LIMIT :limit FOR UPDATE SKIP LOCKED
            )
            """ + RETURNING;

    private static final String CHILDREN_ENDED = """
             FROM processes p
            WHERE p.status = 'pending' AND p.waits_for = 'children'
                AND NOT EXISTS (
                    SELECT FROM processes c
                    WHERE c.parent_id = p.id AND c.status NOT IN ('completed', 'failed', 'cancelled'))
            """;

    private static final String PARENTS = "UPDATE processes " + END_OF_WAIT + "WHERE id IN (SELECT p.id"
            + CHILDREN_ENDED + " ORDER BY p.id LIMIT :limit FOR UPDATE OF p SKIP LOCKED)" + RETURNING;

    private static final String PARENTS_AMONG = "UPDATE processes " + END_OF_WAIT + "WHERE id IN (SELECT p.id"
            + CHILDREN_ENDED + " AND p.id = ANY(:ids) FOR UPDATE OF p SKIP LOCKED)" + RETURNING;

    private static final String NEXT_DUE = """
            SELECT CEIL(EXTRACT(EPOCH FROM run_at - waybill_now()) * 1000)::bigint FROM processes
            WHERE status = 'pending' AND waits_for IN ('time', 'children') ORDER BY run_at LIMIT 1
            """;

    private static final String LOCK_SLOTS = """
            SELECT lane, key FROM unnest(:lanes, :keys) AS k(lane, key)
            WHERE pg_try_advisory_xact_lock(hashtextextended('waybill slot ' || lane || ' ' || key, 0))
            """;

    // the count must be of a later statement than the lock: it sees what the holder before committed
    private static final String ADMIT = """
            UPDATE processes SET waits_for = NULL
            WHERE id IN (
                SELECT waiting.id
                FROM unnest(:lanes, :keys) AS k(lane, key)
                CROSS JOIN LATERAL (%s) AS held(slots)
                CROSS JOIN LATERAL (
                    SELECT w.id, w.concurrency_limit, row_number() OVER () AS place
                    FROM (
                        SELECT p.id, p.concurrency_limit FROM processes p
                        WHERE p.status = 'pending' AND p.waits_for = 'slot'
                            AND p.lane = k.lane AND p.concurrency_key = k.key
                        ORDER BY p.priority DESC, p.run_at, p.id LIMIT :limit FOR UPDATE SKIP LOCKED
                    ) AS w
                ) AS waiting
                WHERE held.slots + waiting.place <= waiting.concurrency_limit
            )
            """.formatted(heldSlots("k.lane", "k.key")) + RETURNING;

    // hops from key to key, whatever waits for each; those with a free slot
    private static final String FREE_SLOTS = """
            WITH RECURSIVE keys AS (
                (SELECT lane, concurrency_key, concurrency_limit FROM processes
                WHERE status = 'pending' AND waits_for = 'slot' AND (lane, concurrency_key) > (:lane, :key)
                ORDER BY lane, concurrency_key LIMIT 1)
                UNION ALL
                SELECT next.lane, next.concurrency_key, next.concurrency_limit
                FROM keys CROSS JOIN LATERAL (
                    SELECT p.lane, p.concurrency_key, p.concurrency_limit FROM processes p
                    WHERE p.status = 'pending' AND p.waits_for = 'slot'
                        AND (p.lane, p.concurrency_key) > (keys.lane, keys.concurrency_key)
                    ORDER BY p.lane, p.concurrency_key LIMIT 1
                ) AS next
            )
            SELECT lane, concurrency_key, (%s) < concurrency_limit AS free
            FROM (SELECT * FROM keys LIMIT :limit) AS looked
            """.formatted(heldSlots("looked.lane", "looked.concurrency_key"));

    private static final int MOST_AT_ONCE = 1_000;

    private final JdbcClient jdbc;
    private volatile Slot lookedAt = Slot.START;

    WaitRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts what holds a slot of a key: what runs, and what could start with the slot it was given. */
    static String heldSlots(String lane, String key) {
        return """
                SELECT count(*) FROM processes h
                WHERE h.lane = %s AND h.concurrency_key = %s
                    AND (h.status = 'running' OR h.status = 'pending' AND h.waits_for IS NULL)
                """.formatted(lane, key);
    }

    /** A concurrency key of a workspace. */
    record Slot(long lane, String key) {
        static final Slot START = new Slot(-1, "");
    }

    /** Ends the waits of what has become due; returns what can start now. */
    List<ProcessId> due() {
        return admitted(jdbc.sql(DUE).param("limit", MOST_AT_ONCE));
    }

    /** Ends the waits of parents whose children have ended. */
    List<ProcessId> parents() {
        return admitted(jdbc.sql(PARENTS).param("limit", MOST_AT_ONCE));
    }

    /** The same for those of the given that wait. */
    List<ProcessId> parentsAmong(Collection<ProcessId> ids) {
        return ids.isEmpty()
                ? List.of()
                : admitted(jdbc.sql(PARENTS_AMONG)
                        .param("ids", ids.stream().map(ProcessId::value).toArray(Long[]::new)));
    }

    /**
     * Gives free slots of keys to what waits for them. A key that another transaction is busy with is left out:
     * {@link #freeSlots} finds it again.
     */
    List<ProcessId> admit(Collection<Slot> slots) {
        if (slots.isEmpty()) {
            return List.of();
        }
        List<Slot> mine = bind(jdbc.sql(LOCK_SLOTS), slots)
                .query((row, index) -> new Slot(row.getLong("lane"), row.getString("key")))
                .list();
        return mine.isEmpty()
                ? List.of()
                : bind(jdbc.sql(ADMIT), mine)
                        .param("limit", MOST_AT_ONCE)
                        .query((row, index) -> new ProcessId(row.getLong("id")))
                        .list();
    }

    /** Keys that have a free slot although something waits for it: the net under {@link #admit}. */
    List<Slot> freeSlots() {
        Slot from = lookedAt;
        List<Slot> free = new ArrayList<>();
        List<Slot> seen = jdbc.sql(FREE_SLOTS)
                .param("lane", from.lane())
                .param("key", from.key())
                .param("limit", MOST_AT_ONCE)
                .query((row, index) -> {
                    Slot slot = new Slot(row.getLong("lane"), row.getString("concurrency_key"));
                    if (row.getBoolean("free")) {
                        free.add(slot);
                    }
                    return slot;
                })
                .list();
        lookedAt = seen.size() < MOST_AT_ONCE ? Slot.START : seen.getLast();
        return free;
    }

    /** How long until the next wait ends by time; negative if it has ended, empty when none does. */
    Optional<Duration> untilNextDue() {
        return jdbc.sql(NEXT_DUE).query(Long.class).optional().map(Duration::ofMillis);
    }

    private List<ProcessId> admitted(JdbcClient.StatementSpec endOfWait) {
        List<ProcessId> ready = new ArrayList<>();
        List<Slot> wanted = new ArrayList<>();
        endOfWait
                .query((row, index) -> {
                    @Nullable String key = row.getString("concurrency_key");
                    return key == null
                            ? ready.add(new ProcessId(row.getLong("id")))
                            : wanted.add(new Slot(row.getLong("lane"), key));
                })
                .list();
        ready.addAll(admit(wanted.stream().distinct().toList()));
        return ready;
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Collection<Slot> slots) {
        return statement
                .param("lanes", slots.stream().map(Slot::lane).toArray(Long[]::new))
                .param("keys", slots.stream().map(Slot::key).toArray(String[]::new));
    }
}
