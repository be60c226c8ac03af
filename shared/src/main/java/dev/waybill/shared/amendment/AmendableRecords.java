package dev.waybill.shared.amendment;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records of one kind whose columns can be changed one by one. Methods run in the caller's transaction, and see only what
 * belongs to the workspace.
 */
public interface AmendableRecords {

    /** The kind, for example {@code product}. */
    String kind();

    /** The columns that can be changed. */
    Set<String> columns();

    /**
     * A page of ids in the order of the ids, as text.
     *
     * @param missing only records in which at least one of these columns is empty; none for all
     * @param after only ids behind this one; null starts at the first
     */
    List<String> ids(JdbcClient tx, long workspaceId, Collection<String> missing, @Nullable String after, int limit);

    /** Those of the records that are there, in any order; what is no id is passed over. */
    List<KnownRecord> read(JdbcClient tx, long workspaceId, Collection<String> ids);

    /**
     * Locks records until the transaction ends, in the order in which every writer of the table locks them. Whoever amends
     * in several steps holds all of them first.
     */
    void hold(JdbcClient tx, long workspaceId, Collection<String> ids);

    /**
     * Changes records whose columns are as expected; no other column is touched. All rows are locked first.
     *
     * @param writer the process that is recorded as the writer; null for an undo, after which what wrote the record before
     *     can be undone next
     * @param amendments of different records
     * @return what became of each, in their order
     * @throws IllegalArgumentException if one names a column that is not of {@link #columns()}
     */
    List<Amended> amend(JdbcClient tx, long workspaceId, @Nullable Long writer, List<Amendment> amendments);
}
