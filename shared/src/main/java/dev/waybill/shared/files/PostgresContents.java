package dev.waybill.shared.files;

import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** As rows of {@code file_chunks}. Each is a short transaction of its own, so that a slow upload holds no connection. */
final class PostgresContents implements FileContents {

    private static final String INSERT = """
            INSERT INTO file_chunks (file_id, number, workspace_id, data)
            VALUES (:id, :number, :workspace_id, :data)
            """;
    private static final String READ =
            "SELECT data FROM file_chunks WHERE file_id = :id AND number = :number AND workspace_id = :workspace_id";
    private static final String DELETE = "DELETE FROM file_chunks WHERE file_id = :id AND workspace_id = :workspace_id";

    private final JdbcClient jdbc;
    private final RoleTransactions transactions;

    PostgresContents(JdbcClient jdbc, RoleTransactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public String place() {
        return "postgresql";
    }

    @Override
    public Target begin(long workspaceId, UUID id) {
        return new Target() {
            private int number;

            @Override
            public void write(byte[] piece) {
                insert(workspaceId, id, number++, piece);
            }

            @Override
            public void complete() {
                // each chunk is durable already
            }

            @Override
            public void close() {
                // what is incomplete goes with the file's row
            }
        };
    }

    @Override
    public InputStream open(long workspaceId, UUID id, long size, long offset) {
        return new ChunkedContent(number -> read(workspaceId, id, number), DefaultFileStore.PIECE_BYTES, size, offset);
    }

    @Override
    public void delete(long workspaceId, UUID id) {
        transactions.asTenant(
                new Scope(workspaceId, null),
                () -> jdbc.sql(DELETE)
                        .param("id", id)
                        .param("workspace_id", workspaceId)
                        .update());
    }

    private void insert(long workspaceId, UUID id, int number, byte[] data) {
        transactions.asTenant(
                new Scope(workspaceId, null),
                () -> jdbc.sql(INSERT)
                        .param("id", id)
                        .param("number", number)
                        .param("workspace_id", workspaceId)
                        .param("data", data)
                        .update());
    }

    private byte @Nullable [] read(long workspaceId, UUID id, int number) {
        return transactions.asTenant(
                new Scope(workspaceId, null),
                () -> jdbc.sql(READ)
                        .param("id", id)
                        .param("number", number)
                        .param("workspace_id", workspaceId)
                        .query((row, index) -> row.getBytes("data"))
                        .optional()
                        .orElse(null));
    }
}
