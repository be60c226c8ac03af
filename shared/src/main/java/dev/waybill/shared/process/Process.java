package dev.waybill.shared.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The header of a process as it was read: one row of {@code processes}. Null means what the column's null means.
 *
 * @param owner whose it is
 * @param kind what it does
 * @param reasonCode stable code of the failure, deferral or interruption that explains the status; null when none does
 * @param progressPercent 0 to 100, rounded down; null while unknown
 * @param summary structured result
 * @param failures array of {@code {reason_code, reason, item_id, type}}, at most 100
 * @param version rises with every visible change; the ETag
 * @param eventSeq seq of its last event
 * @param lease fencing token: who runs it must hold this number
 * @param waitsFor what keeps a pending process from being claimed: "time", "slot" or "children"; null when nothing
 *     does
 * @param conduct how it runs beside others
 */
@SuppressWarnings("AvoidCommonTypeNames") // the field's word for it, and the seed's
public record Process(
        ProcessId id,
        UUID externalId,
        Owner owner,
        Kind kind,
        ProcessStatus status,
        @Nullable Outcome outcome,
        @Nullable String reasonCode,
        @Nullable String errorMessage,
        @Nullable Integer progressPercent,
        @Nullable String currentStep,
        Counters counters,
        Attempts attempts,
        Times times,
        @Nullable JsonNode summary,
        @Nullable JsonNode failures,
        @Nullable JsonNode input,
        int inputVersion,
        @Nullable JsonNode checkpoint,
        @Nullable JsonNode itemIds,
        @Nullable JsonNode context,
        @Nullable JsonNode metadata,
        @Nullable UUID jobId,
        @Nullable String workerId,
        @Nullable String idempotencyKey,
        @Nullable Long retryOf,
        Undo undo,
        @Nullable Long auditLogId,
        long eventSeq,
        long version,
        long lease,
        @Nullable String waitsFor,
        Conduct conduct) {

    /** Workspace, user and tenant; null workspace means a system run. */
    public record Owner(
            @Nullable Long workspaceId,
            @Nullable Long userId,
            @Nullable Long tenantId) {}

    /** What it does, where it waits, and what it belongs to. */
    public record Kind(
            String type,
            @Nullable String subtype,
            @Nullable String name,
            String queue,
            int priority,
            @Nullable String relatedType,
            @Nullable Long relatedId,
            @Nullable String resource,
            @Nullable String action) {

        /** {@code import/csv}, or {@code drift} when there is no subtype. */
        public String label() {
            return subtype == null ? type : type + "/" + subtype;
        }
    }

    /** Items; {@code total} is null while unknown, {@code processed} the sum of the others. */
    public record Counters(@Nullable Long total, long processed, long succeeded, long failed, long skipped) {}

    /** Dispatches that began; failures among them; how many failures are allowed; crashes of its workers. */
    public record Attempts(int begun, int spent, int max, int interruptions) {}

    /**
     * @param runAt not started before
     * @param attemptStartedAt when the attempt that runs began; null while none does
     * @param executionMs milliseconds actually run, all attempts
     */
    public record Times(
            Instant runAt,
            @Nullable Instant startedAt,
            @Nullable Instant attemptStartedAt,
            @Nullable Instant finishedAt,
            Instant createdAt,
            Instant updatedAt,
            long executionMs) {}

    /**
     * @param possible whether what it did can be taken back
     * @param processId the last process that took it back or is to do so; null when there was none
     */
    public record Undo(boolean possible, @Nullable Long processId) {}

    /** Where it waits while it could start. */
    public Lane lane() {
        return Lane.of(owner.workspaceId(), kind.queue(), kind.label());
    }

    /** The operator's word for it. */
    public OperatorStatus operatorStatus() {
        return OperatorStatus.of(status, outcome);
    }
}
