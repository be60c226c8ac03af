package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.process.ProcessId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An AI location import: the seed's header record.
 *
 * @param finderId the finder that it is for; null for none, or when that was deleted
 * @param name for people
 * @param sourceAnswers the questionnaire, an object
 * @param locationCount how many locations are asked for
 * @param requestedModel the model that the user asked for; null takes the configured one
 * @param modelName the model that answered; null until it has
 * @param promptVersion version of the prompt's template
 * @param usageMetadata the seed's shape; null until the model has answered
 * @param processId the process that generates; null once the ledger has forgotten it
 * @param applyProcessId the process that imported last; null when none did, or when it is forgotten
 * @param applying whether that process still looks for approved items, unless it has ended without
 * @param appliedAt when a chunk of items was last imported; null when none was yet
 * @param version rises with every visible change of it or of an item
 */
public record LocationBatch(
        long id,
        long workspaceId,
        @Nullable Long finderId,
        long userId,
        @Nullable String name,
        BatchStatus status,
        JsonNode sourceAnswers,
        int locationCount,
        @Nullable String requestedModel,
        @Nullable String modelName,
        String promptVersion,
        @Nullable JsonNode usageMetadata,
        Counters counters,
        @Nullable ProcessId processId,
        @Nullable ProcessId applyProcessId,
        boolean applying,
        @Nullable Instant appliedAt,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * The seed's counters.
     *
     * @param approved items that a person has approved, imported since or not
     * @param rejected items that a person has rejected
     */
    public record Counters(int total, int approved, int rejected, int imported, int failed) {}
}
