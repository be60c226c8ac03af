package dev.waybill.shared.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements of {@code enrichment_items}. */
final class EnrichmentRows {

    private static final String COLUMNS = """
            id, item_index, record_id, item_key, status, before_state, after_state, user_state, warnings, confidence,
            error_code, message, model, tokens, cost_usd, cached, decided_by, decided_at, version, updated_at
            """;

    private static final String SELECT = """
            INSERT INTO enrichment_items (workspace_id, process_id, item_index, record_id)
            SELECT :workspace, :process, c.known + r.number - 1, r.id
            FROM unnest(:ids::text[]) WITH ORDINALITY AS r (id, number)
            CROSS JOIN (
                SELECT COALESCE(max(item_index) + 1, 0) AS known FROM enrichment_items WHERE process_id = :process
            ) c
            ON CONFLICT ON CONSTRAINT enrichment_items_record_unique DO NOTHING
            """;

    private static final String LIST = "SELECT " + COLUMNS + """
             FROM enrichment_items
            WHERE process_id = :process AND workspace_id = :workspace AND item_index > :after
                AND (cardinality(:statuses) = 0 OR status = ANY(:statuses))
                AND (:confidence::text IS NULL OR confidence = :confidence)
            ORDER BY item_index LIMIT :limit
            """;

    private static final String RECORDS = """
            SELECT record_id FROM enrichment_items
            WHERE process_id = :process AND workspace_id = :workspace AND status = :status
            """;

    private static final String FIND = "SELECT " + COLUMNS + """
             FROM enrichment_items WHERE id = :id AND process_id = :process AND workspace_id = :workspace
            """;

    private static final String RECORD = """
            UPDATE enrichment_items i
            SET status = r.status, item_key = r.item_key, before_state = r.before_state, after_state = r.after_state,
                warnings = COALESCE(r.warnings, '[]'), confidence = r.confidence, error_code = r.error_code,
                message = r.message, model = r.model, tokens = r.tokens, cost_usd = r.cost_usd, cached = r.cached,
                version = i.version + 1, updated_at = waybill_now()
            FROM jsonb_to_recordset(CAST(:results AS jsonb)) AS r (item_index bigint, status text, item_key text,
                before_state jsonb, after_state jsonb, warnings jsonb, confidence text, error_code text, message text,
                model text, tokens bigint, cost_usd numeric, cached boolean)
            WHERE i.process_id = :process AND i.workspace_id = :workspace AND i.item_index = r.item_index
                AND i.status = 'selected'
            """;

    private static final String DECIDE = """
            UPDATE enrichment_items
            SET status = :status, user_state = :user_state::jsonb, version = version + 1, updated_at = waybill_now(),
                decided_by = CASE WHEN :status = 'pending_review' THEN NULL ELSE :user::bigint END,
                decided_at = CASE WHEN :status = 'pending_review' THEN NULL ELSE waybill_now() END
            WHERE id = :id AND process_id = :process AND workspace_id = :workspace
                AND status IN ('pending_review', 'approved', 'rejected')
            """;

    private static final String DECIDE_ALL = """
            UPDATE enrichment_items
            SET status = :to, decided_by = :user::bigint, decided_at = waybill_now(), version = version + 1,
                updated_at = waybill_now()
            WHERE process_id = :process AND workspace_id = :workspace AND status = ANY(:from)
                AND (cardinality(:confidences) = 0 OR confidence = ANY(:confidences))
            """;

    private static final String WRITTEN = """
            UPDATE enrichment_items i
            SET status = r.status, error_code = r.error_code, message = r.message, version = i.version + 1,
                updated_at = waybill_now()
            FROM jsonb_to_recordset(CAST(:results AS jsonb)) AS r (id bigint, status text, error_code text, message text)
            WHERE i.id = r.id AND i.process_id = :process AND i.workspace_id = :workspace AND i.status = 'approved'
            """;

    private static final String LEAVE = """
            UPDATE enrichment_items
            SET status = 'skipped', error_code = 'not_asked', message = 'The model was not asked.',
                version = version + 1, updated_at = waybill_now()
            WHERE process_id = :process AND workspace_id = :workspace AND status = 'selected'
            """;

    private static final String COUNT = """
            SELECT status, count(*) AS items FROM enrichment_items
            WHERE process_id = :process AND workspace_id = :workspace GROUP BY status
            """;

    private EnrichmentRows() {}

    static void select(JdbcClient tx, long workspace, long process, Collection<String> ids) {
        of(tx, SELECT, workspace, process)
                .param("ids", ids.toArray(String[]::new))
                .update();
    }

    static List<EnrichmentItem> list(
            JdbcClient tx,
            long workspace,
            long process,
            Collection<EnrichmentStatus> statuses,
            @Nullable String confidence,
            long after,
            int limit) {
        return of(tx, LIST, workspace, process)
                .param("statuses", words(statuses))
                .param("confidence", confidence, Types.VARCHAR)
                .param("after", after)
                .param("limit", limit)
                .query(EnrichmentRows::read)
                .list();
    }

    /** The records of all items in a status, in any order. */
    static List<String> records(JdbcClient tx, long workspace, long process, EnrichmentStatus status) {
        return of(tx, RECORDS, workspace, process)
                .param("status", status.word())
                .query(String.class)
                .list();
    }

    static Optional<EnrichmentItem> find(JdbcClient tx, long workspace, long process, long id) {
        return of(tx, FIND, workspace, process)
                .param("id", id)
                .query(EnrichmentRows::read)
                .optional();
    }

    static void record(JdbcClient tx, long workspace, long process, List<EnrichmentResult> results) {
        ArrayNode list = JobJson.MAPPER.createArrayNode();
        results.forEach(result -> list.add(result.json()));
        of(tx, RECORD, workspace, process).param("results", list.toString()).update();
    }

    static void decide(
            JdbcClient tx,
            long workspace,
            long process,
            long id,
            EnrichmentStatus status,
            @Nullable JsonNode userState,
            @Nullable Long user) {
        of(tx, DECIDE, workspace, process)
                .param("id", id)
                .param("status", status.word())
                .param("user_state", JobJson.write(userState), Types.VARCHAR)
                .param("user", user, Types.BIGINT)
                .update();
    }

    /** @param confidences only items with one of these; none for all */
    static int decideAll(
            JdbcClient tx,
            long workspace,
            long process,
            Collection<EnrichmentStatus> from,
            EnrichmentStatus to,
            Collection<String> confidences,
            @Nullable Long user) {
        return of(tx, DECIDE_ALL, workspace, process)
                .param("from", words(from))
                .param("to", to.word())
                .param("confidences", confidences.toArray(String[]::new))
                .param("user", user, Types.BIGINT)
                .update();
    }

    /** @param results objects with id, status, error_code and message */
    static void written(JdbcClient tx, long workspace, long process, ArrayNode results) {
        of(tx, WRITTEN, workspace, process).param("results", results.toString()).update();
    }

    /** What was never asked stays so. */
    static void leave(JdbcClient tx, long workspace, long process) {
        of(tx, LEAVE, workspace, process).update();
    }

    static Map<EnrichmentStatus, Long> count(JdbcClient tx, long workspace, long process) {
        Map<EnrichmentStatus, Long> counts = new EnumMap<>(EnrichmentStatus.class);
        for (EnrichmentStatus status : EnrichmentStatus.values()) {
            counts.put(status, 0L);
        }
        of(tx, COUNT, workspace, process).query(row -> {
            counts.put(EnrichmentStatus.of(row.getString("status")), row.getLong("items"));
        });
        return counts;
    }

    private static String[] words(Collection<EnrichmentStatus> statuses) {
        return statuses.stream().map(EnrichmentStatus::word).toArray(String[]::new);
    }

    private static JdbcClient.StatementSpec of(JdbcClient tx, String sql, long workspace, long process) {
        return tx.sql(sql).param("workspace", workspace).param("process", process);
    }

    private static EnrichmentItem read(ResultSet row, int index) throws SQLException {
        List<String> warnings = new ArrayList<>();
        Objects.requireNonNull(JobJson.read(row.getString("warnings"))).forEach(one -> warnings.add(one.asText()));
        return new EnrichmentItem(
                row.getLong("id"),
                row.getLong("item_index"),
                row.getString("record_id"),
                row.getString("item_key"),
                EnrichmentStatus.of(row.getString("status")),
                object(row, "before_state"),
                object(row, "after_state"),
                object(row, "user_state"),
                List.copyOf(warnings),
                row.getString("confidence"),
                row.getString("error_code"),
                row.getString("message"),
                row.getString("model"),
                row.getLong("tokens"),
                row.getBigDecimal("cost_usd"),
                row.getBoolean("cached"),
                row.getObject("decided_by", Long.class),
                instant(row, "decided_at"),
                row.getLong("version"),
                Objects.requireNonNull(instant(row, "updated_at")));
    }

    private static @Nullable ObjectNode object(ResultSet row, String column) throws SQLException {
        return (ObjectNode) JobJson.read(row.getString(column));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
