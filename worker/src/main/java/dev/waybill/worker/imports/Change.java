package dev.waybill.worker.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became, or would become, of one record.
 *
 * @param productId the product; null when it is none, or not there
 * @param before its state before; null unless it was updated
 * @param after its state after; null when it is unchanged
 */
record Change(
        Kind kind,
        @Nullable UUID productId,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {

    enum Kind {
        INSERTED,
        UPDATED,
        UNCHANGED
    }
}
