package dev.waybill.shared.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.Origin;
import dev.waybill.shared.tenancy.Scope;
import java.util.Collection;
import java.util.List;

/** What is done to processes, in the audit log and in their headers. Takes part in the transaction of the runtime. */
final class Trail {

    private static final String PROCESS = "process";

    private final AuditLog audit;
    private final ProcessLedger ledger;

    Trail(AuditLog audit, ProcessLedger ledger) {
        this.audit = audit;
        this.ledger = ledger;
    }

    static ObjectNode details() {
        return JobJson.MAPPER.createObjectNode();
    }

    /** Somebody did something to a process. */
    void acted(Scope scope, String action, ProcessId id, ObjectNode details) {
        ledger.audited(List.of(id), audit.record(scope, action, PROCESS, id.value(), details));
    }

    /** The same, and another process came of it. */
    void acted(Scope scope, String action, ProcessId id, Submitted other) {
        ObjectNode details = details().put("process_id", other.id().value());
        long entry = audit.record(scope, action, PROCESS, id.value(), details);
        ledger.audited(other.created() ? List.of(id, other.id()) : List.of(id), entry);
    }

    /** Somebody started processes by a request; what jobs and schedules start says of itself what it comes from. */
    void submitted(Scope scope, Collection<ProcessId> created) {
        if (created.isEmpty() || scope.origin().equals(Origin.NONE)) {
            return;
        }
        Long only = created.size() == 1 ? created.iterator().next().value() : null;
        ObjectNode details = details().put("processes", created.size());
        ledger.audited(created, audit.record(scope, "process.submitted", PROCESS, only, details));
    }
}
