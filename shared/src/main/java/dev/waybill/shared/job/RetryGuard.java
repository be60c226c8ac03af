package dev.waybill.shared.job;

import java.util.Optional;

/**
 * Says when a failed process may not run again, because what it belongs to has gone on without it. A Spring bean for one
 * type; without one, it may always. Called inside the retry's transaction with the process locked.
 */
public interface RetryGuard {

    /** The type's label, for example {@code ai_enrich/bulk}. */
    String label();

    /** Why it may not; empty when it may. */
    Optional<ReviewPolicy.Answer.Refuse> refusal(ReviewPolicy.Review review);
}
