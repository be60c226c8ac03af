package dev.waybill.shared.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Processes that wait for review, by how long nobody has touched them. The caller chooses the role. */
public final class WaitingReviews {

    /* What is touched after a reminder is newer than it. */
    private static final String LEFT = """
            SELECT p.id, p.workspace_id FROM processes p
            WHERE p.status = 'waiting_review' AND p.workspace_id IS NOT NULL AND p.id > :after AND p.id <= :until
                AND p.updated_at <= waybill_now() - make_interval(secs => :seconds)
                AND :reminded = EXISTS (SELECT FROM process_events e WHERE e.process_id = p.id AND e.seq = p.event_seq
                    AND e.type = 'reminder' AND e.created_at >= p.updated_at)
            ORDER BY p.id LIMIT :limit
            """;

    private final JdbcClient jdbc;

    public WaitingReviews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A process of a workspace that waits for review. */
    public record Review(ProcessId id, long workspaceId) {}

    /**
     * Reviews that nobody has touched for this time, by id.
     *
     * @param reminded whether the last thing that happened is a reminder, or anything else
     * @param after only ids above this one
     */
    public List<Review> untouched(Duration age, boolean reminded, long after, int limit) {
        return find(age, reminded, after, Long.MAX_VALUE, limit);
    }

    /** Whether this is one of them. */
    public boolean isUntouched(ProcessId id, Duration age, boolean reminded) {
        return !find(age, reminded, id.value() - 1, id.value(), 1).isEmpty();
    }

    private List<Review> find(Duration age, boolean reminded, long after, long until, int limit) {
        return jdbc.sql(LEFT)
                .param("seconds", age.toMillis() / 1000.0)
                .param("reminded", reminded)
                .param("after", after)
                .param("until", until)
                .param("limit", limit)
                .query(WaitingReviews::read)
                .list();
    }

    private static Review read(ResultSet row, int index) throws SQLException {
        return new Review(new ProcessId(row.getLong("id")), row.getLong("workspace_id"));
    }
}
