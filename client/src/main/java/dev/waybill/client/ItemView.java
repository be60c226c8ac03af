package dev.waybill.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of a process, for example of one row of a file.
 *
 * @param itemIndex its place in the input
 * @param itemKey its name there, for example a sku
 * @param status pending, success, error or skipped
 * @param errorCode stable code of an error, or of why it was skipped
 * @param beforeState what was there; null when it is new
 * @param afterState what is there now; for an error what was sent in
 */
public record ItemView(
        UUID id,
        long processId,
        long itemIndex,
        @Nullable String itemKey,
        @Nullable UUID productId,
        String status,
        @Nullable String message,
        @Nullable String errorCode,
        @Nullable JsonNode beforeState,
        @Nullable JsonNode afterState,
        @Nullable Instant processedAt,
        @Nullable Instant createdAt) {}
