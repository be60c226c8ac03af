package dev.waybill.shared.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes changes of products back, in one statement. A product that is restored has no writer any more: what wrote it
 * before the change that is taken back can be taken back next.
 */
final class ProductRestoration {

    /*
     * The parent's SKU of a variation that names its parent by id is set after the variation was written, so it is no
     * difference.
     */
    private static final String RESTORE = """
            WITH item AS MATERIALIZED (
                SELECT i.id, i.before, i.after
                FROM jsonb_to_recordset(CAST(:items AS jsonb)) AS i (id uuid, before jsonb, after jsonb)
            ), stored AS MATERIALIZED (
                SELECT p.id, p.source_process_id, to_jsonb(p) - CAST(:own AS text[]) AS state
                FROM products p
                WHERE p.workspace_id = :workspace_id AND p.id = ANY (:ids)
                ORDER BY p.identity_key
                FOR UPDATE
            ), judged AS MATERIALIZED (
                SELECT i.id, i.before,
                    CASE WHEN s.id IS NULL AND i.before IS NULL THEN 'ALREADY'
                         WHEN s.id IS NULL THEN 'CHANGED_SINCE'
                         WHEN jsonb_strip_nulls(s.state - l.linked) = i.after - l.linked
                             AND (s.source_process_id = :process_id OR s.source_process_id IS NULL)
                             THEN CASE WHEN i.before IS NULL THEN 'REMOVED' ELSE 'RESTORED' END
                         WHEN jsonb_strip_nulls(s.state) = i.before THEN 'ALREADY'
                         ELSE 'CHANGED_SINCE' END AS kind
                FROM item i
                LEFT JOIN stored s USING (id)
                CROSS JOIN LATERAL (SELECT CASE WHEN i.after -> 'parent_source_id' IS NOT NULL AND i.after -> 'parent_sku' IS NULL
                    THEN '{parent_sku}' ELSE '{}' END::text[] AS linked) l
            ), removed AS (
                DELETE FROM products p USING judged j WHERE p.id = j.id AND j.kind = 'REMOVED'
            ), restored AS (
                UPDATE products p
                SET sku = b.sku, handle = b.handle, name = b.name, description = b.description, price = b.price,
                    compare_at_price = b.compare_at_price, currency = b.currency, stock = b.stock, vendor = b.vendor,
                    categories = b.categories, tags = b.tags, image_urls = b.image_urls, attributes = b.attributes,
                    options = b.options, parent_sku = b.parent_sku, source_id = b.source_id,
                    parent_source_id = b.parent_source_id, seo_title = b.seo_title,
                    seo_description = b.seo_description, source_row = NULL, source_process_id = NULL,
                    updated_at = waybill_now()
                FROM judged j
                CROSS JOIN LATERAL jsonb_populate_record(NULL::products, j.before) b
                WHERE p.id = j.id AND j.kind = 'RESTORED'
            )
            SELECT id, kind FROM judged
            """;

    private ProductRestoration() {}

    static List<ProductRestore.Kind> restore(
            JdbcClient tx, long workspaceId, long processId, List<ProductRestore> changes) {
        Map<UUID, ProductRestore.Kind> kinds = new HashMap<>();
        tx.sql(RESTORE)
                .param("items", DraftJson.write(changes))
                .param("ids", changes.stream().map(ProductRestore::productId).toArray(UUID[]::new))
                .param("workspace_id", workspaceId)
                .param("process_id", processId)
                .param("own", Products.OWN_COLUMNS)
                .query(row -> {
                    kinds.put(row.getObject("id", UUID.class), ProductRestore.Kind.valueOf(row.getString("kind")));
                });
        return changes.stream()
                .map(change -> Objects.requireNonNull(kinds.get(change.productId())))
                .toList();
    }
}
