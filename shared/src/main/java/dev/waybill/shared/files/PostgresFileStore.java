package dev.waybill.shared.files;

import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps files as chunks of 1 MiB in PostgreSQL. Every chunk is a short transaction of its own, so that a slow upload holds
 * no connection; a file can be seen once its header is complete.
 */
final class PostgresFileStore implements FileStore {

    static final int CHUNK_BYTES = 1 << 20;

    private static final String INSERT = """
            INSERT INTO files (id, workspace_id, user_id, name, content_type)
            VALUES (:id, :workspace_id, :user_id, :name, :content_type)
            """;
    private static final String INSERT_CHUNK = """
            INSERT INTO file_chunks (file_id, number, workspace_id, data)
            VALUES (:id, :number, :workspace_id, :data)
            """;
    private static final String COMPLETE = """
            UPDATE files SET size = :size, sha256 = :sha256, complete = true
            WHERE id = :id AND workspace_id = :workspace_id AND NOT complete
            RETURNING id, workspace_id, name, size, sha256, content_type, created_at
            """;
    private static final String FIND = """
            SELECT id, workspace_id, name, size, sha256, content_type, created_at
            FROM files
            WHERE id = :id AND workspace_id = :workspace_id AND complete
            """;
    private static final String READ_CHUNK = """
            SELECT data FROM file_chunks WHERE file_id = :id AND number = :number AND workspace_id = :workspace_id
            """;
    private static final String DELETE_CHUNKS =
            "DELETE FROM file_chunks WHERE file_id = :id AND workspace_id = :workspace_id";
    private static final String DELETE = "DELETE FROM files WHERE id = :id AND workspace_id = :workspace_id";

    private final JdbcClient jdbc;
    private final RoleTransactions transactions;
    private final FilesProperties properties;

    PostgresFileStore(JdbcClient jdbc, RoleTransactions transactions, FilesProperties properties) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.properties = properties;
    }

    @Override
    public StoredFile store(NewFile file, InputStream content, long maxSize) throws IOException {
        UUID id = UUID.randomUUID();
        long limit = Math.min(maxSize, properties.maxSize().toBytes());
        insert(id, file);
        try {
            return fill(id, file.workspaceId(), content, limit);
        } catch (IOException | RuntimeException | Error failure) {
            forgetAfter(failure, id, file.workspaceId());
            throw failure;
        }
    }

    @Override
    public Optional<StoredFile> find(long workspaceId, UUID id) {
        return inWorkspace(
                workspaceId,
                () -> jdbc.sql(FIND)
                        .param("id", id)
                        .param("workspace_id", workspaceId)
                        .query((row, index) -> storedFile(row))
                        .optional());
    }

    @Override
    public InputStream open(long workspaceId, UUID id, long offset) {
        StoredFile file = find(workspaceId, id).orElseThrow(() -> new FileNotFound(workspaceId, id));
        return new ChunkedContent(number -> chunk(workspaceId, id, number), CHUNK_BYTES, file.size(), offset);
    }

    @Override
    public boolean delete(long workspaceId, UUID id) {
        return inWorkspace(workspaceId, () -> {
            jdbc.sql(DELETE_CHUNKS)
                    .param("id", id)
                    .param("workspace_id", workspaceId)
                    .update();
            return jdbc.sql(DELETE)
                            .param("id", id)
                            .param("workspace_id", workspaceId)
                            .update()
                    == 1;
        });
    }

    private StoredFile fill(UUID id, long workspaceId, InputStream content, long limit) throws IOException {
        MessageDigest digest = sha256();
        long size = 0;
        int number = 0;
        for (byte[] chunk = content.readNBytes(CHUNK_BYTES);
                chunk.length > 0;
                chunk = content.readNBytes(CHUNK_BYTES)) {
            size += chunk.length;
            if (size > limit) {
                throw new FileTooLarge(limit);
            }
            digest.update(chunk);
            insertChunk(id, workspaceId, number++, chunk);
        }
        return complete(id, workspaceId, size, HexFormat.of().formatHex(digest.digest()));
    }

    private void insert(UUID id, NewFile file) {
        inWorkspace(
                file.workspaceId(),
                () -> jdbc.sql(INSERT)
                        .param("id", id)
                        .param("workspace_id", file.workspaceId())
                        .param("user_id", file.userId())
                        .param("name", file.name())
                        .param("content_type", file.contentType())
                        .update());
    }

    private void insertChunk(UUID id, long workspaceId, int number, byte[] data) {
        inWorkspace(
                workspaceId,
                () -> jdbc.sql(INSERT_CHUNK)
                        .param("id", id)
                        .param("number", number)
                        .param("workspace_id", workspaceId)
                        .param("data", data)
                        .update());
    }

    private StoredFile complete(UUID id, long workspaceId, long size, String sha256) {
        return inWorkspace(
                workspaceId,
                () -> jdbc.sql(COMPLETE)
                        .param("id", id)
                        .param("workspace_id", workspaceId)
                        .param("size", size)
                        .param("sha256", sha256)
                        .query((row, index) -> storedFile(row))
                        .single());
    }

    private byte @Nullable [] chunk(long workspaceId, UUID id, int number) {
        return inWorkspace(
                workspaceId,
                () -> jdbc.sql(READ_CHUNK)
                        .param("id", id)
                        .param("number", number)
                        .param("workspace_id", workspaceId)
                        .query((row, index) -> row.getBytes("data"))
                        .optional()
                        .orElse(null));
    }

    private void forgetAfter(Throwable failure, UUID id, long workspaceId) {
        try {
            delete(workspaceId, id);
        } catch (RuntimeException notForgotten) {
            // housekeeping removes what stays incomplete; the caller needs the first failure
            failure.addSuppressed(notForgotten);
        }
    }

    private <T extends @Nullable Object> T inWorkspace(long workspaceId, Supplier<T> work) {
        return transactions.asTenant(new Scope(workspaceId, null), work);
    }

    private static StoredFile storedFile(ResultSet row) throws SQLException {
        return new StoredFile(
                row.getObject("id", UUID.class),
                row.getLong("workspace_id"),
                row.getString("name"),
                row.getLong("size"),
                row.getString("sha256"),
                row.getString("content_type"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
