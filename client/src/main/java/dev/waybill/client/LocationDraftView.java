package dev.waybill.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A generated location that a person decides about.
 *
 * @param status pending_review, approved, rejected, imported or failed
 * @param normalizedPayload the draft
 * @param userPayload what was changed in it; null when nothing was
 * @param payload the draft with these changes: what is imported
 * @param confidence high, medium or low
 * @param importResult {@code {"location_id": 42}}, or what went wrong; null before the first import
 * @param decision approved or rejected; null when nobody has decided
 * @param version rises with every change
 */
public record LocationDraftView(
        long id,
        long batchId,
        String status,
        @Nullable JsonNode rawModelOutput,
        @Nullable JsonNode normalizedPayload,
        @Nullable JsonNode userPayload,
        @Nullable JsonNode payload,
        List<String> warnings,
        List<ValidationError> validationErrors,
        @Nullable String confidence,
        @Nullable JsonNode importResult,
        @Nullable String decision,
        @Nullable Long decidedBy,
        @Nullable Instant decidedAt,
        long version,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    /** Why a draft cannot be imported as it is. */
    public record ValidationError(String field, String code, String message) {}

    public LocationDraftView {
        warnings = Absent.empty(warnings);
        validationErrors = Absent.empty(validationErrors);
    }
}
