package dev.waybill.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process in the words of operators.
 *
 * @param status queued, running, waiting_review or completed
 * @param statusBucket queued, running, waiting_review, succeeded, partial, failed or cancelled
 * @param summaryCounts total (null while unknown), processed, succeeded, failed, skipped
 * @param failureSummary what it failed of; empty in lists
 * @param pollAfterMs null when nothing will change by itself
 */
public record OperationView(
        long id,
        @Nullable Long workspaceId,
        @Nullable Long tenantId,
        @Nullable Long userId,
        @Nullable String userName,
        String type,
        @Nullable String resource,
        @Nullable String action,
        @Nullable String name,
        String status,
        @Nullable String outcome,
        @Nullable String statusBucket,
        @Nullable JsonNode context,
        @Nullable JsonNode summaryCounts,
        List<ProcessView.FailureView> failureSummary,
        @Nullable String reasonCode,
        @Nullable String errorMessage,
        @Nullable Integer progressPercent,
        @Nullable String currentStep,
        @Nullable JsonNode itemIds,
        @Nullable String idempotencyKey,
        @Nullable Long auditLogId,
        @Nullable Long retryOf,
        long version,
        @Nullable Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Instant updatedAt,
        @Nullable Long pollAfterMs,
        @Nullable JsonNode links) {

    public OperationView {
        failureSummary = Absent.empty(failureSummary);
    }
}
