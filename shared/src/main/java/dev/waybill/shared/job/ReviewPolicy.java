package dev.waybill.shared.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What follows when a person decides about a process in {@code waiting_review}. A Spring bean for one type; without one,
 * approve completes and reject cancels. Called inside the deciding transaction with the process locked: what the policy
 * writes commits with the decision.
 */
public interface ReviewPolicy {

    /** The type's label, for example {@code ai_enrich/bulk}. */
    String label();

    /** Changes the family's rows and says what becomes of the process. */
    Answer decide(Review review, Decision decision);

    /** The process was cancelled while it waited for review. */
    void cancelled(Review review);

    /** A person's word. */
    enum Decision {
        APPROVE,
        REJECT
    }

    /**
     * The process under review.
     *
     * @param note what the person wrote
     */
    record Review(
            long processId,
            @Nullable Long workspaceId,
            @Nullable Long userId,
            @Nullable String note) {}

    /** What becomes of the process. */
    sealed interface Answer {
        /** It is completed. */
        record Complete(Map<String, Object> summary) implements Answer {}

        /** It is cancelled. */
        record Cancel() implements Answer {}

        /** It runs again with the same input, as a new JobRunr job. */
        record RunAgain() implements Answer {}

        /**
         * It stays as it is: another process, which the policy has enqueued, goes on with it, and the family ends it when
         * that is done.
         */
        record GoesOn(long processId) implements Answer {}

        /** Nothing changes; the caller gets this reason. */
        record Refuse(String reasonCode, String reason) implements Answer {}
    }
}
