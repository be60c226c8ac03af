package dev.waybill.shared.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process in the words of operators: one row of {@code operation_runs} (seeds operations-auto-refresh and
 * unified-operations-runs).
 *
 * @param userName of who started it; null when nobody did, or the user is gone
 * @param type resource and action, for example {@code drift.generate}
 * @param status queued, running, waiting_review or completed
 * @param bucket {@link OperatorStatus#word}
 * @param summaryCounts {@code {total, processed, succeeded, failed, skipped}}; total null while unknown
 * @param failureSummary array of {@code {reason_code, reason, item_id?, type?}}; null in a list
 * @param attemptsSpent attempts that failed
 * @param runAt when it may start at the earliest, for example after an attempt that failed
 */
public record Operation(
        ProcessId id,
        Process.Owner owner,
        @Nullable String userName,
        String type,
        String resource,
        String action,
        String processType,
        @Nullable String processSubtype,
        @Nullable String name,
        String status,
        @Nullable Outcome outcome,
        String bucket,
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
        @Nullable String relatedType,
        @Nullable Long relatedId,
        @Nullable Long retryOf,
        long version,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        Instant updatedAt,
        int attemptsSpent,
        int maxAttempts,
        @Nullable Instant runAt) {}
