package dev.waybill.shared.locations;

import dev.waybill.shared.job.RetryGuard;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.tenancy.Scope;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets a failed process of a batch run again only while the batch is a draft, and an import only while it is the last one
 * and has not come to its end. */
final class BatchRetry implements RetryGuard {

    private final String label;
    private final Supplier<LocationReviews> reviews;

    BatchRetry(String label, Supplier<LocationReviews> reviews) {
        this.label = label;
        this.reviews = reviews;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Optional<ReviewPolicy.Answer.Refuse> refusal(ReviewPolicy.Review review) {
        Scope scope = new Scope(review.workspaceId(), review.userId());
        ProcessId process = new ProcessId(review.processId());
        return reviews.get()
                .ofProcess(scope, process)
                .map(batch -> Optional.ofNullable(unless(batch)))
                .orElseGet(() -> Optional.of(BatchRefusals.ended()))
                .map(refusal -> new ReviewPolicy.Answer.Refuse(refusal.reasonCode(), refusal.reason()));
    }

    private @Nullable Refusal unless(LocationBatch batch) {
        Refusal refusal = BatchRefusals.unlessDraft(batch);
        boolean applies = label.equals(LocationTypes.APPLY.label());
        return refusal == null && applies && !batch.applying() ? BatchRefusals.ended() : refusal;
    }
}
