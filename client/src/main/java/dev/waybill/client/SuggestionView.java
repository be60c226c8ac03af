package dev.waybill.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model suggests for a record.
 *
 * @param status selected, pending_review, approved, rejected, applied, stale, failed or skipped
 * @param beforeState every column that was asked for, as it was read
 * @param afterState the columns that the model would change
 * @param userState what a person wants instead
 * @param wanted what is written when it is approved
 * @param confidence low, medium or high
 */
public record SuggestionView(
        long id,
        long itemIndex,
        @Nullable String recordId,
        @Nullable String itemKey,
        String status,
        @Nullable JsonNode beforeState,
        @Nullable JsonNode afterState,
        @Nullable JsonNode userState,
        @Nullable JsonNode wanted,
        List<String> warnings,
        @Nullable String confidence,
        @Nullable String errorCode,
        @Nullable String message,
        @Nullable String model,
        long tokens,
        @Nullable BigDecimal costUsd,
        boolean cached,
        @Nullable Long decidedBy,
        @Nullable Instant decidedAt,
        long version,
        @Nullable Instant updatedAt) {

    public SuggestionView {
        warnings = Absent.empty(warnings);
    }
}
