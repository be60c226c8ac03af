package dev.waybill.worker.housekeeping;

import dev.waybill.shared.bulk.BulkActionInput;
import dev.waybill.shared.bulk.BulkTypes;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Failure;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessFilter;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessSelection;
import dev.waybill.shared.queue.HeldProcesses;
import dev.waybill.shared.tenancy.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Does one action to everything that a filter matches, in the order of the ids. */
final class ActOnMany implements Job<BulkActionInput> {

    private final ProcessSelection selection;
    private final HeldProcesses held;
    private final ProcessReader reader;
    private final OneOfMany one;
    private final int chunkSize;

    ActOnMany(
            ProcessSelection selection, HeldProcesses held, ProcessReader reader, OneOfMany one, BulkProperties bulk) {
        this.selection = selection;
        this.held = held;
        this.reader = reader;
        this.one = one;
        this.chunkSize = bulk.chunkSize();
    }

    /**
     * How far it is.
     *
     * @param after the last id that it came to
     */
    record Checkpoint(long after, long succeeded, long skipped, long failed) {

        static final Checkpoint START = new Checkpoint(0, 0, 0, 0);

        long items() {
            return succeeded + skipped + failed;
        }

        Checkpoint plus(ItemResult item, ProcessId id) {
            return switch (item.status()) {
                case SUCCESS -> new Checkpoint(id.value(), succeeded + 1, skipped, failed);
                case ERROR -> new Checkpoint(id.value(), succeeded, skipped, failed + 1);
                case SKIPPED, PENDING -> new Checkpoint(id.value(), succeeded, skipped + 1, failed);
            };
        }
    }

    @Override
    public JobType<BulkActionInput> type() {
        return BulkTypes.ACTION;
    }

    @Override
    public JobOutcome run(BulkActionInput input, Progress progress) throws Exception {
        Scope scope = scope(progress);
        ProcessFilter filter = input.filter().filter();
        // never itself, and whatever comes after it was not meant
        long upTo = Math.min(input.upToId(), progress.processId() - 1);
        Checkpoint at = checkpoint(progress);
        if (at.items() == 0) {
            progress.total(selection.countByStatus(scope, filter, upTo).values().stream()
                    .mapToLong(Long::longValue)
                    .sum());
        }
        while (true) {
            Checkpoint next = chunk(input, scope, filter, upTo, at, progress);
            if (next.equals(at)) {
                return outcome(input, at);
            }
            at = next;
        }
    }

    private Checkpoint chunk(
            BulkActionInput input, Scope scope, ProcessFilter filter, long upTo, Checkpoint at, Progress progress)
            throws Exception {
        Checkpoint[] reached = {at};
        progress.chunk(tx -> {
            List<ProcessId> ids = selection.ids(scope, filter, at.after(), upTo, chunkSize);
            // all at once, in the order in which everybody locks
            held.hold(ids);
            List<ItemResult> items = new ArrayList<>();
            Checkpoint next = at;
            for (ProcessId id : ids) {
                progress.throwIfStopped();
                ItemResult item = one.act(input.action(), scope, id, next.items());
                items.add(item);
                next = next.plus(item, id);
            }
            reached[0] = next;
            return new ChunkResult(items, next);
        });
        return reached[0];
    }

    private static JobOutcome outcome(BulkActionInput input, Checkpoint done) {
        if (done.failed() > 0 && done.succeeded() == 0 && done.skipped() == 0) {
            throw new Rejected("all_items_failed", "Nothing could be done to any of " + done.failed() + " processes");
        }
        Map<String, Object> summary = Map.of(
                "action", input.action().word(),
                "succeeded", done.succeeded(),
                "skipped", done.skipped(),
                "failed", done.failed());
        return done.failed() == 0
                ? new JobOutcome.Completed(summary)
                : new JobOutcome.CompletedWithErrors(
                        summary,
                        List.of(Failure.of("internal_error", done.failed() + " processes could not be changed")));
    }

    /** Who asked for it acts, as if one by one. */
    private Scope scope(Progress progress) {
        Scope workspace = new Scope(progress.workspaceId(), null);
        Process self =
                reader.find(workspace, new ProcessId(progress.processId())).orElseThrow();
        return new Scope(progress.workspaceId(), self.owner().userId());
    }

    private static Checkpoint checkpoint(Progress progress) {
        return progress.checkpoint()
                .map(kept -> Objects.requireNonNull(JobJson.MAPPER.convertValue(kept, Checkpoint.class)))
                .orElse(Checkpoint.START);
    }
}
