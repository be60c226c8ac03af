package dev.waybill.shared.inventory;

import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.tenancy.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the two runs that a comparison is about. */
public final class ComparedRuns {

    private final InventoryRuns runs;

    ComparedRuns(InventoryRuns runs) {
        this.runs = runs;
    }

    /** Two complete runs of the same tenant that observed the same. */
    public record Pair(InventoryRun baseline, InventoryRun current) {

        /** What both observed. */
        public String scopeKey() {
            return current.selectionHash();
        }
    }

    /**
     * The runs that the input names; for one that it does not, the latest complete run, and the one before.
     *
     * @throws Rejected {@code scope_required}, {@code run_not_found}, {@code run_incomplete}, {@code selection_differs},
     *     {@code same_run}, {@code no_complete_run}, {@code no_baseline_run}
     */
    public Pair choose(Scope scope, long tenantId, DriftInput input) {
        Optional<InventoryRun> baseline = named(scope, tenantId, input.baselineRunId());
        Optional<InventoryRun> current = named(scope, tenantId, input.currentRunId());
        String scopeKey = DriftScoping.named(input)
                .or(() -> current.map(InventoryRun::selectionHash))
                .or(() -> baseline.map(InventoryRun::selectionHash))
                .orElseThrow(() -> new Rejected("scope_required", "Say by scope_key or selection what to compare."));
        InventoryRun later = current.or(() -> runs.latestComplete(scope, tenantId, scopeKey, null))
                .orElseThrow(() -> new Rejected("no_complete_run", "The scope has no complete sync run yet."));
        InventoryRun earlier = baseline.or(() -> runs.latestComplete(scope, tenantId, scopeKey, later.id()))
                .orElseThrow(() -> new Rejected(
                        "no_baseline_run", "The scope has no complete sync run before run " + later.id() + "."));
        requireSelection(scopeKey, earlier);
        requireSelection(scopeKey, later);
        if (earlier.id() == later.id()) {
            throw new Rejected("same_run", "Run " + later.id() + " cannot be compared with itself.");
        }
        return new Pair(earlier, later);
    }

    private Optional<InventoryRun> named(Scope scope, long tenantId, @Nullable Long id) {
        if (id == null) {
            return Optional.empty();
        }
        InventoryRun run = runs.find(scope, id)
                .filter(found -> found.tenantId() == tenantId)
                .orElseThrow(() -> new Rejected("run_not_found", "The tenant has no sync run " + id + "."));
        if (run.status() != RunStatus.COMPLETED) {
            throw new Rejected(
                    "run_incomplete",
                    "Sync run %d is %s.".formatted(id, run.status().word()));
        }
        return Optional.of(run);
    }

    private static void requireSelection(String scopeKey, InventoryRun run) {
        if (!run.selectionHash().equals(scopeKey)) {
            throw new Rejected("selection_differs", "Sync run " + run.id() + " observed something else.");
        }
    }
}
