package dev.waybill.shared.housekeeping;

import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files into which processes were written before they were removed. The only user of {@code process_archives}. */
public final class ProcessArchives {

    private static final String ADD = """
            INSERT INTO process_archives (workspace_id, file_id, first_process_id, last_process_id, processes)
            VALUES (:workspace, :file, :first, :last, :processes)
            """;

    private static final String COLUMNS = "id, file_id, first_process_id, last_process_id, processes, created_at";

    private static final String LIST = "SELECT " + COLUMNS + """
             FROM process_archives WHERE workspace_id = :workspace AND id < :before ORDER BY id DESC LIMIT :limit
            """;

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM process_archives WHERE workspace_id = :workspace AND id = :id";

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    ProcessArchives(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /**
     * A file of them, NDJSON compressed with gzip.
     *
     * @param processes how many processes it holds, from the first to the last id
     */
    public record Archive(
            long id, UUID fileId, long firstProcessId, long lastProcessId, int processes, Instant createdAt) {}

    /** Names the file, in the transaction that removes the processes. */
    public void add(StoredFile file, List<ProcessId> ids) {
        int unused = roles.asRetention(() -> jdbc.sql(ADD)
                .param("workspace", file.workspaceId())
                .param("file", file.id())
                .param("first", ids.getFirst().value())
                .param("last", ids.getLast().value())
                .param("processes", ids.size())
                .update());
    }

    /**
     * A page of the workspace's archives, newest first.
     *
     * @param before only ids under this one
     */
    public List<Archive> list(Scope scope, long before, int limit) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(LIST)
                        .param("workspace", scope.workspaceId())
                        .param("before", before)
                        .param("limit", limit)
                        .query(ProcessArchives::archive)
                        .list());
    }

    /** The archive; empty if the workspace has none of that id. */
    public Optional<Archive> find(Scope scope, long id) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(FIND)
                        .param("workspace", scope.workspaceId())
                        .param("id", id)
                        .query(ProcessArchives::archive)
                        .optional());
    }

    private static Archive archive(ResultSet row, int index) throws SQLException {
        return new Archive(
                row.getLong("id"),
                row.getObject("file_id", UUID.class),
                row.getLong("first_process_id"),
                row.getLong("last_process_id"),
                row.getInt("processes"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
