package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about an item.
 *
 * @param status APPROVED, REJECTED or PENDING_REVIEW, which takes a decision back; null leaves it
 * @param edits whether {@code userPayload} replaces the changes that were made before
 * @param userPayload members that replace those of the draft, a null member clears one; null takes all changes back
 * @param expectedVersion the version of the item that was seen; null does not care
 */
public record ItemDecision(
        @Nullable ItemStatus status,
        boolean edits,
        @Nullable ObjectNode userPayload,
        @Nullable Long expectedVersion) {

    public ItemDecision {
        if (status == ItemStatus.IMPORTED || status == ItemStatus.FAILED) {
            throw new IllegalArgumentException("nobody decides that an item is " + status.word());
        }
    }
}
