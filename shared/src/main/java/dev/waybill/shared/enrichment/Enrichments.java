package dev.waybill.shared.enrichment;

import dev.waybill.shared.amendment.AmendableRecords;
import dev.waybill.shared.amendment.Amended;
import dev.waybill.shared.amendment.Amendment;
import dev.waybill.shared.job.Rejected;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Enrichments as their jobs see them. Methods run in the caller's transaction. */
public final class Enrichments {

    private final Map<String, AmendableRecords> records;

    Enrichments(Collection<AmendableRecords> records) {
        this.records = records.stream().collect(Collectors.toMap(AmendableRecords::kind, Function.identity()));
    }

    /** The records of a kind. */
    public AmendableRecords records(String kind) {
        AmendableRecords known = records.get(kind);
        if (known == null) {
            throw new Rejected("unknown_records", "There are no records of kind " + kind + " here.");
        }
        return known;
    }

    /** Adds records to a process, behind those that it has; each once. */
    public void select(JdbcClient tx, long workspaceId, long processId, Collection<String> recordIds) {
        EnrichmentRows.select(tx, workspaceId, processId, recordIds);
    }

    /**
     * Items in their order.
     *
     * @param statuses none for all
     * @param after only those behind this index; -1 starts at the first
     */
    public List<EnrichmentItem> items(
            JdbcClient tx, long workspaceId, long processId, Set<EnrichmentStatus> statuses, long after, int limit) {
        return EnrichmentRows.list(tx, workspaceId, processId, statuses, null, after, limit);
    }

    /** How many items a process has by status; every status is there. */
    public Map<EnrichmentStatus, Long> counts(JdbcClient tx, long workspaceId, long processId) {
        return EnrichmentRows.count(tx, workspaceId, processId);
    }

    /** Records what became of items that were only selected. */
    public void record(JdbcClient tx, long workspaceId, long processId, List<EnrichmentResult> results) {
        if (!results.isEmpty()) {
            EnrichmentRows.record(tx, workspaceId, processId, results);
        }
    }

    /**
     * Writes what is wanted where nobody changed it since it was read.
     *
     * @param writer null takes it back
     * @return what became of each, in their order
     */
    public List<Amended> write(
            JdbcClient tx, String kind, long workspaceId, @Nullable Long writer, List<Amendment> amendments) {
        return amendments.isEmpty() ? List.of() : records(kind).amend(tx, workspaceId, writer, amendments);
    }
}
