package dev.waybill.shared.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The only writer of {@code products}. Its methods run in the caller's transaction, under read committed, and take row
 * locks in the order of the identity keys.
 */
public final class Products {

    /** The most drafts that one upsert takes. */
    public static final int LARGEST_UPSERT = 1_000;

    /*
     * The rows that are there are locked first, in order, and read as they then are. A row that another transaction
     * inserts in between is in neither half: it comes back as raced and is asked for again, now that it can be seen.
     * The draft is laid over the stored row, so that what the source does not know stays.
     */
    private static final String UPSERT = """
            WITH draft AS MATERIALIZED (
                SELECT d.identity_key, d.source_row, d.columns
                FROM jsonb_to_recordset(CAST(:drafts AS jsonb)) AS d (identity_key text, source_row bigint, columns jsonb)
            ), stored AS MATERIALIZED (
                SELECT p.id, p.identity_key, p AS product
                FROM products p
                WHERE p.workspace_id = :workspace_id AND p.identity_key = ANY (:keys)
                ORDER BY p.identity_key
                FOR NO KEY UPDATE
            ), wanted AS MATERIALIZED (
                SELECT s.id, d.identity_key, d.source_row, s.product AS before,
                       jsonb_populate_record(s.product, d.columns) AS product
                FROM draft d LEFT JOIN stored s USING (identity_key)
            ), updated AS (
                UPDATE products p
                SET sku = (w.product).sku, handle = (w.product).handle, name = (w.product).name,
                    description = (w.product).description, price = (w.product).price,
                    compare_at_price = (w.product).compare_at_price, currency = (w.product).currency,
                    stock = (w.product).stock, vendor = (w.product).vendor, categories = (w.product).categories,
                    tags = (w.product).tags, image_urls = (w.product).image_urls,
                    attributes = (w.product).attributes, options = (w.product).options,
                    parent_sku = (w.product).parent_sku, source_id = (w.product).source_id,
                    parent_source_id = (w.product).parent_source_id,
                    source_row = w.source_row, source_process_id = :process_id, updated_at = waybill_now()
                FROM wanted w
                WHERE p.id = w.id AND w.product IS DISTINCT FROM w.before
                RETURNING p.id, p.identity_key, p AS product
            ), inserted AS (
                INSERT INTO products (workspace_id, identity_key, sku, handle, name, description, price,
                    compare_at_price, currency, stock, vendor, categories, tags, image_urls, attributes, options,
                    parent_sku, source_id, parent_source_id, source_row, source_process_id)
                SELECT :workspace_id, w.identity_key, (w.product).sku, (w.product).handle, (w.product).name,
                    (w.product).description, (w.product).price, (w.product).compare_at_price, (w.product).currency,
                    (w.product).stock, (w.product).vendor, COALESCE((w.product).categories, '{}'),
                    COALESCE((w.product).tags, '{}'), COALESCE((w.product).image_urls, '{}'),
                    COALESCE((w.product).attributes, '{}'), COALESCE((w.product).options, '{}'),
                    (w.product).parent_sku, (w.product).source_id, (w.product).parent_source_id, w.source_row,
                    :process_id
                FROM wanted w
                WHERE w.id IS NULL
                ORDER BY w.identity_key
                ON CONFLICT ON CONSTRAINT products_identity_unique DO NOTHING
                RETURNING products.id, products.identity_key, products AS product
            ), outcome AS (
                SELECT w.identity_key, COALESCE(i.id, w.id) AS id, w.before, COALESCE(i.product, u.product) AS after,
                       CASE WHEN i.id IS NOT NULL THEN 'INSERTED'
                            WHEN u.id IS NOT NULL THEN 'UPDATED'
                            WHEN w.id IS NOT NULL THEN 'UNCHANGED' END AS kind
                FROM wanted w
                LEFT JOIN updated u ON u.identity_key = w.identity_key
                LEFT JOIN inserted i ON i.identity_key = w.identity_key
            )
            SELECT identity_key, id, kind,
                   CASE WHEN kind = 'UPDATED' THEN jsonb_strip_nulls(to_jsonb(before) - CAST(:own AS text[])) END
                       AS before_state,
                   CASE WHEN kind <> 'UNCHANGED' THEN jsonb_strip_nulls(to_jsonb(after) - CAST(:own AS text[])) END
                       AS after_state
            FROM outcome
            WHERE kind IS NOT NULL
            """;

    private static final String LINK_PARENTS = """
            WITH child AS MATERIALIZED (
                SELECT c.id, c.parent_source_id
                FROM products c
                WHERE c.workspace_id = :workspace_id AND c.parent_source_id IS NOT NULL
                  AND (c.source_process_id = :process_id OR c.parent_sku IS NULL)
                ORDER BY c.identity_key
                FOR NO KEY UPDATE
            )
            UPDATE products p
            SET parent_sku = parent.sku, updated_at = waybill_now()
            FROM child c
            CROSS JOIN LATERAL (
                SELECT q.sku
                FROM products q
                WHERE q.workspace_id = :workspace_id AND q.source_id = c.parent_source_id AND q.sku IS NOT NULL
                ORDER BY (q.source_process_id = :process_id) DESC NULLS LAST, q.updated_at DESC
                LIMIT 1
            ) parent
            WHERE p.id = c.id AND p.parent_sku IS DISTINCT FROM parent.sku
            """;

    private static final String WORKSPACE_CURRENCY = "SELECT currency FROM workspaces WHERE id = :workspace_id";

    /** Columns that are not part of a product's state as people see it. */
    static final String[] OWN_COLUMNS = {
        "id", "workspace_id", "identity_key", "source_row", "source_process_id", "created_at", "updated_at"
    };

    private static final int TRIES = 10;

    /**
     * Writes the drafts in one statement; a second one is needed only for those that another transaction inserted at the
     * same moment. Products that would not change are not written.
     *
     * @param processId what is recorded as the writer
     * @param columns what the source knows; other columns of a stored product stay as they are
     * @param drafts at most {@value #LARGEST_UPSERT}, no two with the same identity
     * @return what became of each draft, in their order
     */
    public List<ProductChange> upsert(
            JdbcClient tx, long workspaceId, long processId, Set<ProductColumn> columns, List<ProductDraft> drafts) {
        requireAtMost(drafts);
        Map<String, ProductChange> changes = new HashMap<>();
        List<ProductDraft> open = drafts;
        for (int attempt = 0; !open.isEmpty(); attempt++) {
            if (attempt == TRIES) {
                throw new IllegalStateException(
                        open.size() + " products were inserted and deleted by others meanwhile");
            }
            write(tx, workspaceId, processId, columns, open, changes);
            open = drafts.stream()
                    .filter(draft -> !changes.containsKey(key(draft)))
                    .toList();
        }
        return inOrder(drafts, changes);
    }

    /**
     * Tells what {@link #upsert} would do now, and does nothing: no row is written or locked.
     *
     * @return in the order of the drafts; a product that would be inserted has no id
     */
    public List<ProductChange> compare(
            JdbcClient tx, long workspaceId, Set<ProductColumn> columns, List<ProductDraft> drafts) {
        requireAtMost(drafts);
        return drafts.isEmpty() ? List.of() : DraftComparison.compare(tx, workspaceId, columns, drafts);
    }

    /**
     * Takes changes back: restores what was before, and removes what was not there. A product is left alone when it is
     * not as the change left it, or when another process wrote it since.
     *
     * @param processId the process whose changes these are
     * @param changes of different products, at most {@value #LARGEST_UPSERT}
     * @return what became of each, in their order
     */
    public List<ProductRestore.Kind> restore(
            JdbcClient tx, long workspaceId, long processId, List<ProductRestore> changes) {
        requireAtMost(changes);
        return changes.isEmpty() ? List.of() : ProductRestoration.restore(tx, workspaceId, processId, changes);
    }

    /**
     * Gives the variations that name their parent by its source id the parent's SKU, as far as the parent is known.
     *
     * @return how many were linked
     */
    public int linkParents(JdbcClient tx, long workspaceId, long processId) {
        return tx.sql(LINK_PARENTS)
                .param("workspace_id", workspaceId)
                .param("process_id", processId)
                .update();
    }

    /** The currency of prices that say none, ISO 4217. */
    public String currencyOf(JdbcClient tx, long workspaceId) {
        return tx.sql(WORKSPACE_CURRENCY)
                .param("workspace_id", workspaceId)
                .query(String.class)
                .single();
    }

    private static void requireAtMost(List<?> some) {
        if (some.size() > LARGEST_UPSERT) {
            throw new IllegalArgumentException("at most " + LARGEST_UPSERT + " products, not " + some.size());
        }
    }

    private static void write(
            JdbcClient tx,
            long workspaceId,
            long processId,
            Set<ProductColumn> columns,
            List<ProductDraft> drafts,
            Map<String, ProductChange> changes) {
        tx.sql(UPSERT)
                .param("drafts", DraftJson.write(drafts, columns))
                .param("keys", drafts.stream().map(Products::key).toArray(String[]::new))
                .param("workspace_id", workspaceId)
                .param("process_id", processId)
                .param("own", OWN_COLUMNS)
                .query(row -> {
                    changes.put(row.getString("identity_key"), change(row));
                });
    }

    private static ProductChange change(ResultSet row) throws SQLException {
        return new ProductChange(
                row.getObject("id", UUID.class),
                ProductChange.Kind.valueOf(row.getString("kind")),
                row.getString("before_state"),
                row.getString("after_state"));
    }

    private static List<ProductChange> inOrder(List<ProductDraft> drafts, Map<String, ProductChange> changes) {
        List<ProductChange> ordered = new ArrayList<>(drafts.size());
        for (ProductDraft draft : drafts) {
            ProductChange change = changes.get(key(draft));
            if (change != null) {
                ordered.add(change);
            }
        }
        return ordered;
    }

    private static String key(ProductDraft draft) {
        return draft.identity().key();
    }
}
