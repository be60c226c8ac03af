package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A generated draft: a row of the seed's items.
 *
 * @param rawModelOutput what the model said, before normalisation
 * @param normalizedPayload the draft as {@link LocationDraft#json} has it
 * @param userPayload what a person changed in it: members that replace those of the draft, null clears one
 * @param warnings of the draft with these changes
 * @param validationErrors of the draft with these changes; while there is one it cannot be approved
 * @param importResult {@code {"location_id": 42}}, with {@code "existing": true} when the location was there already;
 *     {@code {"error", "message"}} after a failure; null before the first import
 * @param decision what a person said last, whatever became of the item since; null when nobody has
 * @param version rises with every change
 */
public record LocationItem(
        long id,
        long batchId,
        ItemStatus status,
        @Nullable JsonNode rawModelOutput,
        JsonNode normalizedPayload,
        @Nullable JsonNode userPayload,
        List<String> warnings,
        List<LocationProblem> validationErrors,
        @Nullable String confidence,
        @Nullable JsonNode importResult,
        @Nullable ItemStatus decision,
        @Nullable Long decidedBy,
        @Nullable Instant decidedAt,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** The draft with the person's changes. */
    public ObjectNode payload() {
        return overlaid(userPayload);
    }

    /** The draft with these changes instead of those that are stored. */
    ObjectNode overlaid(@Nullable JsonNode changes) {
        ObjectNode payload = normalizedPayload.deepCopy();
        if (changes != null) {
            changes.properties().forEach(change -> payload.set(change.getKey(), change.getValue()));
        }
        return payload;
    }
}
