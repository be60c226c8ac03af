package dev.waybill.shared.imports;

import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The pages that imports have fetched, so that an attempt that goes on after a crash fetches none of them again. The only
 * writer of {@code import_pages}. All methods work inside and outside a transaction.
 */
public final class ImportPages {

    private static final String OF_PROCESS = """
            SELECT number, file_id, records, next_page
            FROM import_pages
            WHERE workspace_id = :workspace_id AND process_id = :process_id
            ORDER BY number
            """;
    private static final String ADD = """
            INSERT INTO import_pages (workspace_id, process_id, number, file_id, records, next_page)
            VALUES (:workspace_id, :process_id, :number, :file_id, :records, :next_page)
            """;

    private static final String FORGET = """
            DELETE FROM import_pages WHERE process_id = ANY(ARRAY(
                SELECT DISTINCT i.process_id FROM import_pages i JOIN processes p ON p.id = i.process_id
                WHERE p.status IN ('completed', 'cancelled') AND p.failed_items = 0
                    AND p.finished_at < waybill_now() - make_interval(secs => :seconds)
                LIMIT :limit))
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions transactions;

    public ImportPages(JdbcClient jdbc, RoleTransactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** The pages of the import, in their order. */
    public List<ImportPage> of(long workspaceId, long processId) {
        return transactions.asTenant(
                new Scope(workspaceId, null),
                () -> jdbc.sql(OF_PROCESS)
                        .param("workspace_id", workspaceId)
                        .param("process_id", processId)
                        .query((row, index) -> new ImportPage(
                                row.getInt("number"),
                                row.getObject("file_id", UUID.class),
                                row.getLong("records"),
                                row.getString("next_page")))
                        .list());
    }

    /** Adds the next page, whose file belongs to the workspace. */
    public void add(long workspaceId, long processId, ImportPage page) {
        int unused = transactions.asTenant(
                new Scope(workspaceId, null),
                () -> jdbc.sql(ADD)
                        .param("workspace_id", workspaceId)
                        .param("process_id", processId)
                        .param("number", page.number())
                        .param("file_id", page.fileId())
                        .param("records", page.records())
                        .param("next_page", page.next())
                        .update());
    }

    /**
     * Forgets pages that nobody reads again: those of imports that ended without a failed record.
     *
     * @param age since when they have ended
     * @param limit of so many imports
     * @return how many pages; zero when there are no more
     */
    public int forget(Duration age, int limit) {
        return transactions.asRetention(() -> jdbc.sql(FORGET)
                .param("seconds", age.toMillis() / 1000.0)
                .param("limit", limit)
                .update());
    }
}
