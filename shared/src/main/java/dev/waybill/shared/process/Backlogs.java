package dev.waybill.shared.process;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts what is in the queues, over all workspaces, along indexes and with an end to each count: what it costs does not
 * grow with the backlog. In the caller's transaction.
 */
public final class Backlogs {

    /** Hops from one workspace, queue, type and priority to the next; the first of each is its oldest. */
    static final String SQL = """
            WITH RECURSIVE lanes AS (
                (SELECT lane, queue, label, priority, run_at FROM processes
                WHERE status = 'pending' AND waits_for IS NULL
                ORDER BY lane, queue, label, priority DESC, run_at LIMIT 1)
                UNION ALL
                SELECT next.lane, next.queue, next.label, next.priority, next.run_at
                FROM lanes CROSS JOIN LATERAL (
                    (SELECT 1 AS turn, p.lane, p.queue, p.label, p.priority, p.run_at FROM processes p
                    WHERE p.status = 'pending' AND p.waits_for IS NULL
                        AND p.lane = lanes.lane AND p.queue = lanes.queue AND p.label = lanes.label
                        AND p.priority < lanes.priority
                    ORDER BY p.priority DESC, p.run_at LIMIT 1)
                    UNION ALL
                    (SELECT 2 AS turn, p.lane, p.queue, p.label, p.priority, p.run_at FROM processes p
                    WHERE p.status = 'pending' AND p.waits_for IS NULL
                        AND (p.lane, p.queue, p.label) > (lanes.lane, lanes.queue, lanes.label)
                    ORDER BY p.lane, p.queue, p.label, p.priority DESC, p.run_at LIMIT 1)
                    ORDER BY turn LIMIT 1
                ) AS next
            ), looked_at AS (
                SELECT * FROM lanes LIMIT :most_lanes
            ), counted AS (
                SELECT queue, label, count(*) AS ready, 0 AS waiting, 0 AS running FROM (
                    SELECT l.queue, l.label FROM looked_at l CROSS JOIN LATERAL (
                        SELECT FROM processes p
                        WHERE p.status = 'pending' AND p.waits_for IS NULL AND p.lane = l.lane AND p.queue = l.queue
                            AND p.label = l.label AND p.priority = l.priority
                        LIMIT :most_ready
                    ) AS one
                    LIMIT :most_ready
                ) AS ready GROUP BY queue, label
                UNION ALL
                SELECT queue, label, 0, count(*), 0 FROM (
                    (SELECT queue, label FROM processes
                    WHERE status = 'pending' AND waits_for IN ('time', 'children') LIMIT :most_waiting)
                    UNION ALL
                    (SELECT queue, label FROM processes
                    WHERE status = 'pending' AND waits_for = 'slot' LIMIT :most_waiting)
                ) AS waiting GROUP BY queue, label
                UNION ALL
                SELECT queue, label, 0, 0, count(*) FROM processes WHERE status = 'running' GROUP BY queue, label
            ), oldest AS (
                SELECT queue, label, min(run_at) AS run_at FROM looked_at GROUP BY queue, label
            )
            SELECT c.queue, c.label, sum(ready)::bigint AS ready, sum(waiting)::bigint AS waiting,
                sum(running)::bigint AS running,
                GREATEST(0, EXTRACT(EPOCH FROM waybill_now() - min(o.run_at)) * 1000)::bigint AS oldest_wait_ms
            FROM counted c LEFT JOIN oldest o ON o.queue = c.queue AND o.label = c.label
            GROUP BY c.queue, c.label
            """;

    private static final int MOST_LANES = 1_000;
    private static final int MOST_READY = 100_000;
    private static final int MOST_WAITING = 10_000;

    private final JdbcClient jdbc;

    public Backlogs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What has anything in it, in no order. */
    public List<QueueBacklog> read() {
        return jdbc.sql(SQL)
                .param("most_lanes", MOST_LANES)
                .param("most_ready", MOST_READY)
                .param("most_waiting", MOST_WAITING)
                .query((row, index) -> new QueueBacklog(
                        row.getString("queue"),
                        row.getString("label"),
                        row.getLong("ready"),
                        row.getLong("waiting"),
                        row.getLong("running"),
                        Duration.ofMillis(row.getLong("oldest_wait_ms"))))
                .list();
    }
}
