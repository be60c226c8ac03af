package dev.waybill.shared.locations;

import dev.waybill.shared.job.RetryGuard;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets a failed process of a batch run again only while the batch is a draft, and no later import has replaced it. */
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
                .flatMap(batch -> Optional.ofNullable(BatchRefusals.unlessDraft(batch)))
                .map(refusal -> new ReviewPolicy.Answer.Refuse(refusal.reasonCode(), refusal.reason()));
    }
}
