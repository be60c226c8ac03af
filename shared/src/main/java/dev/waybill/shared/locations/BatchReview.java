package dev.waybill.shared.locations;

import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a generic decision about {@code ai_location_import_generate} means: approve is {@code POST …/import}, reject and
 * cancel are {@code DELETE}. The database discards the batch of a process that is cancelled.
 */
final class BatchReview implements ReviewPolicy {

    private final Supplier<LocationReviews> reviews;

    /** @param reviews later, since it and the queue that asks this policy need each other */
    BatchReview(Supplier<LocationReviews> reviews) {
        this.reviews = reviews;
    }

    @Override
    public String label() {
        return LocationTypes.GENERATE.label();
    }

    @Override
    public Answer decide(Review review, Decision decision) {
        Optional<LocationBatch> batch = batch(review);
        if (batch.isEmpty()) {
            return new Answer.Cancel();
        }
        return switch (decision) {
            case APPROVE ->
                new Answer.GoesOn(reviews.get()
                        .startImport(scope(review), batch.get().id())
                        .value());
            case REJECT -> {
                reviews.get().cancelImport(scope(review), batch.get().id());
                yield new Answer.Cancel();
            }
        };
    }

    @Override
    public void cancelled(Review review) {
        batch(review).ifPresent(batch -> reviews.get().cancelImport(scope(review), batch.id()));
    }

    private Optional<LocationBatch> batch(Review review) {
        return reviews.get().ofProcess(scope(review), new ProcessId(review.processId()));
    }

    private static Scope scope(Review review) {
        return new Scope(review.workspaceId(), review.userId());
    }
}
