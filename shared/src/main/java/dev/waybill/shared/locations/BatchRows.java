package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.ProcessId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements of {@code ai_location_import_batches}. */
final class BatchRows {

    private static final String COLUMNS = """
            id, workspace_id, finder_id, user_id, name, status, source_answers, location_count, requested_model,
            model_name, prompt_version, usage_metadata, total_items, approved_items, rejected_items, imported_items,
            failed_items, process_id, apply_process_id, applying, applied_at, version, created_at,
            updated_at
            """;

    private static final String INSERT = """
            INSERT INTO ai_location_import_batches (workspace_id, user_id, finder_id, name, source_answers,
                location_count, requested_model, prompt_version)
            VALUES (:workspace, :user, :finder, :name, :answers::jsonb, :count, :model, :prompt_version)
            RETURNING id
            """;

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM ai_location_import_batches WHERE id = :id AND workspace_id = :workspace";

    private static final String LOCK = FIND + " FOR UPDATE";

    private static final String OF_PROCESS = """
            SELECT id FROM ai_location_import_batches
            WHERE workspace_id = :workspace AND (process_id = :process OR apply_process_id = :process)
            """;

    private static final String LIST = "SELECT " + COLUMNS + """
             FROM ai_location_import_batches
            WHERE workspace_id = :workspace AND id < :before
                AND (cardinality(:statuses) = 0 OR status = ANY(:statuses))
                AND (:user::bigint IS NULL OR user_id = :user)
                AND (:finder::bigint IS NULL OR finder_id = :finder)
            ORDER BY id DESC LIMIT :limit
            """;

    private static final String GENERATES = """
            UPDATE ai_location_import_batches SET process_id = :process WHERE id = :id AND workspace_id = :workspace
            """;

    private static final String APPLIES = """
            UPDATE ai_location_import_batches
            SET apply_process_id = :process, applying = true, version = version + 1, updated_at = waybill_now()
            WHERE id = :id AND workspace_id = :workspace
            """;

    private static final String APPLIED = """
            UPDATE ai_location_import_batches SET applying = applying AND :more, applied_at = waybill_now()
            WHERE id = :id AND workspace_id = :workspace
            """;

    private static final String USAGE = """
            UPDATE ai_location_import_batches
            SET model_name = :model, usage_metadata = :usage::jsonb, version = version + 1, updated_at = waybill_now()
            WHERE id = :id AND workspace_id = :workspace
            """;

    private static final String RECOUNT = """
            UPDATE ai_location_import_batches b
            SET total_items = c.total, approved_items = c.approved, rejected_items = c.rejected,
                imported_items = c.imported, failed_items = c.failed, version = b.version + 1,
                updated_at = waybill_now()
            FROM (
                SELECT count(*) AS total,
                       count(*) FILTER (WHERE decision = 'approved') AS approved,
                       count(*) FILTER (WHERE decision = 'rejected') AS rejected,
                       count(*) FILTER (WHERE status = 'imported') AS imported,
                       count(*) FILTER (WHERE status = 'failed') AS failed
                FROM ai_location_import_items WHERE batch_id = :id
            ) c
            WHERE b.id = :id AND b.workspace_id = :workspace
            """;

    private static final String BECOMES = """
            UPDATE ai_location_import_batches
            SET status = :status, applying = false, version = version + 1, updated_at = waybill_now()
            WHERE id = :id AND workspace_id = :workspace AND status = 'draft'
            """;

    private static final String FINDER = "SELECT count(*) FROM finders WHERE id = :id AND workspace_id = :workspace";

    private BatchRows() {}

    static long insert(JdbcClient tx, long workspace, long user, NewLocationBatch batch, String promptVersion) {
        return tx.sql(INSERT)
                .param("workspace", workspace)
                .param("user", user)
                .param("finder", batch.finderId(), Types.BIGINT)
                .param("name", batch.name())
                .param("answers", JobJson.write(batch.sourceAnswers()))
                .param("count", batch.locationCount())
                .param("model", batch.model())
                .param("prompt_version", promptVersion)
                .query(Long.class)
                .single();
    }

    static Optional<LocationBatch> find(JdbcClient tx, long workspace, long id) {
        return batch(tx, FIND, workspace, id).query(BatchRows::read).optional();
    }

    static Optional<LocationBatch> lock(JdbcClient tx, long workspace, long id) {
        return batch(tx, LOCK, workspace, id).query(BatchRows::read).optional();
    }

    /** The batch that this process generates or applies. */
    static Optional<Long> ofProcess(JdbcClient tx, long workspace, long process) {
        return tx.sql(OF_PROCESS)
                .param("workspace", workspace)
                .param("process", process)
                .query(Long.class)
                .optional();
    }

    static List<LocationBatch> list(
            JdbcClient tx,
            long workspace,
            Set<BatchStatus> statuses,
            @Nullable Long user,
            @Nullable Long finder,
            long before,
            int limit) {
        return tx.sql(LIST)
                .param("workspace", workspace)
                .param("statuses", statuses.stream().map(BatchStatus::word).toArray(String[]::new))
                .param("user", user, Types.BIGINT)
                .param("finder", finder, Types.BIGINT)
                .param("before", before)
                .param("limit", limit)
                .query(BatchRows::read)
                .list();
    }

    static void generates(JdbcClient tx, long workspace, long id, ProcessId process) {
        batch(tx, GENERATES, workspace, id).param("process", process.value()).update();
    }

    static void applies(JdbcClient tx, long workspace, long id, ProcessId process) {
        batch(tx, APPLIES, workspace, id).param("process", process.value()).update();
    }

    /** @param more whether the applying process goes on looking for approved items */
    static void applied(JdbcClient tx, long workspace, long id, boolean more) {
        batch(tx, APPLIED, workspace, id).param("more", more).update();
    }

    static void usage(JdbcClient tx, long workspace, long id, String model, JsonNode usage) {
        batch(tx, USAGE, workspace, id)
                .param("model", model)
                .param("usage", JobJson.write(usage))
                .update();
    }

    static void recount(JdbcClient tx, long workspace, long id) {
        batch(tx, RECOUNT, workspace, id).update();
    }

    static void becomes(JdbcClient tx, long workspace, long id, BatchStatus status) {
        batch(tx, BECOMES, workspace, id).param("status", status.word()).update();
    }

    static boolean hasFinder(JdbcClient tx, long workspace, long finder) {
        return batch(tx, FINDER, workspace, finder).query(Long.class).single() > 0;
    }

    static @Nullable JsonNode json(ResultSet row, String column) throws SQLException {
        return JobJson.read(row.getString(column));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static Instant required(@Nullable Instant instant) {
        return Objects.requireNonNull(instant);
    }

    private static JdbcClient.StatementSpec batch(JdbcClient tx, String sql, long workspace, long id) {
        return tx.sql(sql).param("id", id).param("workspace", workspace);
    }

    private static LocationBatch read(ResultSet row, int index) throws SQLException {
        return new LocationBatch(
                row.getLong("id"),
                row.getLong("workspace_id"),
                row.getObject("finder_id", Long.class),
                row.getLong("user_id"),
                row.getString("name"),
                BatchStatus.of(row.getString("status")),
                Objects.requireNonNull(json(row, "source_answers")),
                row.getInt("location_count"),
                row.getString("requested_model"),
                row.getString("model_name"),
                row.getString("prompt_version"),
                json(row, "usage_metadata"),
                new LocationBatch.Counters(
                        row.getInt("total_items"),
                        row.getInt("approved_items"),
                        row.getInt("rejected_items"),
                        row.getInt("imported_items"),
                        row.getInt("failed_items")),
                process(row, "process_id"),
                process(row, "apply_process_id"),
                row.getBoolean("applying"),
                instant(row, "applied_at"),
                row.getLong("version"),
                required(instant(row, "created_at")),
                required(instant(row, "updated_at")));
    }

    private static @Nullable ProcessId process(ResultSet row, String column) throws SQLException {
        Long id = row.getObject(column, Long.class);
        return id == null ? null : new ProcessId(id);
    }
}
