package dev.waybill.shared.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells what an upsert of drafts would do, in the words of the upsert, and does nothing. */
final class DraftComparison {

    private static final String COMPARE = """
            WITH draft AS MATERIALIZED (
                SELECT d.identity_key, d.columns
                FROM jsonb_to_recordset(CAST(:drafts AS jsonb)) AS d (identity_key text, columns jsonb)
            ), stored AS MATERIALIZED (
                SELECT p.id, p.identity_key, p AS product
                FROM products p
                WHERE p.workspace_id = :workspace_id AND p.identity_key = ANY (:keys)
            ), wanted AS MATERIALIZED (
                SELECT s.id, d.identity_key, s.product AS before,
                       jsonb_populate_record(s.product, d.columns) AS product
                FROM draft d LEFT JOIN stored s USING (identity_key)
            ), outcome AS (
                SELECT w.*, CASE WHEN w.id IS NULL THEN 'INSERTED'
                                 WHEN w.product IS DISTINCT FROM w.before THEN 'UPDATED'
                                 ELSE 'UNCHANGED' END AS kind
                FROM wanted w
            )
            SELECT identity_key, id, kind,
                   CASE WHEN kind = 'UPDATED' THEN jsonb_strip_nulls(to_jsonb(before) - CAST(:own AS text[])) END
                       AS before_state,
                   CASE WHEN kind <> 'UNCHANGED' THEN CAST(:defaults AS jsonb)
                       || jsonb_strip_nulls(to_jsonb(product) - CAST(:own AS text[])) END AS after_state
            FROM outcome
            """;

    /** What the table puts where an insert says nothing. */
    private static final String DEFAULTS = """
            {"categories": [], "tags": [], "image_urls": [], "attributes": {}, "options": {}}
            """;

    private DraftComparison() {}

    static List<ProductChange> compare(
            JdbcClient tx, long workspaceId, Set<ProductColumn> columns, List<ProductDraft> drafts) {
        Map<String, ProductChange> changes = new HashMap<>();
        tx.sql(COMPARE)
                .param("drafts", DraftJson.write(drafts, columns))
                .param(
                        "keys",
                        drafts.stream().map(draft -> draft.identity().key()).toArray(String[]::new))
                .param("workspace_id", workspaceId)
                .param("own", Products.OWN_COLUMNS)
                .param("defaults", DEFAULTS)
                .query(row -> {
                    changes.put(
                            row.getString("identity_key"),
                            new ProductChange(
                                    row.getObject("id", UUID.class),
                                    ProductChange.Kind.valueOf(row.getString("kind")),
                                    row.getString("before_state"),
                                    row.getString("after_state")));
                });
        return drafts.stream()
                .map(draft ->
                        Objects.requireNonNull(changes.get(draft.identity().key())))
                .toList();
    }
}
