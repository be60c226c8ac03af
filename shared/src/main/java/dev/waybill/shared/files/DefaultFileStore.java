package dev.waybill.shared.files;

import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A row of {@code files} for each file, and its bytes where the node keeps them. A file can be seen once its row is
 * complete; where its bytes are is part of the row, so that files stay readable when a node is set up differently.
 */
final class DefaultFileStore implements FileStore {

    static final int PIECE_BYTES = 1 << 20;

    private static final String INSERT = """
            INSERT INTO files (id, workspace_id, user_id, name, content_type, place)
            VALUES (:id, :workspace_id, :user_id, :name, :content_type, :place)
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
    private static final String PLACE = "SELECT place FROM files WHERE id = :id AND workspace_id = :workspace_id";
    private static final String DELETE = "DELETE FROM files WHERE id = :id AND workspace_id = :workspace_id";

    private final JdbcClient jdbc;
    private final RoleTransactions transactions;
    private final long maxSize;
    private final FileContents written;
    private final Map<String, FileContents> readable;

    /**
     * @param maxSize the largest file, in bytes
     * @param written where new files go
     * @param alsoReadable where files of before may be
     */
    DefaultFileStore(
            JdbcClient jdbc,
            RoleTransactions transactions,
            long maxSize,
            FileContents written,
            FileContents... alsoReadable) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.maxSize = maxSize;
        this.written = written;
        this.readable = Stream.concat(Stream.of(written), Arrays.stream(alsoReadable))
                .collect(Collectors.toUnmodifiableMap(FileContents::place, contents -> contents));
    }

    @Override
    public StoredFile store(NewFile file, InputStream content, long sizeLimit) throws IOException {
        UUID id = Objects.requireNonNullElseGet(file.id(), UUID::randomUUID);
        insert(id, file);
        try (FileContents.Target target = written.begin(file.workspaceId(), id)) {
            return fill(id, file.workspaceId(), content, Math.min(sizeLimit, maxSize), target);
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
        try {
            return place(workspaceId, id)
                    .orElseThrow(() -> new FileNotFound(workspaceId, id))
                    .open(workspaceId, id, file.size(), offset);
        } catch (IOException e) {
            throw new UncheckedIOException("The content of file " + id + " cannot be read", e);
        }
    }

    @Override
    public boolean delete(long workspaceId, UUID id) {
        return inWorkspace(workspaceId, () -> {
            place(workspaceId, id).ifPresent(contents -> contents.delete(workspaceId, id));
            return jdbc.sql(DELETE)
                            .param("id", id)
                            .param("workspace_id", workspaceId)
                            .update()
                    == 1;
        });
    }

    private Optional<FileContents> place(long workspaceId, UUID id) {
        return inWorkspace(
                        workspaceId,
                        () -> jdbc.sql(PLACE)
                                .param("id", id)
                                .param("workspace_id", workspaceId)
                                .query(String.class)
                                .optional())
                .map(this::contents);
    }

    private FileContents contents(String place) {
        FileContents contents = readable.get(place);
        if (contents == null) {
            throw new IllegalStateException(
                    "The file was stored in a directory: set waybill.files.directory on this node too");
        }
        return contents;
    }

    private StoredFile fill(UUID id, long workspaceId, InputStream content, long limit, FileContents.Target target)
            throws IOException {
        MessageDigest digest = sha256();
        long size = 0;
        for (byte[] piece = content.readNBytes(PIECE_BYTES);
                piece.length > 0;
                piece = content.readNBytes(PIECE_BYTES)) {
            size += piece.length;
            if (size > limit) {
                throw new FileTooLarge(limit);
            }
            digest.update(piece);
            target.write(piece);
        }
        target.complete();
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
                        .param("place", written.place())
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
