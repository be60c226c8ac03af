package dev.waybill.shared.tenancy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did.
 *
 * @param userId null when it was no person; may name one who is gone
 * @param origin from where
 * @param subjectType to what, for example {@code process}
 * @param subjectId null when the subject has no number, or there are several
 */
public record AuditEntry(
        long id,
        Instant at,
        @Nullable Long userId,
        Origin origin,
        String action,
        @Nullable String subjectType,
        @Nullable Long subjectId,
        JsonNode details) {}
