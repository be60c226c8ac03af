package dev.waybill.shared.imports;

import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Remembers the content of remote sources whose import completed, so that the same content is not imported again. The only
 * writer of {@code import_sources}. All methods work inside and outside a transaction.
 */
public final class ImportSources {

    private static final String FIND = """
            SELECT etag, last_modified, sha256
            FROM import_sources
            WHERE workspace_id = :workspace_id AND source_key = :source_key
            """;
    private static final String REMEMBER = """
            INSERT INTO import_sources (workspace_id, source_key, etag, last_modified, sha256, process_id)
            VALUES (:workspace_id, :source_key, :etag, :last_modified, :sha256, :process_id)
            ON CONFLICT ON CONSTRAINT import_sources_pk DO UPDATE
            SET etag = excluded.etag, last_modified = excluded.last_modified, sha256 = excluded.sha256,
                process_id = excluded.process_id, updated_at = waybill_now()
            """;
    private static final String FORGET = """
            DELETE FROM import_sources WHERE workspace_id = :workspace_id
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions transactions;

    public ImportSources(JdbcClient jdbc, RoleTransactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** What is remembered of the source. */
    public Optional<Validators> find(long workspaceId, SourceKey key) {
        return transactions.asTenant(
                new Scope(workspaceId, null),
                () -> jdbc.sql(FIND)
                        .param("workspace_id", workspaceId)
                        .param("source_key", key.sha256())
                        .query((row, index) -> new Validators(
                                row.getString("etag"), row.getString("last_modified"), row.getString("sha256")))
                        .optional());
    }

    /**
     * Remembers the content instead of what was remembered before. To be called in the transaction that completes the
     * import: a source must not count as unchanged while its content is not imported.
     *
     * @param processId the import
     */
    public void remember(long workspaceId, SourceKey key, Validators validators, long processId) {
        int unused = transactions.asTenant(
                new Scope(workspaceId, null),
                () -> jdbc.sql(REMEMBER)
                        .param("workspace_id", workspaceId)
                        .param("source_key", key.sha256())
                        .param("etag", validators.etag())
                        .param("last_modified", validators.lastModified())
                        .param("sha256", validators.sha256())
                        .param("process_id", processId)
                        .update());
    }

    /**
     * Forgets all sources of the workspace. To be called when records are taken back: what a source holds may be missing
     * then, whichever import had found it unchanged.
     */
    public void forget(long workspaceId) {
        int unused = transactions.asTenant(
                new Scope(workspaceId, null),
                () -> jdbc.sql(FORGET).param("workspace_id", workspaceId).update());
    }
}
