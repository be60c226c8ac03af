package dev.waybill.shared.process;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A locked header: what a transition is decided from. It holds until the end of the transaction that locked it. */
public record Header(
        ProcessId id,
        ProcessStatus status,
        @Nullable UUID jobId,
        long lease,
        long version,
        String type,
        @Nullable String subtype,
        @Nullable Long workspaceId,
        @Nullable Long userId,
        int attempts,
        int attemptsSpent,
        int maxAttempts,
        int interruptions,
        long failedItems,
        String queue,
        @Nullable String concurrencyKey,
        @Nullable Long parentId) {

    /** Where it waits while it could start. */
    public Lane lane() {
        return Lane.of(workspaceId, queue, label());
    }

    /** {@code import/csv}, or {@code drift} when there is no subtype. */
    public String label() {
        return subtype == null ? type : type + "/" + subtype;
    }
}
