package dev.waybill.api.audit;

import dev.waybill.api.http.Member;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which entries of the audit log, as their description shows it. */
record AuditQuery(
        @Nullable String action,
        @Nullable String subjectType,
        @Nullable @Min(1) Long subjectId,

        @Nullable @Min(1) @Member(says = "What was done to this process.")
        Long processId,

        @Nullable @Min(1) Long userId,
        @Nullable @Min(1) Long apiKeyId,
        @Nullable Instant since) {}
