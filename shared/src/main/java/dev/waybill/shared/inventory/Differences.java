package dev.waybill.shared.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What differs between two runs, until a process has looked into each; the only writer of {@code inventory_differences}.
 * All methods take part in the caller's transaction.
 */
public final class Differences {

    /* Both sides come out of their index; nothing is read of a subject that is the same. */
    private static final String COMPARE = """
            INSERT INTO inventory_differences (workspace_id, process_id, position, change, subject_type, external_id)
            SELECT :workspace, :process, row_number() OVER (ORDER BY subject_type, external_id), change, subject_type,
                external_id
            FROM (
                SELECT COALESCE(c.subject_type, b.subject_type) AS subject_type,
                       COALESCE(c.external_id, b.external_id) AS external_id,
                       CASE WHEN b.content_hash IS NULL THEN 'added'
                            WHEN c.content_hash IS NULL THEN 'removed'
                            ELSE 'changed' END AS change
                FROM (SELECT subject_type, external_id, content_hash FROM inventory_items
                      WHERE workspace_id = :workspace AND sync_run_id = :baseline) b
                FULL JOIN (SELECT subject_type, external_id, content_hash FROM inventory_items
                      WHERE workspace_id = :workspace AND sync_run_id = :current) c
                    ON c.subject_type = b.subject_type AND c.external_id = b.external_id
                WHERE b.content_hash IS DISTINCT FROM c.content_hash
            ) d
            """;

    /* As many as have room together, and one at least. */
    private static final String NEXT = """
            SELECT position, change, subject_type, external_id, baseline, current
            FROM (
                SELECT w.*, sum(size) OVER (ORDER BY position) - size AS size_before
                FROM (
                    SELECT t.*, COALESCE(octet_length(baseline), 0) + COALESCE(octet_length(current), 0) AS size
                    FROM (
                        SELECT d.position, d.change, d.subject_type, d.external_id, b.content::text AS baseline,
                               c.content::text AS current
                        FROM (SELECT position, change, subject_type, external_id FROM inventory_differences
                              WHERE workspace_id = :workspace AND process_id = :process AND position > :after
                              ORDER BY position LIMIT :limit) d
                        LEFT JOIN inventory_items b ON b.workspace_id = :workspace AND b.sync_run_id = :baseline
                            AND b.subject_type = d.subject_type AND b.external_id = d.external_id
                        LEFT JOIN inventory_items c ON c.workspace_id = :workspace AND c.sync_run_id = :current
                            AND c.subject_type = d.subject_type AND c.external_id = d.external_id
                    ) t
                ) w
            ) s
            WHERE size_before < :size
            ORDER BY position
            """;

    private static final String CLEAR =
            "DELETE FROM inventory_differences WHERE workspace_id = :workspace AND process_id = :process";

    Differences() {}

    /**
     * The two runs that a process compares.
     *
     * @param baseline id of the earlier one
     * @param current id of the later one
     */
    public record Comparison(long workspaceId, long processId, long baseline, long current) {}

    /**
     * Compares the runs in one statement, by the hashes of their contents, and keeps what differs, in the order of the
     * subjects.
     *
     * @return how many differ
     */
    public long compare(JdbcClient tx, Comparison comparison) {
        clear(tx, comparison);
        return bind(tx, COMPARE, comparison).update();
    }

    /**
     * The next differences with their contents.
     *
     * @param after position behind which to go on; 0 for the first
     * @param limit at most so many
     * @param size no more once their contents have so many bytes together
     * @return in their order; empty behind the last
     */
    public List<Difference> next(JdbcClient tx, Comparison comparison, long after, int limit, long size) {
        return bind(tx, NEXT, comparison)
                .param("after", after)
                .param("limit", limit)
                .param("size", size)
                .query(Differences::read)
                .list();
    }

    /** Forgets what differed. */
    public void clear(JdbcClient tx, Comparison comparison) {
        int unused = bind(tx, CLEAR, comparison).update();
    }

    private static JdbcClient.StatementSpec bind(JdbcClient tx, String sql, Comparison comparison) {
        return tx.sql(sql)
                .param("workspace", comparison.workspaceId())
                .param("process", comparison.processId())
                .param("baseline", comparison.baseline())
                .param("current", comparison.current());
    }

    private static Difference read(ResultSet row, int index) throws SQLException {
        return new Difference(
                row.getLong("position"),
                Change.of(row.getString("change")),
                new SubjectKey(row.getString("subject_type"), row.getString("external_id")),
                content(row, "baseline"),
                content(row, "current"));
    }

    private static @Nullable JsonNode content(ResultSet row, String column) throws SQLException {
        return JobJson.read(row.getString(column));
    }
}
