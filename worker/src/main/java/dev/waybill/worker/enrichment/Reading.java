package dev.waybill.worker.enrichment;

import dev.waybill.shared.amendment.KnownRecord;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentOrder;
import dev.waybill.shared.enrichment.EnrichmentResult;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.Enrichments;
import dev.waybill.shared.enrichment.SuggestionRules;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the selected records of a process as they are now. */
final class Reading {

    private static final int PAGE = 200;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final Enrichments enrichments;
    private final EnrichmentOrder order;
    private final long workspaceId;
    private final long processId;
    private long last = -1;

    Reading(
            JdbcClient jdbc,
            RoleTransactions roles,
            Enrichments enrichments,
            EnrichmentOrder order,
            long workspaceId,
            long processId) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.enrichments = enrichments;
        this.order = order;
        this.workspaceId = workspaceId;
        this.processId = processId;
    }

    /**
     * Some records.
     *
     * @param results those that the model need not be asked about
     * @param end whether there are no more
     */
    record Page(List<Asked> asked, List<EnrichmentResult> results, boolean end) {}

    Page next() {
        return roles.asTenant(new Scope(workspaceId, null), () -> {
            List<EnrichmentItem> items =
                    enrichments.items(jdbc, workspaceId, processId, Set.of(EnrichmentStatus.SELECTED), last, PAGE);
            Map<String, KnownRecord> known = known(items);
            List<Asked> asked = new ArrayList<>();
            List<EnrichmentResult> results = new ArrayList<>();
            for (EnrichmentItem item : items) {
                KnownRecord record = known.get(item.recordId());
                if (record == null) {
                    results.add(result(item, null, EnrichmentStatus.FAILED, "record_gone", "There is no such record."));
                } else if (order.onlyEmpty() && !lacks(record)) {
                    results.add(result(
                            item,
                            record,
                            EnrichmentStatus.SKIPPED,
                            "nothing_missing",
                            "It has all that was asked for."));
                } else {
                    asked.add(Asked.of(order, processId, item, record));
                }
                last = item.itemIndex();
            }
            return new Page(asked, results, items.size() < PAGE);
        });
    }

    private Map<String, KnownRecord> known(List<EnrichmentItem> items) {
        Map<String, KnownRecord> known = new HashMap<>();
        List<String> ids = items.stream().map(EnrichmentItem::recordId).toList();
        enrichments.records(order.kind()).read(jdbc, workspaceId, ids).forEach(one -> known.put(one.id(), one));
        return known;
    }

    private boolean lacks(KnownRecord record) {
        return order.columns().stream()
                .anyMatch(column -> SuggestionRules.isEmpty(record.columns().path(column)));
    }

    private static EnrichmentResult result(
            EnrichmentItem item,
            @org.jspecify.annotations.Nullable KnownRecord record,
            EnrichmentStatus status,
            String code,
            String message) {
        return new EnrichmentResult(
                item.itemIndex(),
                item.recordId(),
                record == null ? null : record.label(),
                status,
                null,
                code,
                message,
                null,
                EnrichmentResult.Share.NOTHING);
    }
}
