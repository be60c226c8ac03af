package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.HeldProcesses;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * AI location imports as people see them. Each method is one transaction, the caller's own if there is one, in which batch,
 * items and processes change together. All throw {@link Refusal} {@code not_found} for what is not in the workspace.
 */
public final class LocationReviews {

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final ProcessQueue queue;
    private final HeldProcesses processes;
    private final LocationBatches batches;

    LocationReviews(
            JdbcClient jdbc,
            RoleTransactions roles,
            ProcessQueue queue,
            HeldProcesses processes,
            LocationBatches batches) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.queue = queue;
        this.processes = processes;
        this.batches = batches;
    }

    /**
     * Stores a batch and enqueues the process that generates its drafts.
     *
     * @return the process
     * @throws Refusal {@code invalid_input} for a finder that the workspace does not have, {@code user_required} when
     *     nobody asks
     */
    public ProcessId create(Scope scope, NewLocationBatch wish) {
        Long user = scope.userId();
        if (user == null) {
            throw BatchRefusals.nobody();
        }
        return roles.asTenant(scope, () -> {
            long workspace = workspace(scope);
            Long finder = wish.finderId();
            if (finder != null && !BatchRows.hasFinder(jdbc, workspace, finder)) {
                throw BatchRefusals.unknownFinder(finder);
            }
            long batch = BatchRows.insert(jdbc, workspace, user, wish, LocationBatches.PROMPT_VERSION);
            ProcessId process = queue.submit(Submission.of(scope, LocationTypes.GENERATE, new BatchInput(batch))
                            .relatedTo(LocationTypes.RELATED_TYPE, batch)
                            .named(Objects.requireNonNullElse(wish.name(), "AI location import")))
                    .id();
            BatchRows.generates(jdbc, workspace, batch, process);
            return process;
        });
    }

    /** The batch. */
    public LocationBatch find(Scope scope, long batchId) {
        return roles.asTenant(
                scope,
                () -> BatchRows.find(jdbc, workspace(scope), batchId)
                        .orElseThrow(() -> BatchRefusals.unknownBatch(batchId)));
    }

    /** The batch that this process generates or imports; empty if it is none of these. */
    public Optional<LocationBatch> ofProcess(Scope scope, ProcessId process) {
        return roles.asTenant(
                scope,
                () -> BatchRows.ofProcess(jdbc, workspace(scope), process.value())
                        .flatMap(id -> BatchRows.find(jdbc, workspace(scope), id)));
    }

    /**
     * Batches, newest first.
     *
     * @param statuses none for all
     * @param before only ids under this one; {@link Long#MAX_VALUE} starts at the newest
     */
    public List<LocationBatch> list(
            Scope scope,
            Set<BatchStatus> statuses,
            @Nullable Long userId,
            @Nullable Long finderId,
            long before,
            int limit) {
        return roles.asTenant(
                scope, () -> BatchRows.list(jdbc, workspace(scope), statuses, userId, finderId, before, limit));
    }

    /** Its items; see {@link LocationBatches#items}. */
    public List<LocationItem> items(Scope scope, long batchId, @Nullable ItemStatus status, long after, int limit) {
        return roles.asTenant(scope, () -> batches.items(jdbc, workspace(scope), batchId, status, after, limit));
    }

    /**
     * Approves, rejects, reopens or edits an item. A rejection of the last one that is open ends the batch, if an import of
     * it has run.
     *
     * @return the item as it is now
     * @throws Refusal {@code batch_imported}, {@code batch_discarded}, {@code not_generated}, {@code item_imported},
     *     {@code item_invalid} with its errors, {@code stale}
     */
    public LocationItem decide(Scope scope, long batchId, long itemId, ItemDecision decision) {
        return roles.asTenant(scope, () -> {
            LocationBatches.Held held = reviewable(scope, batchId);
            LocationItem item = item(scope, batchId, itemId);
            ItemRows.change(
                    jdbc, workspace(scope), batchId, itemId, ItemDecisions.change(item, decision, scope.userId()));
            BatchRows.recount(jdbc, workspace(scope), batchId);
            LocationItem decided = item(scope, batchId, itemId);
            ObjectNode details = LocationJson.object().put("batch_id", batchId).put("item_id", itemId);
            acted(
                    scope,
                    "item.decided",
                    held,
                    details.put("status", decided.status().word()));
            if (held.batch().appliedAt() != null && !held.applying()) {
                batches.concludeIfNothingIsOpen(jdbc, held.batch());
            }
            return item(scope, batchId, itemId);
        });
    }

    /** As below, whatever the version. */
    public ProcessId startImport(Scope scope, long batchId) {
        return startImport(scope, batchId, null);
    }

    /**
     * Approves every valid item that nobody has decided on, and enqueues the import of all that are approved.
     *
     * @param expectedVersion of the batch; null for any
     * @return the process that imports: the one under way if there is one, which takes the newly approved along
     * @throws Refusal {@code batch_imported}, {@code batch_discarded}, {@code not_generated}, {@code stale}
     */
    public ProcessId startImport(Scope scope, long batchId, @Nullable Long expectedVersion) {
        return roles.asTenant(scope, () -> {
            requireVersion(held(scope, batchId), expectedVersion);
            LocationBatches.Held held = reviewable(scope, batchId);
            long workspace = workspace(scope);
            ItemRows.approveValid(jdbc, workspace, batchId);
            BatchRows.recount(jdbc, workspace, batchId);
            acted(scope, "items.applied", held, LocationJson.object().put("batch_id", batchId));
            if (held.applying()) {
                return Objects.requireNonNull(held.batch().applyProcessId());
            }
            ProcessId process = queue.submit(Submission.of(scope, LocationTypes.APPLY, new BatchInput(batchId))
                            .relatedTo(LocationTypes.RELATED_TYPE, batchId)
                            .named("Import of AI locations"))
                    .id();
            BatchRows.applies(jdbc, workspace, batchId, process);
            return process;
        });
    }

    /** As below, whatever the version. */
    public LocationBatch discard(Scope scope, long batchId) {
        return discard(scope, batchId, null);
    }

    /**
     * Gives a batch up and cancels its processes; what is imported stays. Again, it changes nothing.
     *
     * @param expectedVersion of the batch; null for any
     * @throws Refusal {@code batch_imported}, {@code stale}
     */
    public LocationBatch discard(Scope scope, long batchId, @Nullable Long expectedVersion) {
        return roles.asTenant(scope, () -> {
            LocationBatches.Held held = held(scope, batchId);
            requireVersion(held, expectedVersion);
            if (held.batch().status() == BatchStatus.IMPORTED) {
                throw Objects.requireNonNull(BatchRefusals.unlessDraft(held.batch()));
            }
            if (held.batch().status() == BatchStatus.DRAFT) {
                discard(scope, held);
                acted(scope, "batch.discarded", held, LocationJson.object().put("batch_id", batchId));
            }
            return find(scope, batchId);
        });
    }

    /** Where the generating process has not ended, the database discards the batch with its cancellation. */
    private void discard(Scope scope, LocationBatches.Held held) {
        ProcessStatus generate = held.generate();
        if (generate != null && !generate.terminal()) {
            queue.cancel(Caller.of(scope), Objects.requireNonNull(held.batch().processId()));
        }
        BatchRows.becomes(jdbc, workspace(scope), held.batch().id(), BatchStatus.DISCARDED);
    }

    /** Cancels the import of a batch that is being given up, if one is under way. */
    void cancelImport(Scope scope, long batchId) {
        roles.asTenant(scope, () -> {
            LocationBatches.Held held = held(scope, batchId);
            ProcessStatus apply = held.apply();
            if (apply != null && !apply.terminal()) {
                queue.cancel(
                        Caller.of(scope), Objects.requireNonNull(held.batch().applyProcessId()));
            }
            return batchId;
        });
    }

    private void acted(Scope scope, String action, LocationBatches.Held held, ObjectNode details) {
        ProcessId generate = held.batch().processId();
        if (generate != null) {
            processes.acted(scope, action, generate, details);
        }
    }

    private LocationBatches.Held held(Scope scope, long batchId) {
        return batches.hold(jdbc, workspace(scope), batchId).orElseThrow(() -> BatchRefusals.unknownBatch(batchId));
    }

    private static void requireVersion(LocationBatches.Held held, @Nullable Long expected) {
        long version = held.batch().version();
        if (expected != null && expected != version) {
            throw new Refusal(
                    Refusal.Kind.STALE,
                    "stale",
                    "AI location import " + held.batch().id() + " is at version " + version);
        }
    }

    private LocationBatches.Held reviewable(Scope scope, long batchId) {
        LocationBatches.Held held = held(scope, batchId);
        Refusal refusal = BatchRefusals.unlessDraft(held.batch());
        if (refusal != null) {
            throw refusal;
        }
        if (held.generate() != ProcessStatus.WAITING_REVIEW) {
            throw BatchRefusals.notGenerated(held.batch());
        }
        processes.touch(Objects.requireNonNull(held.batch().processId()));
        return held;
    }

    /** An item of a batch. */
    public LocationItem item(Scope scope, long batchId, long itemId) {
        return roles.asTenant(
                scope,
                () -> ItemRows.find(jdbc, workspace(scope), batchId, itemId)
                        .orElseThrow(() -> BatchRefusals.unknownItem(batchId, itemId)));
    }

    private static long workspace(Scope scope) {
        return Objects.requireNonNull(scope.workspaceId(), "a batch has a workspace");
    }
}
