package dev.waybill.shared.process;

import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.JobJson;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes {@code process_items}: a repeated chunk overwrites its items, so what is counted is the difference. */
final class ItemRows {

    private static final String WRITE = """
            WITH i AS (
                SELECT * FROM unnest(:indexes, :keys, :products, :statuses, :messages, :codes, :befores, :afters)
                    AS i(item_index, item_key, product_id, status, message, error_code, before_state, after_state)
            ), old AS (
                SELECT status FROM process_items WHERE process_id = :id AND item_index = ANY(:indexes)
            ), written AS (
                INSERT INTO process_items AS x (process_id, workspace_id, item_index, item_key, product_id, status,
                    message, error_code, before_state, after_state, processed_at)
                SELECT p.id, p.workspace_id, i.item_index, i.item_key, i.product_id::uuid, i.status, i.message, i.error_code,
                    i.before_state::jsonb, i.after_state::jsonb, CASE WHEN i.status <> 'pending' THEN waybill_now() END
                FROM i JOIN processes p ON p.id = :id
                ON CONFLICT (process_id, item_index) DO UPDATE SET item_key = excluded.item_key,
                    product_id = excluded.product_id, status = excluded.status, message = excluded.message,
                    error_code = excluded.error_code, before_state = excluded.before_state,
                    after_state = excluded.after_state, processed_at = excluded.processed_at
            )
            SELECT (SELECT count(*) FROM i WHERE status = 'success')
                       - (SELECT count(*) FROM old WHERE status = 'success') AS succeeded,
                   (SELECT count(*) FROM i WHERE status = 'error')
                       - (SELECT count(*) FROM old WHERE status = 'error') AS failed,
                   (SELECT count(*) FROM i WHERE status = 'skipped')
                       - (SELECT count(*) FROM old WHERE status = 'skipped') AS skipped
            """;

    private final JdbcClient jdbc;

    ItemRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes the items of a locked process; returns by how much each counter rises. */
    Counts write(ProcessId id, List<ItemResult> items) {
        if (items.isEmpty()) {
            return Counts.NONE;
        }
        return jdbc.sql(WRITE)
                .param("id", id.value())
                .param("indexes", items.stream().map(ItemResult::index).toArray(Long[]::new))
                .param("keys", items.stream().map(ItemResult::key).toArray(String[]::new))
                .param("products", items.stream().map(ItemRows::productId).toArray(String[]::new))
                .param("statuses", items.stream().map(ItemRows::status).toArray(String[]::new))
                .param("messages", items.stream().map(ItemResult::message).toArray(String[]::new))
                .param("codes", items.stream().map(ItemResult::errorCode).toArray(String[]::new))
                .param(
                        "befores",
                        items.stream().map(i -> JobJson.write(i.before())).toArray(String[]::new))
                .param(
                        "afters",
                        items.stream().map(i -> JobJson.write(i.after())).toArray(String[]::new))
                .query((row, index) -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    private static String status(ItemResult item) {
        return switch (item.status()) {
            case PENDING -> "pending";
            case SUCCESS -> "success";
            case ERROR -> "error";
            case SKIPPED -> "skipped";
        };
    }

    private static @Nullable String productId(ItemResult item) {
        UUID id = item.productId();
        return id == null ? null : id.toString();
    }

    /** Counters, or changes of them. */
    record Counts(long succeeded, long failed, long skipped) {
        static final Counts NONE = new Counts(0, 0, 0);
    }
}
