package dev.waybill.api.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.http.Member;
import dev.waybill.api.process.PollHint;
import dev.waybill.shared.process.Operation;
import dev.waybill.shared.process.OperatorStatus;
import dev.waybill.shared.process.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process in the words of operators: the columns of {@code operation_runs} and where to go from there.
 *
 * @param status queued, running, waiting_review or completed
 * @param statusBucket queued, running, waiting_review, succeeded, partial, failed or cancelled
 * @param failureSummary {@code {reason_code, reason, item_id?, type?}} each; null in a list
 * @param attemptsSpent attempts that failed, of {@code maxAttempts} that may
 * @param runAt when it may start at the earliest: while queued after an attempt that failed, when it is tried again
 * @param pollAfterMs milliseconds after which a client that polls should ask again; null when it should not
 */
record OperationView(
        long id,
        @Nullable Long workspaceId,
        @Nullable Long tenantId,
        @Nullable Long userId,
        @Nullable String userName,
        String type,
        String resource,
        String action,
        @Nullable String name,

        @Member(oneOf = {"queued", "running", "waiting_review", "completed"})
        String status,

        @Member(words = Outcome.class) @Nullable String outcome,
        @Member(words = OperatorStatus.class) String statusBucket,
        JsonNode context,
        JsonNode summaryCounts,
        @Nullable JsonNode failureSummary,
        @Nullable String reasonCode,
        @Nullable String errorMessage,
        @Nullable Integer progressPercent,
        @Nullable String currentStep,
        @Nullable JsonNode itemIds,
        @Nullable String idempotencyKey,
        @Nullable Long auditLogId,
        @Nullable Long retryOf,
        long version,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        Instant updatedAt,
        int attemptsSpent,
        int maxAttempts,
        @Nullable Instant runAt,
        @Nullable Long pollAfterMs,
        Links links,
        Instant serverTime) {

    /**
     * Paths of what belongs to it.
     *
     * @param artifacts what it made or belongs to; null in a list
     */
    record Links(
            String self,
            String process,
            String items,
            String events,
            String stream,
            @Nullable String retryOf,
            @Nullable List<Artifact> artifacts) {

        static Links of(Operation operation, @Nullable List<Artifact> artifacts) {
            String process = "/api/processes/" + operation.id();
            Long original = operation.retryOf();
            return new Links(
                    "/api/operations/" + operation.id(),
                    process,
                    process + "/items",
                    process + "/events",
                    process + "/stream",
                    original == null ? null : "/api/operations/" + original,
                    artifacts);
        }
    }

    /** @param artifacts null in a list */
    static OperationView of(
            Operation operation, @Nullable List<Artifact> artifacts, PollHint.Viewer viewer, Instant now) {
        return new OperationView(
                operation.id().value(),
                operation.owner().workspaceId(),
                operation.owner().tenantId(),
                operation.owner().userId(),
                operation.userName(),
                operation.type(),
                operation.resource(),
                operation.action(),
                operation.name(),
                operation.status(),
                operation.outcome() == null ? null : operation.outcome().word(),
                operation.bucket(),
                operation.context(),
                operation.summaryCounts(),
                operation.failureSummary(),
                operation.reasonCode(),
                operation.errorMessage(),
                operation.progressPercent(),
                operation.currentStep(),
                operation.itemIds(),
                operation.idempotencyKey(),
                operation.auditLogId(),
                operation.retryOf(),
                operation.version(),
                operation.createdAt(),
                operation.startedAt(),
                operation.completedAt(),
                operation.updatedAt(),
                operation.attemptsSpent(),
                operation.maxAttempts(),
                operation.runAt(),
                PollHint.interval(operation.status(), operation.createdAt(), now, viewer),
                Links.of(operation, artifacts),
                now);
    }
}
