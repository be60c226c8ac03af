package dev.waybill.api.locations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.http.Member;
import dev.waybill.shared.locations.ItemStatus;
import dev.waybill.shared.locations.LocationItem;
import dev.waybill.shared.locations.LocationProblem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A draft as the API shows it: the seed's columns, and what they amount to.
 *
 * @param payload {@code normalized_payload} with {@code user_payload} laid over it: what is imported
 * @param decision what a person said last, approved or rejected; null when nobody has
 */
record LocationItemView(
        long id,
        long batchId,
        @Member(words = ItemStatus.class) String status,
        @Nullable JsonNode rawModelOutput,
        JsonNode normalizedPayload,
        @Nullable JsonNode userPayload,
        JsonNode payload,
        List<String> warnings,
        List<LocationProblem> validationErrors,
        @Nullable String confidence,
        @Nullable JsonNode importResult,
        @Member(words = ItemStatus.class) @Nullable String decision,
        @Nullable Long decidedBy,
        @Nullable Instant decidedAt,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static LocationItemView of(LocationItem item) {
        ItemStatus decision = item.decision();
        return new LocationItemView(
                item.id(),
                item.batchId(),
                item.status().word(),
                item.rawModelOutput(),
                item.normalizedPayload(),
                item.userPayload(),
                item.payload(),
                item.warnings(),
                item.validationErrors(),
                item.confidence(),
                item.importResult(),
                decision == null ? null : decision.word(),
                item.decidedBy(),
                item.decidedAt(),
                item.version(),
                item.createdAt(),
                item.updatedAt());
    }
}
