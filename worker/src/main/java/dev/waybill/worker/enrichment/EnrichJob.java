package dev.waybill.worker.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.enrichment.EnrichmentInput;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentMode;
import dev.waybill.shared.enrichment.EnrichmentOrder;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Failure;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.worker.ai.AiFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Enriches records of one type's kind. First the records are selected and kept, so that every attempt is about the same
 * ones; then the model is asked about those that are still open. Nothing that was answered is asked, or paid, again.
 */
final class EnrichJob<I extends EnrichmentInput> implements Job<I> {

    private static final int MOST_FAILURES = 100;

    private final JobType<I> type;
    private final EnrichParts parts;

    EnrichJob(JobType<I> type, EnrichParts parts) {
        this.type = type;
        this.parts = parts;
    }

    @Override
    public JobType<I> type() {
        return type;
    }

    @Override
    public JobOutcome run(I input, Progress progress) throws Exception {
        EnrichmentOrder order = input.order();
        AnswerCache.Owner owner =
                new AnswerCache.Owner(progress.workspaceId(), progress.processId(), parts.model(order));
        if (order.dryRun()) {
            return new JobOutcome.Completed(
                    parts.estimate(order, owner, progress).summary());
        }
        parts.limit(order, progress);
        parts.cache().forget(owner);
        select(order, progress);
        Optional<AiFailure.OverBudget> stopped =
                parts.run(order, owner, progress).all();
        return outcome(order, owner, progress, stopped);
    }

    private void select(EnrichmentOrder order, Progress progress) throws Exception {
        Selection selection = parts.selection(order, progress.workspaceId(), progress.processId());
        JsonNode checkpoint = progress.checkpoint().orElse(null);
        boolean selected = checkpoint != null && checkpoint.path("selected").asBoolean();
        String after = checkpoint == null ? null : checkpoint.path("after").textValue();
        while (!selected) {
            progress.step("Selecting records");
            Selection.@Nullable Page[] page = new Selection.Page[1];
            String from = after;
            progress.chunk(tx -> {
                Selection.Page found = selection.page(tx, from);
                page[0] = found;
                parts.enrichments().select(tx, progress.workspaceId(), progress.processId(), found.ids());
                return new ChunkResult(List.of(), new Selected(found.next() == null, found.next()));
            });
            after = Objects.requireNonNull(page[0]).next();
            selected = after == null;
            requireAtMost(total(progress));
        }
        progress.total(total(progress));
    }

    /** How far the selection is. */
    private record Selected(boolean selected, @Nullable String after) {}

    private void requireAtMost(long records) {
        if (records > parts.settings().mostRecords()) {
            throw new Rejected(
                    "too_many_records",
                    "An enrichment takes %,d records at the most."
                            .formatted(parts.settings().mostRecords()));
        }
    }

    private long total(Progress progress) throws Exception {
        return counts(progress).values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<EnrichmentStatus, Long> counts(Progress progress) {
        return parts.counts(progress.workspaceId(), progress.processId());
    }

    private JobOutcome outcome(
            EnrichmentOrder order, AnswerCache.Owner owner, Progress progress, Optional<AiFailure.OverBudget> stopped) {
        Map<EnrichmentStatus, Long> counts = counts(progress);
        Map<String, Object> summary = parts.summary(owner, counts);
        if (stopped.isPresent()) {
            AiFailure.OverBudget over = stopped.get();
            progress.note(over.getMessage());
            progress.step("Stopped by its budget");
            summary.put("stopped", EnrichParts.stop(over));
            return new JobOutcome.AwaitingReview(summary);
        }
        if (order.mode() == EnrichmentMode.REVIEW && counts.getOrDefault(EnrichmentStatus.PENDING_REVIEW, 0L) > 0) {
            return new JobOutcome.AwaitingReview(summary);
        }
        return ended(counts, summary, progress);
    }

    private JobOutcome ended(Map<EnrichmentStatus, Long> counts, Map<String, Object> summary, Progress progress) {
        long failed = counts.getOrDefault(EnrichmentStatus.FAILED, 0L);
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        if (failed == 0) {
            return new JobOutcome.Completed(summary);
        }
        if (failed == all) {
            throw new Rejected("all_items_failed", "None of %,d records could be enriched".formatted(failed));
        }
        return new JobOutcome.CompletedWithErrors(summary, failures(progress));
    }

    private List<Failure> failures(Progress progress) {
        return parts
                .items(progress.workspaceId(), progress.processId(), Set.of(EnrichmentStatus.FAILED), MOST_FAILURES)
                .stream()
                .map(EnrichJob::failure)
                .toList();
    }

    private static Failure failure(EnrichmentItem item) {
        return Failure.ofItem(
                Objects.requireNonNullElse(item.itemKey(), item.recordId()),
                Objects.requireNonNullElse(item.errorCode(), "ai_bad_answer"),
                Objects.requireNonNullElse(item.message(), "There is no suggestion."));
    }
}
