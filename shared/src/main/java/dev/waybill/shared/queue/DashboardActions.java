package dev.waybill.shared.queue;

import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Header;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.Transition;
import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jobrunr.jobs.Job;

/** What operators do through JobRunr, by its dashboard or its API, in the audit log: JobRunr does not say who they are. */
final class DashboardActions {

    private static final String REQUEUED = "Requeued through JobRunr";
    private static final String DELETED = "Deleted through JobRunr";

    private final AuditLog audit;

    DashboardActions(AuditLog audit) {
        this.audit = audit;
    }

    static Transition requeued(Header header, Job job) {
        return Transition.requeued(header.id(), job.getId(), null, REQUEUED);
    }

    static Transition deleted(Header header) {
        return Transition.cancelled(header.id(), null, DELETED);
    }

    /** Records those of the transitions that are such actions, in the transaction that makes them. */
    void record(Map<ProcessId, Header> headers, List<Transition> transitions) {
        for (Transition transition : transitions) {
            if (REQUEUED.equals(transition.message())) {
                record(headers, transition, "process.requeued");
            } else if (DELETED.equals(transition.message())) {
                record(headers, transition, "process.deleted");
            }
        }
    }

    private void record(Map<ProcessId, Header> headers, Transition transition, String action) {
        Header header = Objects.requireNonNull(headers.get(transition.id()), "not locked");
        audit.record(
                new Scope(header.workspaceId(), null),
                action,
                "process",
                transition.id().value(),
                JobJson.MAPPER.createObjectNode().put("through", "jobrunr"));
    }
}
