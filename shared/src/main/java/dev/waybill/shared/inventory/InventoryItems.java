package dev.waybill.shared.inventory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The subjects of sync runs; the only writer of {@code inventory_items}. */
public final class InventoryItems {

    private static final String ADD = """
            INSERT INTO inventory_items (workspace_id, sync_run_id, subject_type, external_id, content, content_hash)
            SELECT :workspace, :run, s.subject_type, s.external_id, s.content::jsonb, s.content_hash
            FROM unnest(:types::text[], :ids::text[], :contents::text[], :hashes::bytea[])
                AS s(subject_type, external_id, content, content_hash)
            ON CONFLICT ON CONSTRAINT inventory_items_pk DO NOTHING
            RETURNING subject_type, external_id
            """;

    InventoryItems() {}

    /**
     * Adds subjects to a run.
     *
     * @return the keys of those that were added; the run has one with the key of any other already, which stays as it is
     */
    public Set<SubjectKey> add(JdbcClient tx, long workspaceId, long runId, List<Subject> subjects) {
        if (subjects.isEmpty()) {
            return new HashSet<>();
        }
        return new HashSet<>(tx.sql(ADD)
                .param("workspace", workspaceId)
                .param("run", runId)
                .param("types", subjects.stream().map(Subject::type).toArray(String[]::new))
                .param("ids", subjects.stream().map(Subject::externalId).toArray(String[]::new))
                .param("contents", subjects.stream().map(Subject::content).toArray(String[]::new))
                .param(
                        "hashes",
                        subjects.stream()
                                .map(subject -> CanonicalJson.hash(subject.content()))
                                .toArray(byte[][]::new))
                .query((row, index) -> new SubjectKey(row.getString(1), row.getString(2)))
                .list());
    }
}
