package dev.waybill.shared.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an upsert did to one product. Its states are JSON texts as the database gives them, since most are only kept.
 *
 * @param productId null when it was only compared and is not there
 * @param beforeJson its columns before, absent ones left out; null unless it was updated
 * @param afterJson its columns after; null when it is unchanged
 */
public record ProductChange(
        @Nullable UUID productId,
        Kind kind,
        @Nullable String beforeJson,
        @Nullable String afterJson) {

    /** UNCHANGED products are not written. */
    public enum Kind {
        INSERTED,
        UPDATED,
        UNCHANGED
    }

    /** {@link #beforeJson} as a tree. */
    public @Nullable JsonNode before() {
        return DraftJson.readNullable(beforeJson);
    }

    /** {@link #afterJson} as a tree. */
    public @Nullable JsonNode after() {
        return DraftJson.readNullable(afterJson);
    }
}
