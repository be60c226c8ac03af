package dev.waybill.shared.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code inventory_sync_runs} (seed unified-operations-runs).
 *
 * @param selection what it observes
 * @param selectionHash the scope key
 * @param processId null when the ledger has forgotten it
 * @param itemCount subjects that it holds
 * @param failedCount records that are no subject of it, with the reason at the process's items
 * @param finishedAt null until its process has ended
 */
public record InventoryRun(
        long id,
        long tenantId,
        RunStatus status,
        JsonNode selection,
        String selectionHash,
        @Nullable Long processId,
        long itemCount,
        long failedCount,
        Instant startedAt,
        @Nullable Instant finishedAt,
        Instant createdAt,
        Instant updatedAt) {}
