package dev.waybill.api.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.http.Member;
import dev.waybill.shared.inventory.InventoryRun;
import dev.waybill.shared.inventory.RunStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sync run as the API shows it.
 *
 * @param selectionHash the scope key
 * @param processId null when the ledger has forgotten it
 * @param serverTime when it was read, by the server's clock
 */
record RunView(
        long id,
        long tenantId,
        @Member(words = RunStatus.class) String status,
        JsonNode selection,
        String selectionHash,
        @Nullable Long processId,
        long itemCount,
        long failedCount,
        Instant startedAt,
        @Nullable Instant finishedAt,
        Instant createdAt,
        Instant updatedAt,
        Links links,
        Instant serverTime) {

    /** Paths of what belongs to it. */
    record Links(String self, @Nullable String process, String findings) {}

    static RunView of(InventoryRun run, Instant now) {
        return new RunView(
                run.id(),
                run.tenantId(),
                run.status().word(),
                run.selection(),
                run.selectionHash(),
                run.processId(),
                run.itemCount(),
                run.failedCount(),
                run.startedAt(),
                run.finishedAt(),
                run.createdAt(),
                run.updatedAt(),
                new Links(self(run.id()), process(run.processId()), "/api/findings?run_id=" + run.id()),
                now);
    }

    static String self(long id) {
        return "/api/inventory-sync-runs/" + id;
    }

    static @Nullable String process(@Nullable Long id) {
        return id == null ? null : "/api/processes/" + id;
    }
}
