package dev.waybill.shared.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A header to be written, already checked against its type.
 *
 * @param id one that {@link ProcessLedger#newIds} has handed out
 * @param runAt not before; null means now
 * @param undoable whether what it does can be taken back
 * @param conduct how it runs beside others
 * @param idempotencyKey at most one active process of a workspace and tenant has it
 */
public record NewProcess(
        ProcessId id,
        Process.Owner owner,
        Process.Kind kind,
        @Nullable JsonNode input,
        int inputVersion,
        int maxAttempts,
        UUID jobId,
        @Nullable Instant runAt,
        @Nullable String idempotencyKey,
        @Nullable Long retryOf,
        boolean undoable,
        Conduct conduct,
        @Nullable JsonNode itemIds,
        @Nullable JsonNode context,
        @Nullable JsonNode metadata) {}
