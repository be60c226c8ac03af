package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** UNCHANGED locations are not written. */
    public enum Kind {
        INSERTED,
        UPDATED,
        UNCHANGED
    }
}
