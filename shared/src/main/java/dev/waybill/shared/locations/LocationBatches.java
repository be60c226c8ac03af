package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.HeldProcesses;
import dev.waybill.shared.queue.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * AI location imports as their jobs see them: what they generate and what they apply. Methods run in the caller's
 * transaction. Whatever changes a batch locks the header of the process that generates it first, then that of the one
 * that applies it, then the batch (DESIGN.md section 5): so two changes of one batch are never at work at the same time.
 */
public final class LocationBatches {

    /** Version of the prompt's template that new batches are generated with. */
    public static final String PROMPT_VERSION = "v4";

    private final HeldProcesses processes;

    LocationBatches(HeldProcesses processes) {
        this.processes = processes;
    }

    /** The batch; empty if there is none in this workspace. Nothing is locked. */
    public Optional<LocationBatch> find(JdbcClient tx, long workspaceId, long batchId) {
        return BatchRows.find(tx, workspaceId, batchId);
    }

    /**
     * A page of a batch's items, in the order in which they were generated.
     *
     * @param status only those in it; null for all
     * @param after only ids above this one; 0 starts at the first
     */
    public List<LocationItem> items(
            JdbcClient tx, long workspaceId, long batchId, @Nullable ItemStatus status, long after, int limit) {
        return ItemRows.list(tx, workspaceId, batchId, status, after, limit);
    }

    /**
     * The batch that the running process generates, locked until the end of the transaction.
     *
     * @throws Rejected {@code unknown_batch} unless the batch is this process's own, {@code batch_discarded} or
     *     {@code batch_imported} when nothing may be added to it any more
     */
    public LocationBatch generating(JdbcClient tx, long workspaceId, long batchId, long processId) {
        LocationBatch batch = hold(tx, workspaceId, batchId)
                .map(Held::batch)
                .filter(found -> new ProcessId(processId).equals(found.processId()))
                .orElseThrow(LocationBatches::unknownBatch);
        requireDraft(batch);
        return batch;
    }

    /**
     * Adds generated drafts to the batch that {@link #generating} has given in this transaction, in their order.
     */
    public void addDrafts(JdbcClient tx, LocationBatch batch, List<NewLocationItem> drafts) {
        if (!drafts.isEmpty()) {
            ItemRows.insert(tx, batch.workspaceId(), batch.id(), drafts);
            BatchRows.recount(tx, batch.workspaceId(), batch.id());
        }
    }

    /**
     * Records which model answers and what it has used so far, in place of what was recorded before, for the batch that
     * {@link #generating} has given in this transaction.
     *
     * @param usageMetadata the seed's shape
     */
    public void recordUsage(JdbcClient tx, LocationBatch batch, String modelName, JsonNode usageMetadata) {
        BatchRows.usage(tx, batch.workspaceId(), batch.id(), modelName, usageMetadata);
    }

    /**
     * Approved items that the running process is to import next, in their order; they stay as they are until the end of
     * the transaction. Empty when there are none.
     *
     * @throws Rejected {@code unknown_batch}, {@code batch_discarded}
     */
    public List<LocationItem> toApply(JdbcClient tx, long workspaceId, long batchId, int limit) {
        LocationBatch batch =
                hold(tx, workspaceId, batchId).map(Held::batch).orElseThrow(LocationBatches::unknownBatch);
        if (batch.status() == BatchStatus.IMPORTED) {
            return List.of();
        }
        requireDraft(batch);
        return ItemRows.list(tx, workspaceId, batchId, ItemStatus.APPROVED, 0, limit);
    }

    /** How many items wait to be imported. */
    public long approved(JdbcClient tx, long workspaceId, long batchId) {
        return ItemRows.count(tx, workspaceId, batchId, ItemStatus.APPROVED);
    }

    /**
     * Records what became of the items that {@link #toApply} gave in this transaction. When no approved one is left the
     * import has come to its end; when nothing else is open either, the batch is imported, and the process that generated
     * it completed.
     *
     * @return whether approved items are left
     */
    public boolean recordImports(JdbcClient tx, long workspaceId, long batchId, List<ImportOutcome> outcomes) {
        Held held = hold(tx, workspaceId, batchId).orElseThrow(LocationBatches::unknownBatch);
        if (held.batch().status() != BatchStatus.DRAFT) {
            return false;
        }
        if (!outcomes.isEmpty()) {
            ItemRows.record(tx, workspaceId, batchId, outcomes);
            BatchRows.recount(tx, workspaceId, batchId);
        }
        boolean more = approved(tx, workspaceId, batchId) > 0;
        BatchRows.applied(tx, workspaceId, batchId, more);
        if (!more) {
            concludeIfNothingIsOpen(tx, held.batch());
        }
        return more;
    }

    /** Makes the batch imported, and its process completed, if no item is pending, approved or failed. */
    void concludeIfNothingIsOpen(JdbcClient tx, LocationBatch batch) {
        long open = ItemRows.count(
                tx, batch.workspaceId(), batch.id(), ItemStatus.PENDING_REVIEW, ItemStatus.APPROVED, ItemStatus.FAILED);
        if (open > 0) {
            return;
        }
        BatchRows.becomes(tx, batch.workspaceId(), batch.id(), BatchStatus.IMPORTED);
        LocationBatch.Counters counters = BatchRows.find(tx, batch.workspaceId(), batch.id())
                .map(LocationBatch::counters)
                .orElse(batch.counters());
        processes.conclude(
                Objects.requireNonNull(batch.processId()),
                Map.of("imported_items", counters.imported(), "rejected_items", counters.rejected()));
    }

    /**
     * A batch whose headers and row are locked until the end of the transaction.
     *
     * @param generate status of the process that generates it; null when the ledger has forgotten it
     * @param apply status of the process that applied it last; null when there is none
     */
    record Held(
            LocationBatch batch,
            @Nullable ProcessStatus generate,
            @Nullable ProcessStatus apply) {

        /** Whether a process is under way that imports whatever is approved from now on. */
        boolean applying() {
            return batch.applying() && apply != null && !apply.terminal();
        }
    }

    /** Locks the batch; empty if there is none in this workspace. */
    Optional<Held> hold(JdbcClient tx, long workspaceId, long batchId) {
        ProcessId generate =
                find(tx, workspaceId, batchId).map(LocationBatch::processId).orElse(null);
        Map<ProcessId, ProcessStatus> first = generate == null ? Map.of() : processes.hold(List.of(generate));
        // nobody else changes the batch any more: what it says of its other process stays true
        List<ProcessId> both = new ArrayList<>(first.keySet());
        find(tx, workspaceId, batchId).map(LocationBatch::applyProcessId).ifPresent(both::add);
        Map<ProcessId, ProcessStatus> headers = processes.hold(both);
        return BatchRows.lock(tx, workspaceId, batchId)
                .map(batch ->
                        new Held(batch, status(headers, batch.processId()), status(headers, batch.applyProcessId())));
    }

    private static @Nullable ProcessStatus status(Map<ProcessId, ProcessStatus> headers, @Nullable ProcessId process) {
        return process == null ? null : headers.get(process);
    }

    private static void requireDraft(LocationBatch batch) {
        Refusal refusal = BatchRefusals.unlessDraft(batch);
        if (refusal != null) {
            throw new Rejected(refusal.reasonCode(), refusal.reason());
        }
    }

    private static Rejected unknownBatch() {
        return new Rejected("unknown_batch", "The process has no such batch.");
    }
}
