package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a write did to one location, or would do.
 *
 * @param locationId null only in a preview of an insert
 * @param before its columns before, absent ones left out; null unless it was updated
 * @param after its columns after; null when it is unchanged
 */
public record LocationChange(
        @Nullable Long locationId,
        Kind kind,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {

    /** The member of an item's state that holds the id: an item has no other place for it. */
    public static final String ID = "location_id";

    /** The state after it, with the id where there is one; null when it is unchanged. */
    public @Nullable JsonNode identifiedAfter() {
        return locationId != null && after instanceof ObjectNode object
                ? object.deepCopy().put(ID, locationId)
                : after;
    }

    /** UNCHANGED locations are not written. */
    public enum Kind {
        INSERTED,
        UPDATED,
        UNCHANGED
    }
}
