package dev.waybill.shared.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds what differs between two runs. All methods take part in the caller's transaction. */
public final class Differences {

    /*
     * Both sides come out of their index, and nothing is read of a subject that is the same. Merged, what differs is known
     * one by one and in order, long before the end; a sort would hand out the first one after the last.
     */
    private static final String COMPARE = """
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
            """;

    private static final String MERGE = "SET LOCAL enable_hashjoin = off";

    /* As many as have room together, and one at least. */
    private static final String LOOK = """
            SELECT change, subject_type, external_id, baseline, current
            FROM (
                SELECT w.*, sum(size) OVER (ORDER BY position) - size AS size_before
                FROM (
                    SELECT t.*, COALESCE(octet_length(baseline), 0) + COALESCE(octet_length(current), 0) AS size
                    FROM (
                        SELECT d.position, d.change, d.subject_type, d.external_id, b.content::text AS baseline,
                               c.content::text AS current
                        FROM unnest(:types::text[], :ids::text[], :changes::text[]) WITH ORDINALITY
                            AS d(subject_type, external_id, change, position)
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

    Differences() {}

    /**
     * The two runs that a process compares.
     *
     * @param baseline id of the earlier one
     * @param current id of the later one
     */
    public record Comparison(long workspaceId, long processId, long baseline, long current) {}

    /** A subject that differs. */
    public record Differing(Change change, SubjectKey subject) {}

    /**
     * Compares the runs by the hashes of their contents.
     *
     * @param tx with a fetch size, else everything is found before the first is handed out
     * @return what differs, in the order of the subjects, while it is found; to be closed
     */
    public Stream<Differing> compare(JdbcClient tx, Comparison comparison) {
        int unused = tx.sql(MERGE).update();
        return bind(tx.sql(COMPARE), comparison).query(new InOrder()).stream();
    }

    /**
     * Some differences with their contents.
     *
     * @param some not none, at most some thousand
     * @param size no more once their contents have so many bytes together
     * @return the first of them, one at least
     */
    public List<Difference> look(JdbcClient tx, Comparison comparison, List<Differing> some, long size) {
        return bind(tx.sql(LOOK), comparison)
                .param("types", some.stream().map(one -> one.subject().type()).toArray(String[]::new))
                .param(
                        "ids",
                        some.stream().map(one -> one.subject().externalId()).toArray(String[]::new))
                .param("changes", some.stream().map(one -> one.change().word()).toArray(String[]::new))
                .param("size", size)
                .query(Differences::read)
                .list();
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Comparison comparison) {
        return statement
                .param("workspace", comparison.workspaceId())
                .param("baseline", comparison.baseline())
                .param("current", comparison.current());
    }

    private static Difference read(ResultSet row, int index) throws SQLException {
        return new Difference(
                Change.of(row.getString("change")), subject(row), content(row, "baseline"), content(row, "current"));
    }

    private static SubjectKey subject(ResultSet row) throws SQLException {
        return new SubjectKey(row.getString("subject_type"), row.getString("external_id"));
    }

    private static @Nullable JsonNode content(ResultSet row, String column) throws SQLException {
        return JobJson.read(row.getString(column));
    }

    /** Nothing but the plan puts the rows in order, so that it is seen to: who goes on behind a subject relies on it. */
    private static final class InOrder implements RowMapper<Differing> {

        private @Nullable SubjectKey last;

        @Override
        public Differing mapRow(ResultSet row, int index) throws SQLException {
            SubjectKey subject = subject(row);
            SubjectKey before = last;
            if (before != null && compare(before, subject) >= 0) {
                throw new IllegalStateException("the subjects come in no order: " + subject + " behind " + before);
            }
            last = subject;
            return new Differing(Change.of(row.getString("change")), subject);
        }

        /** As the columns are collated, by bytes. */
        private static int compare(SubjectKey one, SubjectKey other) {
            int types = compare(one.type(), other.type());
            return types != 0 ? types : compare(one.externalId(), other.externalId());
        }

        private static int compare(String one, String other) {
            return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        }
    }
}
