package dev.waybill.shared.enrichment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about a suggestion.
 *
 * @param status APPROVED, REJECTED or PENDING_REVIEW, which takes a decision back; null leaves it
 * @param edits whether {@code userState} replaces the changes that were made before
 * @param userState values by column that replace those of the suggestion, null clears one; null takes all changes back
 * @param expectedVersion the version of the item that was seen; null does not care
 */
public record EnrichmentDecision(
        @Nullable EnrichmentStatus status,
        boolean edits,
        @Nullable ObjectNode userState,
        @Nullable Long expectedVersion) {

    public EnrichmentDecision {
        if (status != null
                && status != EnrichmentStatus.APPROVED
                && status != EnrichmentStatus.REJECTED
                && status != EnrichmentStatus.PENDING_REVIEW) {
            throw new IllegalArgumentException("nobody decides that an item is " + status.word());
        }
    }
}
