package dev.waybill.shared.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.NewProcess;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.tenancy.Scope;
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
                process.id().value());
    }

    /** The header of a submission. */
    static NewProcess header(Submission submission, JobType<?> type, UUID jobId) {
        return new NewProcess(
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
                submission.itemIds(),
                submission.context(),
                submission.metadata());
    }
}
