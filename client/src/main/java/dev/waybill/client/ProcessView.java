package dev.waybill.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A process as the API shows it. Words are strings, so that a newer server's words pass; members that it does not send
 * are null, zero or empty. Counters are items, {@code total_items} null while unknown; {@code version} rises with every
 * visible change; {@code poll_after_ms} is null when nothing will change by itself.
 *
 * @param status pending, running, waiting_review, completed, failed or cancelled
 * @param operatorStatus queued, running, waiting_review, succeeded, partial, failed or cancelled
 * @param outcome succeeded, partially_succeeded, failed or cancelled; null until it ended
 * @param progressPercent 0 to 100; null while unknown
 * @param summary structured result, shape by type; null until it completed
 * @param attempts dispatches that began
 * @param attemptsSpent failures so far, what {@code max_attempts} limits
 * @param undoId the last process that takes or took back what it did
 * @param executionMs time it actually ran, summed over attempts
 * @param waiting why it does not run yet; null unless it is pending, and in lists and streams
 * @param eta about when it will be done; null when nothing can be said, and in lists and streams
 * @param actions what the status allows: retry, retry-failed-items, cancel, decision, undo
 */
public record ProcessView(
        long id,
        @Nullable UUID externalId,
        @Nullable Long workspaceId,
        @Nullable Long userId,
        @Nullable Long tenantId,
        String type,
        @Nullable String subtype,
        @Nullable String name,
        String status,
        @Nullable String operatorStatus,
        @Nullable String outcome,
        @Nullable Integer progressPercent,
        @Nullable String currentStep,
        @Nullable Long totalItems,
        long processedItems,
        long succeededItems,
        long failedItems,
        long skippedItems,
        @Nullable JsonNode summary,
        @Nullable String errorMessage,
        @Nullable String reasonCode,
        List<FailureView> failures,
        @Nullable String queue,
        int priority,
        int attempts,
        int attemptsSpent,
        int maxAttempts,
        int interruptions,
        @Nullable String relatedType,
        @Nullable Long relatedId,
        @Nullable JsonNode inputPayload,
        @Nullable JsonNode metadata,
        @Nullable JsonNode context,
        @Nullable String resource,
        @Nullable String action,
        @Nullable JsonNode itemIds,
        @Nullable UUID jobId,
        @Nullable String workerId,
        @Nullable Instant runAt,
        @Nullable Long retryOf,
        @Nullable Long undoId,
        @Nullable String idempotencyKey,
        @Nullable Long parentId,
        @Nullable String concurrencyKey,
        @Nullable Integer concurrencyLimit,
        @Nullable Long timeoutSeconds,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        long executionMs,
        long version,
        long eventSeq,
        @Nullable Long pollAfterMs,
        @Nullable WaitView waiting,
        @Nullable Instant eta,
        List<String> actions,
        @Nullable Links links,
        @Nullable Instant serverTime) {

    private static final Set<String> TERMINAL = Set.of("completed", "failed", "cancelled");

    public ProcessView {
        failures = Absent.empty(failures);
        actions = Absent.empty(actions);
    }

    /** Whether it ended: completed, failed or cancelled. */
    public boolean isTerminal() {
        return TERMINAL.contains(status);
    }

    /** Whether it goes no further by itself: it ended, or waits for a person's decision. */
    public boolean isSettled() {
        return isTerminal() || status.equals("waiting_review");
    }

    /**
     * One of the first hundred failures of its items.
     *
     * @param reason sentence for people
     * @param type what kind of item
     */
    public record FailureView(
            @Nullable String reasonCode,
            @Nullable String reason,
            @Nullable JsonNode itemId,
            @Nullable String type) {}

    /**
     * Why it waits.
     *
     * @param reason scheduled, backoff, deferred, children, concurrency_key, paused, limit, no_worker or queue
     * @param position about which place it has, from 1; null unless the reason is queue
     * @param until null unless it waits for a time
     * @param heldBy what an operator paused or limited: {@code scope}, {@code name}, …; null when nothing is
     * @param count children that have not ended, or slots that are held
     * @param sentence the same for people
     */
    public record WaitView(
            String reason,
            @Nullable Long position,
            @Nullable Instant until,
            @Nullable JsonNode heldBy,
            @Nullable Long count,
            @Nullable String sentence) {}

    /** Paths of what belongs to it, relative to the server. */
    public record Links(
            @Nullable String self,
            @Nullable String events,
            @Nullable String items,
            @Nullable String stream) {}
}
