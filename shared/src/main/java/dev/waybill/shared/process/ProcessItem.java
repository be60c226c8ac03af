package dev.waybill.shared.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of one item of a process (seed jobs-model, table job_items). */
public record ProcessItem(
        UUID id,
        ProcessId processId,
        long itemIndex,
        @Nullable String itemKey,
        @Nullable UUID productId,
        String status,
        @Nullable String message,
        @Nullable String errorCode,
        @Nullable JsonNode beforeState,
        @Nullable JsonNode afterState,
        @Nullable Instant processedAt,
        Instant createdAt) {}
