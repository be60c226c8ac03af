package dev.waybill.shared.inventory;

import dev.waybill.shared.job.RetryGuard;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessFilter;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.tenancy.Scope;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A failed run does not run again while another one about the same is active. */
public record OneActiveRun(String label, Supplier<ProcessReader> reader) implements RetryGuard {

    private static final Set<ProcessStatus> ACTIVE =
            Set.of(ProcessStatus.PENDING, ProcessStatus.RUNNING, ProcessStatus.WAITING_REVIEW);

    private static final int MOST = 1_000;

    @Override
    public Optional<ReviewPolicy.Answer.Refuse> refusal(ReviewPolicy.Review review) {
        Scope scope = new Scope(review.workspaceId(), review.userId());
        return reader.get()
                .find(scope, new ProcessId(review.processId()))
                .flatMap(failed -> active(scope, failed))
                .map(other -> new ReviewPolicy.Answer.Refuse(
                        "already_active", "Process " + other.id() + " does the same and has not ended."));
    }

    private Optional<Process> active(Scope scope, Process failed) {
        return reader.get().list(scope, like(failed), null, MOST).stream()
                .filter(other -> Objects.equals(other.idempotencyKey(), failed.idempotencyKey()))
                .findFirst();
    }

    private static ProcessFilter like(Process failed) {
        return new ProcessFilter(
                ACTIVE,
                Set.of(),
                failed.kind().type(),
                failed.kind().subtype(),
                failed.owner().tenantId(),
                null,
                null,
                null,
                null,
                null);
    }
}
