package dev.waybill.shared.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an upsert did to one product.
 *
 * @param productId null when it was only compared and is not there
 * @param before its columns before, absent ones left out; null unless it was updated
 * @param after its columns after; null when it is unchanged
 */
public record ProductChange(
        @Nullable UUID productId,
        Kind kind,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {

    /** UNCHANGED products are not written. */
    public enum Kind {
        INSERTED,
        UPDATED,
        UNCHANGED
    }
}
