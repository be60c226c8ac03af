package dev.waybill.shared.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands between a process and its start, counted. Each method takes part in the caller's transaction. */
public final class QueuePlaces {

    /** What is counted is counted no further. */
    public static final int MOST_COUNTED = 1_000;

    private static final String AHEAD = """
            SELECT LEAST(:most, count(*)) FROM (
                (SELECT id FROM processes
                WHERE status = 'pending' AND waits_for IS NULL AND lane = :lane AND queue = :queue AND label = :label
                    AND priority > :priority LIMIT :most)
                UNION ALL
                (SELECT id FROM processes
                WHERE status = 'pending' AND waits_for IS NULL AND lane = :lane AND queue = :queue AND label = :label
                    AND priority = :priority AND (run_at, id) < (:run_at, :id) LIMIT :most)
            ) AS ahead
            """;

    private static final String ACTIVE_CHILDREN = """
            SELECT count(*) FROM (
                SELECT FROM processes
                WHERE parent_id = :id AND status NOT IN ('completed', 'failed', 'cancelled') LIMIT :most
            ) AS children
            """;

    private static final String HISTORY = """
            SELECT execution_ms, finished_at FROM (
                SELECT label, status, execution_ms, finished_at FROM processes
                WHERE workspace_id = :workspace ORDER BY id DESC LIMIT :looked_at
            ) AS latest
            WHERE label = :label AND status = 'completed' ORDER BY finished_at DESC LIMIT :most
            """;

    private static final String DEPTHS = """
            SELECT q.queue, ready.count AS ready, later.count AS waiting, running.count AS running,
                EXTRACT(EPOCH FROM waybill_now() - ready.oldest)::bigint AS oldest_wait
            FROM unnest(:queues) WITH ORDINALITY AS q(queue, place)
            CROSS JOIN LATERAL (
                SELECT count(*), min(run_at) AS oldest FROM (
                    SELECT run_at FROM processes
                    WHERE status = 'pending' AND waits_for IS NULL AND lane = :lane AND queue = q.queue LIMIT :most
                ) AS r
            ) AS ready
            CROSS JOIN LATERAL (
                SELECT count(*) FROM (
                    SELECT FROM processes
                    WHERE status = 'pending' AND waits_for IS NOT NULL AND lane = :lane AND queue = q.queue LIMIT :most
                ) AS l
            ) AS later
            CROSS JOIN LATERAL (
                SELECT count(*) FROM processes WHERE status = 'running' AND lane = :lane AND queue = q.queue
            ) AS running
            ORDER BY q.place
            """;

    private static final int MOST_IN_DEPTH = 10_000;
    private static final int LOOKED_AT = 500;
    private static final int MOST_HISTORY = 20;

    private final JdbcClient jdbc;

    public QueuePlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An earlier process of the same type and workspace that completed.
     *
     * @param executionMs how long it ran
     */
    public record Earlier(long executionMs, Instant finishedAt) {}

    /** How many of the same workspace, queue and type come first; at most {@link #MOST_COUNTED}. */
    public long ahead(Process process) {
        return jdbc.sql(AHEAD)
                .param("lane", process.lane().workspace())
                .param("queue", process.lane().queue())
                .param("label", process.lane().label())
                .param("priority", process.kind().priority())
                .param("run_at", Timestamps.bind(process.times().runAt()))
                .param("id", process.id().value())
                .param("most", MOST_COUNTED)
                .query(Long.class)
                .single();
    }

    /** How many of its children have not ended; at most {@link #MOST_COUNTED}. */
    public long activeChildren(Process process) {
        return jdbc.sql(ACTIVE_CHILDREN)
                .param("id", process.id().value())
                .param("most", MOST_COUNTED)
                .query(Long.class)
                .single();
    }

    /** How many hold a slot of its concurrency key. */
    public long slotsHeld(Process process) {
        return jdbc.sql(WaitRows.heldSlots(":lane", ":key"))
                .param("lane", process.lane().workspace())
                .param("key", process.conduct().concurrencyKey())
                .query(Long.class)
                .single();
    }

    /** The latest of its type and workspace that completed, latest first; at most 20 among the workspace's latest 500. */
    public List<Earlier> history(Process process) {
        return jdbc.sql(HISTORY)
                .param("workspace", process.owner().workspaceId(), Types.BIGINT)
                .param("label", process.kind().label())
                .param("looked_at", LOOKED_AT)
                .param("most", MOST_HISTORY)
                .query(QueuePlaces::earlier)
                .list();
    }

    /** How full queues are for a workspace, in the order of the queues. */
    public List<QueueDepth> depths(@Nullable Long workspace, List<String> queues) {
        return jdbc.sql(DEPTHS)
                .param("lane", Lane.number(workspace))
                .param("queues", queues.toArray(String[]::new))
                .param("most", MOST_IN_DEPTH)
                .query((row, index) -> new QueueDepth(
                        row.getString("queue"),
                        row.getLong("ready"),
                        row.getLong("waiting"),
                        row.getLong("running"),
                        row.getObject("oldest_wait", Long.class)))
                .list();
    }

    private static Earlier earlier(ResultSet row, int index) throws SQLException {
        return new Earlier(row.getLong("execution_ms"), Timestamps.readRequired(row, "finished_at"));
    }
}
