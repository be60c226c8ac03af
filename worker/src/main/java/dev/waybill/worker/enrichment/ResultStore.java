package dev.waybill.worker.enrichment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.amendment.Amended;
import dev.waybill.shared.amendment.Amendment;
import dev.waybill.shared.enrichment.EnrichmentMode;
import dev.waybill.shared.enrichment.EnrichmentOrder;
import dev.waybill.shared.enrichment.EnrichmentResult;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.Enrichments;
import dev.waybill.shared.enrichment.Suggestion;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores results, each with what it writes in one transaction: a suggestion for review, or the record itself. */
final class ResultStore {

    private final Enrichments enrichments;
    private final EnrichmentOrder order;
    private final Progress progress;

    ResultStore(Enrichments enrichments, EnrichmentOrder order, Progress progress) {
        this.enrichments = enrichments;
        this.order = order;
        this.progress = progress;
    }

    void store(List<EnrichmentResult> results) throws Exception {
        if (results.isEmpty()) {
            return;
        }
        progress.chunk(tx -> {
            List<EnrichmentResult> ended = order.mode() == EnrichmentMode.APPLY ? written(tx, results) : results;
            enrichments.record(tx, progress.workspaceId(), progress.processId(), ended);
            return new ChunkResult(ended.stream().map(this::item).toList(), null);
        });
    }

    private List<EnrichmentResult> written(JdbcClient tx, List<EnrichmentResult> results) {
        List<EnrichmentResult> suggested = results.stream()
                .filter(result -> result.status() == EnrichmentStatus.PENDING_REVIEW)
                .toList();
        List<Amended> outcomes = enrichments.write(
                tx,
                order.kind(),
                progress.workspaceId(),
                progress.processId(),
                suggested.stream().map(ResultStore::amendment).toList());
        List<EnrichmentResult> ended = new ArrayList<>(results);
        ended.removeAll(suggested);
        for (int number = 0; number < suggested.size(); number++) {
            ended.add(ended(suggested.get(number), outcomes.get(number)));
        }
        return ended;
    }

    private static EnrichmentResult ended(EnrichmentResult result, Amended outcome) {
        return switch (outcome) {
            case DONE, ALREADY -> result.applied();
            case STALE -> result.ended(EnrichmentStatus.STALE, "stale", "It was changed since it was read.");
            case GONE -> result.ended(EnrichmentStatus.STALE, "record_gone", "It does not exist any more.");
        };
    }

    private static Amendment amendment(EnrichmentResult result) {
        Suggestion suggestion = Objects.requireNonNull(result.suggestion());
        return new Amendment(result.recordId(), changed(suggestion), suggestion.after());
    }

    private ItemResult item(EnrichmentResult result) {
        Suggestion suggestion = result.suggestion();
        return new ItemResult(
                result.itemIndex(),
                result.itemKey(),
                productId(result),
                switch (result.status()) {
                    case SELECTED -> ItemResult.Status.PENDING;
                    case PENDING_REVIEW, APPROVED, REJECTED, APPLIED -> ItemResult.Status.SUCCESS;
                    case STALE, SKIPPED -> ItemResult.Status.SKIPPED;
                    case FAILED -> ItemResult.Status.ERROR;
                },
                result.message(),
                result.errorCode(),
                suggestion == null ? null : changed(suggestion),
                suggestion == null ? null : suggestion.after());
    }

    private @Nullable UUID productId(EnrichmentResult result) {
        return order.kind().equals("product") && result.itemKey() != null ? UUID.fromString(result.recordId()) : null;
    }

    /** What the columns that change hold before. */
    private static ObjectNode changed(Suggestion suggestion) {
        List<String> names = new ArrayList<>();
        suggestion.after().fieldNames().forEachRemaining(names::add);
        return suggestion.before().deepCopy().retain(names);
    }
}
