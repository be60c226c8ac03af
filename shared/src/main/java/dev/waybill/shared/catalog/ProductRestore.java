package dev.waybill.shared.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of a product that is to be taken back.
 *
 * @param before its columns before; null when the change made it
 * @param after its columns after, as {@link ProductChange} told them
 */
public record ProductRestore(UUID productId, @Nullable JsonNode before, JsonNode after) {

    /** What became of it. */
    public enum Kind {
        /** The product is as it was before. */
        RESTORED,
        /** The product is gone: there was none before. */
        REMOVED,
        /** The product was so already. */
        ALREADY,
        /** Somebody changed the product since; it stays as it is. */
        CHANGED_SINCE
    }
}
