package dev.waybill.api.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.http.Member;
import dev.waybill.shared.process.ProcessItem;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of one item, as the API shows it. */
record ItemView(
        UUID id,
        long processId,
        long itemIndex,
        @Nullable String itemKey,
        @Nullable UUID productId,

        @Member(oneOf = {"pending", "success", "error", "skipped"})
        String status,

        @Nullable String message,
        @Nullable String errorCode,
        @Nullable JsonNode beforeState,
        @Nullable JsonNode afterState,
        @Nullable Instant processedAt,
        Instant createdAt) {

    static ItemView of(ProcessItem item) {
        return new ItemView(
                item.id(),
                item.processId().value(),
                item.itemIndex(),
                item.itemKey(),
                item.productId(),
                item.status(),
                item.message(),
                item.errorCode(),
                item.beforeState(),
                item.afterState(),
                item.processedAt(),
                item.createdAt());
    }
}
