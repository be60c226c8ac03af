package dev.waybill.worker.imports;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became, or would become, of one record.
 *
 * @param productId the product; null when it is none, or not there
 * @param before its state before, any Jackson value; null unless it was updated
 * @param after its state after; null when it is unchanged
 */
record Change(
        Kind kind,
        @Nullable UUID productId,
        @Nullable Object before,
        @Nullable Object after) {

    enum Kind {
        INSERTED,
        UPDATED,
        UNCHANGED
    }
}
