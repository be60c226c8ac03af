package dev.waybill.shared.process;

import dev.waybill.shared.database.Question;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ready processes by lane, along the index {@code processes_ready}. */
final class LaneRows {

    // hops from lane to lane, however many processes wait in each
    private static final String LANES = """
            WITH RECURSIVE lanes AS (
                (SELECT lane, queue, label FROM processes
                WHERE status = 'pending' AND waits_for IS NULL AND (lane, queue, label) > (:lane, :queue, :label)
                ORDER BY lane, queue, label LIMIT 1)
                UNION ALL
                SELECT next.lane, next.queue, next.label
                FROM lanes CROSS JOIN LATERAL (
                    SELECT p.lane, p.queue, p.label FROM processes p
                    WHERE p.status = 'pending' AND p.waits_for IS NULL
                        AND (p.lane, p.queue, p.label) > (lanes.lane, lanes.queue, lanes.label)
                    ORDER BY p.lane, p.queue, p.label LIMIT 1
                ) AS next
            )
            SELECT lane, queue, label FROM lanes LIMIT :limit
            """;

    private static final String SHARES = "unnest(:lanes, :queues, :labels, :shares) AS s(lane, queue, label, share)";

    private static final String SHARES_FROM = """
            unnest(:lanes, :queues, :labels, :shares, :priorities, CAST(:times AS timestamptz[]), :ids)
                AS s(lane, queue, label, share, priority, run_at, id)
            """;

    private static final String FIRST_OF = """
            SELECT * FROM processes p
            WHERE p.status = 'pending' AND p.waits_for IS NULL
                AND p.lane = s.lane AND p.queue = s.queue AND p.label = s.label %s
            ORDER BY p.priority DESC, p.run_at, p.id LIMIT s.share FOR UPDATE SKIP LOCKED
            """;

    private static final String FIRST = FIRST_OF.formatted("");

    // in the order of the index, over what lies before the front
    private static final String FIRST_FROM = """
            SELECT * FROM (
                SELECT * FROM (%s) AS more_urgent
                UNION ALL SELECT * FROM (%s) AS behind
                UNION ALL SELECT * FROM (%s) AS less_urgent
            ) AS parts LIMIT s.share
            """.formatted(
                    FIRST_OF.formatted("AND p.priority > s.priority"),
                    FIRST_OF.formatted("AND p.priority = s.priority AND (p.run_at, p.id) >= (s.run_at, s.id)"),
                    FIRST_OF.formatted("AND p.priority < s.priority"));

    private static final String RUNNING = """
            SELECT (
                SELECT count(*) FROM processes p
                WHERE p.status = 'running' AND CASE c.scope
                    WHEN 'queue' THEN p.queue = c.name
                    WHEN 'type' THEN p.label = c.name
                    WHEN 'workspace' THEN p.lane::text = c.name
                    ELSE true END
            ) AS running
            FROM unnest(:scopes, :names) WITH ORDINALITY AS c(scope, name, place) ORDER BY place
            """;

    private final JdbcClient jdbc;

    LaneRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static Question<Lane> after(Lane lane, int limit) {
        return new Question<>(
                LANES,
                Map.of("lane", lane.workspace(), "queue", lane.queue(), "label", lane.label(), "limit", limit),
                (row, index) -> new Lane(row.getLong("lane"), row.getString("queue"), row.getString("label")));
    }

    static <T> Question<Ready<T>> taking(Collection<LaneShare> shares, Beside<T> beside) {
        boolean whole = shares.stream().anyMatch(share -> share.from() == null);
        Map<String, Object> values = new HashMap<>(Map.of(
                "lanes", shares.stream().map(s -> s.lane().workspace()).toArray(Long[]::new),
                "queues", text(shares, Lane::queue),
                "labels", text(shares, Lane::label),
                "shares", shares.stream().map(LaneShare::most).toArray(Integer[]::new)));
        if (!whole) {
            List<Front> fronts = shares.stream().map(LaneShare::from).toList();
            values.put("priorities", fronts.stream().map(Front::priority).toArray(Integer[]::new));
            values.put("ids", fronts.stream().map(front -> front.id().value()).toArray(Long[]::new));
            values.put(
                    "times",
                    fronts.stream().map(Front::runAt).map(Instant::toString).toArray(String[]::new));
        }
        String take = whole ? take(SHARES, FIRST, beside) : take(SHARES_FROM, FIRST_FROM, beside);
        return new Question<>(
                take,
                values,
                (row, index) -> new Ready<>(
                        HeaderRows.read(row), front(row), beside.row().mapRow(row, index)));
    }

    /** One of each workspace, then a second of each, and so on. */
    private static String take(String shares, String ofShare, Beside<?> beside) {
        return """
            SELECT %s, priority, run_at, beside.* FROM (
                SELECT c.*, row_number() OVER (PARTITION BY s.lane ORDER BY c.priority DESC, c.run_at, c.id) AS turn
                FROM %s CROSS JOIN LATERAL (%s) AS c
            ) AS taken
            LEFT JOIN LATERAL (%s) AS beside ON true
            ORDER BY turn, priority DESC, run_at, id
            """.formatted(HeaderRows.COLUMNS, shares, ofShare, beside.sql());
    }

    private static Front front(ResultSet row) throws SQLException {
        return new Front(
                row.getInt("priority"),
                row.getObject("run_at", OffsetDateTime.class).toInstant(),
                new ProcessId(row.getLong("id")));
    }

    List<Integer> running(Collection<RunningPart> parts) {
        return jdbc.sql(RUNNING)
                .param("scopes", parts.stream().map(RunningPart::scope).toArray(String[]::new))
                .param("names", parts.stream().map(RunningPart::name).toArray(String[]::new))
                .query(Integer.class)
                .list();
    }

    private static String[] text(Collection<LaneShare> shares, Function<Lane, String> column) {
        return shares.stream().map(share -> column.apply(share.lane())).toArray(String[]::new);
    }
}
