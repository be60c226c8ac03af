package dev.waybill.worker.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentOrder;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.Enrichments;
import dev.waybill.shared.locations.LocationChange;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.Scope;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The records that an order means, page by page; in the transaction that it is asked in. */
final class Selection {

    private static final int PAGE = 1_000;

    private final Enrichments enrichments;
    private final ProcessReader reader;
    private final EnrichmentOrder order;
    private final long workspaceId;
    private final @Nullable String errorCode;

    /** @param errorCode of records that failed in an earlier run, only those that did for this; null means all */
    Selection(
            Enrichments enrichments,
            ProcessReader reader,
            EnrichmentOrder order,
            long workspaceId,
            @Nullable String errorCode) {
        this.enrichments = enrichments;
        this.reader = reader;
        this.order = order;
        this.workspaceId = workspaceId;
        this.errorCode = errorCode;
    }

    /**
     * Some of the records.
     *
     * @param next what the page behind it starts with; null at the end
     */
    record Page(List<String> ids, @Nullable String next) {}

    /** @param after {@link Page#next} of the page before; null starts at the first */
    Page page(JdbcClient tx, @Nullable String after) {
        List<String> ids = order.ids();
        Long imported = order.processId();
        Long retryOf = order.retryOf();
        if (ids != null) {
            return new Page(ids, null);
        }
        if (imported != null) {
            return imported(imported, index(after));
        }
        return retryOf != null ? failed(tx, retryOf, index(after)) : missing(tx, after);
    }

    private Page missing(JdbcClient tx, @Nullable String after) {
        List<String> columns = Objects.requireNonNull(order.missing()).columns();
        List<String> ids = enrichments.records(order.kind()).ids(tx, workspaceId, columns, after, PAGE);
        return new Page(ids, ids.size() < PAGE ? null : ids.getLast());
    }

    /** What an import has written, or found to be so already. */
    private Page imported(long process, long after) {
        List<ProcessItem> items = reader.items(new Scope(workspaceId, null), new ProcessId(process), null, after, PAGE);
        List<String> ids = items.stream().flatMap(this::record).distinct().toList();
        return new Page(
                ids, items.size() < PAGE ? null : Long.toString(items.getLast().itemIndex()));
    }

    private Stream<String> record(ProcessItem item) {
        if (order.kind().equals("product")) {
            return Stream.ofNullable(item.productId()).map(Object::toString);
        }
        JsonNode state = item.afterState();
        return state != null
                        && item.status().equals("success")
                        && state.path(LocationChange.ID).isIntegralNumber()
                ? Stream.of(state.path(LocationChange.ID).asText())
                : Stream.empty();
    }

    private Page failed(JdbcClient tx, long process, long after) {
        List<EnrichmentItem> items =
                enrichments.items(tx, workspaceId, process, Set.of(EnrichmentStatus.FAILED), after, PAGE);
        List<String> ids = items.stream()
                .filter(item -> errorCode == null || errorCode.equals(item.errorCode()))
                .map(EnrichmentItem::recordId)
                .toList();
        return new Page(
                ids, items.size() < PAGE ? null : Long.toString(items.getLast().itemIndex()));
    }

    private static long index(@Nullable String after) {
        return after == null ? -1 : Long.parseLong(after);
    }
}
