package dev.waybill.shared.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.ProcessUndo;
import dev.waybill.shared.process.Conduct;
import dev.waybill.shared.process.NewProcess;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.tracing.TraceContext;
import java.util.Objects;
import java.util.UUID;

/** Submissions from and to headers. */
final class Resubmission {

    private Resubmission() {}

    /** A process like this one, with another input. */
    static Submission of(Scope scope, Process process, ObjectNode input) {
        Process.Kind kind = process.kind();
        return new Submission(
                scope,
                kind.type(),
                kind.subtype(),
                input,
                process.owner().tenantId(),
                kind.name(),
                kind.priority(),
                null,
                process.attempts().max(),
                null,
                kind.relatedType(),
                kind.relatedId(),
                kind.resource(),
                kind.action(),
                null,
                process.context(),
                process.metadata(),
                process.id().value(),
                process.conduct());
    }

    /** A process that takes back what this one did. */
    static Submission undo(Scope scope, Process process, ProcessUndo undo) {
        Process.Kind kind = process.kind();
        return new Submission(
                scope,
                undo.type().name(),
                undo.type().subtype(),
                undo.input(process.id().value()),
                process.owner().tenantId(),
                "Undo of " + Objects.requireNonNullElse(kind.name(), "process " + process.id()),
                kind.priority(),
                null,
                null,
                null,
                "process",
                process.id().value(),
                null,
                null,
                null,
                null,
                null,
                null,
                Conduct.PLAIN);
    }

    /** The header of a submission. */
    static NewProcess header(ProcessId id, Submission submission, JobType<?> type, UUID jobId, boolean undoable) {
        return new NewProcess(
                id,
                new Process.Owner(
                        submission.scope().workspaceId(), submission.scope().userId(), submission.tenantId()),
                new Process.Kind(
                        type.name(),
                        type.subtype(),
                        submission.name(),
                        type.queue(),
                        submission.priority(),
                        submission.relatedType(),
                        submission.relatedId(),
                        submission.resource(),
                        submission.action()),
                submission.input(),
                type.inputVersion(),
                submission.maxAttempts() == null ? type.maxAttempts() : submission.maxAttempts(),
                jobId,
                submission.runAt(),
                submission.idempotencyKey(),
                submission.retryOf(),
                undoable,
                submission.conduct(),
                submission.itemIds(),
                submission.context(),
                TraceContext.kept(submission.metadata()));
    }
}
