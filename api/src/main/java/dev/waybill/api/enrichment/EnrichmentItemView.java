package dev.waybill.api.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.http.Member;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A suggestion as the API shows it.
 *
 * @param beforeState every column that was asked for, as it was read
 * @param afterState the columns that the model would change
 * @param userState what a person wants instead
 * @param wanted {@code after_state} with {@code user_state} laid over it: what is written
 * @param costUsd its share of the calls that it was part of
 * @param cached whether the answer was known before
 */
record EnrichmentItemView(
        long id,
        long itemIndex,
        String recordId,
        @Nullable String itemKey,
        @Member(words = EnrichmentStatus.class) String status,
        @Nullable JsonNode beforeState,
        @Nullable JsonNode afterState,
        @Nullable JsonNode userState,
        JsonNode wanted,
        List<String> warnings,
        @Nullable String confidence,
        @Nullable String errorCode,
        @Nullable String message,
        @Nullable String model,
        long tokens,
        BigDecimal costUsd,
        boolean cached,
        @Nullable Long decidedBy,
        @Nullable Instant decidedAt,
        long version,
        Instant updatedAt) {

    static EnrichmentItemView of(EnrichmentItem item) {
        return new EnrichmentItemView(
                item.id(),
                item.itemIndex(),
                item.recordId(),
                item.itemKey(),
                item.status().word(),
                item.beforeState(),
                item.afterState(),
                item.userState(),
                item.wanted(),
                item.warnings(),
                item.confidence(),
                item.errorCode(),
                item.message(),
                item.model(),
                item.tokens(),
                item.costUsd(),
                item.cached(),
                item.decidedBy(),
                item.decidedAt(),
                item.version(),
                item.updatedAt());
    }
}
