package dev.waybill.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An AI location import: what was asked for, and how far its review and import are.
 *
 * @param status draft, imported or discarded
 * @param modelName the model that answered; null until it has
 * @param usageMetadata tokens, as the model's provider counts them
 * @param approvedItems items that a person has approved, imported since or not
 * @param process the one that generates; null once it is forgotten
 * @param importProcess the one that imported last; null when none did
 * @param items a page of its items; empty in lists
 * @param itemsNext the cursor of the next page of items; null at the end
 */
public record AiLocationImportView(
        long id,
        @Nullable Long finderId,
        @Nullable Long userId,
        @Nullable String name,
        String status,
        @Nullable JsonNode sourceAnswers,
        int locationCount,
        @Nullable String requestedModel,
        @Nullable String modelName,
        @Nullable String promptVersion,
        @Nullable JsonNode usageMetadata,
        int totalItems,
        int approvedItems,
        int rejectedItems,
        int importedItems,
        int failedItems,
        @Nullable ProcessRef process,
        @Nullable ProcessRef importProcess,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        long version,
        List<LocationDraftView> items,
        @Nullable String itemsNext) {

    /** A process in short. */
    public record ProcessRef(
            long id,
            String status,
            @Nullable String operatorStatus,
            @Nullable String currentStep,
            @Nullable Integer progressPercent,
            @Nullable String reasonCode,
            @Nullable String errorMessage,
            @Nullable JsonNode summary) {}

    public AiLocationImportView {
        items = Absent.empty(items);
    }
}
