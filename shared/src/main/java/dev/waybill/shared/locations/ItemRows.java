package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements of {@code ai_location_import_items}. */
final class ItemRows {

    private static final String COLUMNS = """
            id, batch_id, status, raw_model_output, normalized_payload, user_payload, warnings, validation_errors,
            confidence, import_result, decision, decided_by, decided_at, version, created_at, updated_at
            """;

    private static final String INSERT = """
            INSERT INTO ai_location_import_items (workspace_id, batch_id, raw_model_output, normalized_payload, warnings,
                validation_errors, confidence)
            SELECT :workspace, :batch, d.raw, d.payload, d.warnings, d.errors, d.confidence
            FROM jsonb_array_elements(CAST(:drafts AS jsonb)) WITH ORDINALITY AS e (draft, number)
            CROSS JOIN LATERAL jsonb_to_record(e.draft) AS d (raw jsonb, payload jsonb, warnings jsonb, errors jsonb,
                confidence text)
            ORDER BY e.number
            """;

    private static final String FIND = "SELECT " + COLUMNS + """
             FROM ai_location_import_items WHERE id = :id AND batch_id = :batch AND workspace_id = :workspace
            """;

    private static final String LIST = "SELECT " + COLUMNS + """
             FROM ai_location_import_items
            WHERE batch_id = :batch AND workspace_id = :workspace AND id > :after
                AND (:status::text IS NULL OR status = :status)
            ORDER BY id LIMIT :limit
            """;

    private static final String APPROVE_VALID = """
            UPDATE ai_location_import_items SET status = 'approved', version = version + 1, updated_at = waybill_now()
            WHERE batch_id = :batch AND workspace_id = :workspace AND status = 'pending_review'
                AND COALESCE(validation_errors, '[]') = '[]'
            """;

    private static final String CHANGE = """
            UPDATE ai_location_import_items
            SET status = :status, user_payload = :user_payload::jsonb, warnings = :warnings::jsonb,
                validation_errors = :errors::jsonb, confidence = :confidence,
                decision = :decision,
                decided_by = CASE WHEN :decision::text IS NULL THEN NULL WHEN :decides THEN :user ELSE decided_by END,
                decided_at = CASE WHEN :decision::text IS NULL THEN NULL WHEN :decides THEN waybill_now()
                    ELSE decided_at END,
                version = version + 1, updated_at = waybill_now()
            WHERE id = :id AND batch_id = :batch AND workspace_id = :workspace AND status <> 'imported'
            """;

    private static final String RECORD = """
            UPDATE ai_location_import_items i
            SET status = r.status, import_result = r.result, version = i.version + 1, updated_at = waybill_now()
            FROM jsonb_to_recordset(CAST(:results AS jsonb)) AS r (id bigint, status text, result jsonb)
            WHERE i.id = r.id AND i.batch_id = :batch AND i.workspace_id = :workspace AND i.status = 'approved'
            """;

    private static final String COUNT = """
            SELECT count(*) FROM ai_location_import_items
            WHERE batch_id = :batch AND workspace_id = :workspace AND status = ANY(:statuses)
            """;

    private ItemRows() {}

    static void insert(JdbcClient tx, long workspace, long batch, List<NewLocationItem> items) {
        ArrayNode drafts = LocationJson.array();
        for (NewLocationItem item : items) {
            CheckedLocation checked = item.checked();
            drafts.addObject()
                    .put("confidence", checked.confidence().word())
                    .<ObjectNode>set("raw", item.rawModelOutput())
                    .<ObjectNode>set("payload", checked.draft().json())
                    .<ObjectNode>set("warnings", JobJson.MAPPER.valueToTree(checked.warnings()))
                    .set("errors", JobJson.MAPPER.valueToTree(checked.errors()));
        }
        batch(tx, INSERT, workspace, batch)
                .param("drafts", LocationJson.write(drafts))
                .update();
    }

    static Optional<LocationItem> find(JdbcClient tx, long workspace, long batch, long id) {
        return batch(tx, FIND, workspace, batch)
                .param("id", id)
                .query(ItemRows::read)
                .optional();
    }

    static List<LocationItem> list(
            JdbcClient tx, long workspace, long batch, @Nullable ItemStatus status, long after, int limit) {
        return batch(tx, LIST, workspace, batch)
                .param("status", status == null ? null : status.word())
                .param("after", after)
                .param("limit", limit)
                .query(ItemRows::read)
                .list();
    }

    static void approveValid(JdbcClient tx, long workspace, long batch) {
        batch(tx, APPROVE_VALID, workspace, batch).update();
    }

    /**
     * What a person made of an item.
     *
     * @param decision null when there is none any more
     * @param decides whether it is new
     */
    record Change(
            ItemStatus status,
            @Nullable JsonNode userPayload,
            CheckedLocation checked,
            @Nullable ItemStatus decision,
            boolean decides,
            @Nullable Long user) {}

    static void change(JdbcClient tx, long workspace, long batch, long id, Change change) {
        ItemStatus decision = change.decision();
        batch(tx, CHANGE, workspace, batch)
                .param("id", id)
                .param("status", change.status().word())
                .param("user_payload", JobJson.write(change.userPayload()))
                .param("warnings", JobJson.write(change.checked().warnings()))
                .param("errors", JobJson.write(change.checked().errors()))
                .param("confidence", change.checked().confidence().word())
                .param("decision", decision == null ? null : decision.word())
                .param("decides", change.decides())
                .param("user", change.user(), Types.BIGINT)
                .update();
    }

    static void record(JdbcClient tx, long workspace, long batch, List<ImportOutcome> outcomes) {
        ArrayNode results = LocationJson.array();
        for (ImportOutcome outcome : outcomes) {
            ItemStatus status = outcome instanceof ImportOutcome.Imported ? ItemStatus.IMPORTED : ItemStatus.FAILED;
            results.addObject()
                    .put("id", outcome.itemId())
                    .put("status", status.word())
                    .set("result", outcome.result());
        }
        batch(tx, RECORD, workspace, batch)
                .param("results", LocationJson.write(results))
                .update();
    }

    static long count(JdbcClient tx, long workspace, long batch, ItemStatus... statuses) {
        List<String> words = new ArrayList<>();
        for (ItemStatus status : statuses) {
            words.add(status.word());
        }
        return batch(tx, COUNT, workspace, batch)
                .param("statuses", words.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    private static JdbcClient.StatementSpec batch(JdbcClient tx, String sql, long workspace, long batch) {
        return tx.sql(sql).param("batch", batch).param("workspace", workspace);
    }

    private static LocationItem read(ResultSet row, int index) throws SQLException {
        String decision = row.getString("decision");
        return new LocationItem(
                row.getLong("id"),
                row.getLong("batch_id"),
                ItemStatus.of(row.getString("status")),
                BatchRows.json(row, "raw_model_output"),
                Objects.requireNonNull(BatchRows.json(row, "normalized_payload")),
                BatchRows.json(row, "user_payload"),
                list(BatchRows.json(row, "warnings"), String.class),
                list(BatchRows.json(row, "validation_errors"), LocationProblem.class),
                row.getString("confidence"),
                BatchRows.json(row, "import_result"),
                decision == null ? null : ItemStatus.of(decision),
                row.getObject("decided_by", Long.class),
                BatchRows.instant(row, "decided_at"),
                row.getLong("version"),
                BatchRows.required(BatchRows.instant(row, "created_at")),
                BatchRows.required(BatchRows.instant(row, "updated_at")));
    }

    private static <T> List<T> list(@Nullable JsonNode array, Class<T> type) {
        List<T> list = new ArrayList<>();
        if (array != null) {
            array.forEach(element -> list.add(JobJson.MAPPER.convertValue(element, type)));
        }
        return list;
    }
}
