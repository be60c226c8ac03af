package dev.waybill.shared.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.usage.Spending;
import dev.waybill.shared.usage.UsageLedger;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a decision about an enrichment as a whole means. Approve goes on where a budget has stopped it, if there is room
 * again; else it approves and writes what is open. Reject gives up what is not written.
 */
final class EnrichmentReview implements ReviewPolicy {

    private final String label;
    private final Supplier<EnrichmentReviews> reviews;
    private final Supplier<UsageLedger> usage;

    /** @param reviews later, since it and the queue that asks this policy need each other */
    EnrichmentReview(String label, Supplier<EnrichmentReviews> reviews, Supplier<UsageLedger> usage) {
        this.label = label;
        this.reviews = reviews;
        this.usage = usage;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Answer decide(Review review, Decision decision) {
        ProcessId process = new ProcessId(review.processId());
        return switch (decision) {
            case APPROVE -> {
                long left = Objects.requireNonNullElse(
                        reviews.get().counts(scope(review), process).get(EnrichmentStatus.SELECTED), 0L);
                yield left > 0
                        ? goOn(review, process)
                        : new Answer.Complete(reviews.get().approveAndFinish(scope(review), process));
            }
            case REJECT -> {
                reviews.get().reject(scope(review), process);
                yield new Answer.Cancel();
            }
        };
    }

    @Override
    public void cancelled(Review review) {
        reviews.get().reject(scope(review), new ProcessId(review.processId()));
    }

    private Answer goOn(Review review, ProcessId process) {
        long workspace = Objects.requireNonNull(review.workspaceId());
        BigDecimal needed = needed(reviews.get().process(scope(review), process).summary());
        boolean room = hasRoom(usage.get().ofProcess(workspace, process.value()), needed)
                && hasRoom(usage.get().ofMonth(workspace), needed);
        return room
                ? new Answer.RunAgain()
                : new Answer.Refuse(
                        "budget_exhausted",
                        "The next call may cost %s USD, which the budget does not have; raise it, or apply what is there"
                                .formatted(needed.toPlainString()));
    }

    private static BigDecimal needed(@Nullable JsonNode summary) {
        return Optional.ofNullable(summary)
                .map(all -> all.path("stopped").path("needed_usd"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .orElse(BigDecimal.ZERO);
    }

    private static boolean hasRoom(Spending spending, BigDecimal needed) {
        BigDecimal left = spending.left();
        return left == null || left.compareTo(needed) >= 0;
    }

    private static Scope scope(Review review) {
        return new Scope(review.workspaceId(), review.userId());
    }
}
