package dev.waybill.shared.tenancy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit log a list shows; null means any.
 *
 * @param action {@code process.cancelled}, or {@code process} for all that begin with it and a dot
 * @param processId what was done to this process, and what started it
 * @param since at or after
 */
public record AuditFilter(
        @Nullable String action,
        @Nullable String subjectType,
        @Nullable Long subjectId,
        @Nullable Long processId,
        @Nullable Long userId,
        @Nullable Long apiKeyId,
        @Nullable Instant since) {

    /** Everything. */
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null, null);
}
