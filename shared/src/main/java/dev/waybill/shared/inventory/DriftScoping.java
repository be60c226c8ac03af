package dev.waybill.shared.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RunScoping;
import dev.waybill.shared.tenancy.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A comparison is about a tenant and a scope; which runs are compared is settled when it is submitted. */
final class DriftScoping implements RunScoping {

    private final ComparedRuns runs;

    DriftScoping(ComparedRuns runs) {
        this.runs = runs;
    }

    @Override
    public String label() {
        return InventoryTypes.DRIFT.label();
    }

    @Override
    public ScopedRun scope(long workspaceId, @Nullable Long tenantId, ObjectNode input) {
        long tenant = SyncScoping.requireTenant(tenantId);
        DriftInput read = SyncScoping.read(input, DriftInput.class);
        ComparedRuns.Pair pair = runs.choose(new Scope(workspaceId, null), tenant, read);
        input.remove("selection");
        ObjectNode itemIds = JobJson.MAPPER.createObjectNode();
        for (ObjectNode named : new ObjectNode[] {input, itemIds}) {
            named.put("scope_key", pair.scopeKey())
                    .put("baseline_run_id", pair.baseline().id())
                    .put("current_run_id", pair.current().id());
        }
        return new ScopedRun(input, "drift.generate", pair.scopeKey(), "drift", "generate", itemIds);
    }

    /** The scope that an input names; empty when it names none. */
    static Optional<String> named(DriftInput input) {
        ObjectNode selection = input.selection();
        String hash = selection == null ? null : Selection.of(selection).hash();
        if (hash != null && input.scopeKey() != null && !hash.equals(input.scopeKey())) {
            throw new Rejected("selection_differs", "scope_key and selection name different scopes.");
        }
        return Optional.ofNullable(input.scopeKey()).or(() -> Optional.ofNullable(hash));
    }
}
