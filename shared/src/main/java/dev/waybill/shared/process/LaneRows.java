package dev.waybill.shared.process;

import dev.waybill.shared.database.Question;
import java.util.Collection;
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
        // one of each workspace, then a second of each, and so on
        String take = ("SELECT " + HeaderRows.COLUMNS + """
                , beside.* FROM (
                    SELECT c.*, row_number() OVER (PARTITION BY s.lane ORDER BY c.priority DESC, c.run_at, c.id) AS turn
                    FROM unnest(:lanes, :queues, :labels, :shares) AS s(lane, queue, label, share)
                    CROSS JOIN LATERAL (
                        SELECT * FROM processes p
                        WHERE p.status = 'pending' AND p.waits_for IS NULL
                            AND p.lane = s.lane AND p.queue = s.queue AND p.label = s.label
                        ORDER BY p.priority DESC, p.run_at, p.id LIMIT s.share FOR UPDATE SKIP LOCKED
                    ) AS c
                ) AS taken
                LEFT JOIN LATERAL (%s) AS beside ON true
                ORDER BY turn, priority DESC, run_at, id
                """).formatted(beside.sql());
        return new Question<>(
                take,
                Map.of(
                        "lanes", shares.stream().map(s -> s.lane().workspace()).toArray(Long[]::new),
                        "queues", text(shares, Lane::queue),
                        "labels", text(shares, Lane::label),
                        "shares", shares.stream().map(LaneShare::most).toArray(Integer[]::new)),
                (row, index) -> new Ready<>(HeaderRows.read(row), beside.row().mapRow(row, index)));
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
