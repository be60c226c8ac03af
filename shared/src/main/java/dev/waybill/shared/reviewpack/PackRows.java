package dev.waybill.shared.reviewpack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.ProcessId;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements of {@code review_packs}. */
final class PackRows {

    private static final String CARDS = """
            SELECT id, workspace_id, tenant_id, tenant_name, operation_run_id, initiated_by_user_id, status, options, summary,
                generated_at, expires_at, file_path, file_disk, file_size, file_id, file_name, file_sha256, created_at,
                updated_at
            FROM review_pack_cards
            """;

    private static final String NEXT_ID = "SELECT nextval('review_packs_id_seq')";

    private static final String INSERT = """
            INSERT INTO review_packs (id, workspace_id, tenant_id, operation_run_id, initiated_by_user_id, options)
            VALUES (:id, :workspace, :tenant, :process, :user, :options::jsonb)
            """;

    private static final String FIND = CARDS + "WHERE id = :id AND workspace_id = :workspace";

    private static final String WORKSPACE_OF = "SELECT workspace_id FROM review_packs WHERE id = :id";

    private static final String OF_PROCESS = CARDS + "WHERE operation_run_id = :process AND workspace_id = :workspace";

    private static final String LIST = CARDS + """
            WHERE workspace_id = :workspace AND id < :before
                AND (:tenant::bigint IS NULL OR tenant_id = :tenant)
                AND (cardinality(:statuses::text[]) = 0 OR status = ANY(:statuses))
            ORDER BY id DESC LIMIT :limit
            """;

    private static final String WRITING = """
            SELECT writing_file_id FROM review_packs WHERE id = :id AND workspace_id = :workspace FOR UPDATE
            """;

    private static final String WRITES = """
            UPDATE review_packs SET writing_file_id = :file, updated_at = waybill_now()
            WHERE id = :id AND workspace_id = :workspace
            """;

    private static final String READY = """
            UPDATE review_packs
            SET file_id = writing_file_id, writing_file_id = NULL, file_name = :name, file_size = :size,
                file_sha256 = :sha256, summary = :summary::jsonb, generated_at = waybill_now(),
                expires_at = waybill_now() + make_interval(secs => :seconds), updated_at = waybill_now()
            WHERE id = :id AND workspace_id = :workspace AND writing_file_id = :file
            """;

    private static final String EXPIRE = """
            UPDATE review_packs SET file_id = NULL, expired_at = waybill_now(), updated_at = waybill_now()
            WHERE id = :id AND workspace_id = :workspace AND file_id = :file AND expires_at <= waybill_now()
            """;

    private static final String FORGET_WRITING = """
            UPDATE review_packs SET writing_file_id = NULL, updated_at = waybill_now()
            WHERE id = :id AND workspace_id = :workspace AND writing_file_id = :file
            """;

    private PackRows() {}

    static long nextId(JdbcClient tx) {
        return tx.sql(NEXT_ID).query(Long.class).single();
    }

    static void insert(
            JdbcClient tx,
            long id,
            long workspace,
            long tenant,
            ProcessId process,
            @Nullable Long user,
            ReviewPackOptions options) {
        pack(tx, INSERT, workspace, id)
                .param("tenant", tenant)
                .param("process", process.value())
                .param("user", user, Types.BIGINT)
                .param("options", JobJson.write(options))
                .update();
    }

    static Optional<ReviewPack> find(JdbcClient tx, long workspace, long id) {
        return pack(tx, FIND, workspace, id).query(PackRows::read).optional();
    }

    static Optional<Long> workspaceOf(JdbcClient tx, long id) {
        return tx.sql(WORKSPACE_OF).param("id", id).query(Long.class).optional();
    }

    static Optional<ReviewPack> ofProcess(JdbcClient tx, long workspace, long process) {
        return tx.sql(OF_PROCESS)
                .param("workspace", workspace)
                .param("process", process)
                .query(PackRows::read)
                .optional();
    }

    static List<ReviewPack> list(
            JdbcClient tx, long workspace, @Nullable Long tenant, Set<PackStatus> statuses, long before, int limit) {
        return tx.sql(LIST)
                .param("workspace", workspace)
                .param("tenant", tenant, Types.BIGINT)
                .param("statuses", statuses.stream().map(PackStatus::word).toArray(String[]::new))
                .param("before", before)
                .param("limit", limit)
                .query(PackRows::read)
                .list();
    }

    /** What an attempt before this one was writing, with the row locked. */
    static @Nullable UUID writing(JdbcClient tx, long workspace, long id) {
        return pack(tx, WRITING, workspace, id)
                .query((row, index) -> Optional.ofNullable(row.getObject("writing_file_id", UUID.class)))
                .single()
                .orElse(null);
    }

    static void writes(JdbcClient tx, long workspace, long id, UUID file) {
        pack(tx, WRITES, workspace, id).param("file", file).update();
    }

    static boolean ready(JdbcClient tx, long workspace, long id, StoredFile file, JsonNode summary, Duration lifetime) {
        return pack(tx, READY, workspace, id)
                        .param("file", file.id())
                        .param("name", file.name())
                        .param("size", file.size())
                        .param("sha256", file.sha256())
                        .param("summary", JobJson.write(summary))
                        .param("seconds", lifetime.toMillis() / 1000.0)
                        .update()
                == 1;
    }

    static boolean expire(JdbcClient tx, long workspace, long id, UUID file) {
        return pack(tx, EXPIRE, workspace, id).param("file", file).update() == 1;
    }

    static boolean forgetWriting(JdbcClient tx, long workspace, long id, UUID file) {
        return pack(tx, FORGET_WRITING, workspace, id).param("file", file).update() == 1;
    }

    private static JdbcClient.StatementSpec pack(JdbcClient tx, String sql, long workspace, long id) {
        return tx.sql(sql).param("id", id).param("workspace", workspace);
    }

    private static ReviewPack read(ResultSet row, int index) throws SQLException {
        Long process = row.getObject("operation_run_id", Long.class);
        return new ReviewPack(
                row.getLong("id"),
                row.getLong("workspace_id"),
                row.getLong("tenant_id"),
                row.getString("tenant_name"),
                process == null ? null : new ProcessId(process),
                row.getObject("initiated_by_user_id", Long.class),
                PackStatus.of(row.getString("status")),
                options(row.getString("options")),
                JobJson.read(row.getString("summary")),
                instant(row, "generated_at"),
                instant(row, "expires_at"),
                file(row),
                row.getObject("file_size", Long.class),
                Objects.requireNonNull(instant(row, "created_at")),
                Objects.requireNonNull(instant(row, "updated_at")));
    }

    private static ReviewPack.@Nullable PackFile file(ResultSet row) throws SQLException {
        UUID id = row.getObject("file_id", UUID.class);
        return id == null
                ? null
                : new ReviewPack.PackFile(
                        id,
                        row.getString("file_path"),
                        row.getString("file_disk"),
                        row.getString("file_name"),
                        row.getLong("file_size"),
                        row.getString("file_sha256"));
    }

    private static ReviewPackOptions options(String json) {
        try {
            return JobJson.MAPPER.readValue(json, ReviewPackOptions.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
