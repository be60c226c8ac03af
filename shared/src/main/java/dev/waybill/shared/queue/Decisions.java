package dev.waybill.shared.queue;

import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.process.ProcessStatus;
import java.util.Map;

/** What a decision means where a type's {@link ReviewPolicy} does not say. */
final class Decisions {

    private Decisions() {}

    static ReviewPolicy.Answer standardAnswer(ReviewPolicy.Decision decision) {
        return switch (decision) {
            case APPROVE -> new ReviewPolicy.Answer.Complete(Map.of());
            case REJECT -> new ReviewPolicy.Answer.Cancel();
        };
    }

    static ProcessStatus target(ReviewPolicy.Decision decision) {
        return switch (decision) {
            case APPROVE -> ProcessStatus.COMPLETED;
            case REJECT -> ProcessStatus.CANCELLED;
        };
    }
}
