package dev.waybill.worker.inventory;

import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.Scope;
import java.util.Optional;

/** Whose inventory a process works on. */
record Owners(ProcessReader reader) {

    /** @throws Rejected {@code tenant_required} */
    long tenant(Progress progress) {
        return reader.find(new Scope(progress.workspaceId(), null), new ProcessId(progress.processId()))
                .flatMap(process -> Optional.ofNullable(process.owner().tenantId()))
                .orElseThrow(() -> new Rejected("tenant_required", "The process belongs to no tenant."));
    }
}
