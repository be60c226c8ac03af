package dev.waybill.shared.job;

import java.util.List;
import java.util.Map;

/**
 * How an attempt ended well. Summaries are shown to people and must hold no secret.
 */
public sealed interface JobOutcome {

    /** Structured result, kept in {@code processes.summary}. */
    Map<String, Object> summary();

    /** Everything was done. */
    record Completed(Map<String, Object> summary) implements JobOutcome {
        public Completed {
            summary = Map.copyOf(summary);
        }
    }

    /** The work was done, but not for every item: the outcome is {@code partially_succeeded}. */
    record CompletedWithErrors(Map<String, Object> summary, List<Failure> failures) implements JobOutcome {
        public CompletedWithErrors {
            summary = Map.copyOf(summary);
            failures = List.copyOf(failures);
        }
    }

    /** A person must decide before it goes on: the process is {@code waiting_review}. */
    record AwaitingReview(Map<String, Object> summary) implements JobOutcome {
        public AwaitingReview {
            summary = Map.copyOf(summary);
        }
    }
}
