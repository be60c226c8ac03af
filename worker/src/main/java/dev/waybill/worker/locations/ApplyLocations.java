package dev.waybill.worker.locations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.locations.BatchInput;
import dev.waybill.shared.locations.LocationBatches;
import dev.waybill.shared.locations.LocationItem;
import dev.waybill.shared.locations.LocationTypes;
import java.util.List;
import java.util.Optional;

/**
 * Makes locations of a batch's approved drafts, in chunks, until none is left: those that are approved meanwhile are taken
 * along. An item and its location are one commit, so that nothing is made twice.
 */
final class ApplyLocations implements Job<BatchInput> {

    private final LocationBatches batches;
    private final DraftWriter writer;
    private final int chunkSize;

    /** @param chunkSize items in one transaction, in which nobody can decide about others of the batch */
    ApplyLocations(LocationBatches batches, DraftWriter writer, int chunkSize) {
        this.batches = batches;
        this.writer = writer;
        this.chunkSize = chunkSize;
    }

    @Override
    public JobType<BatchInput> type() {
        return LocationTypes.APPLY;
    }

    @Override
    public JobOutcome run(BatchInput input, Progress progress) throws Exception {
        Run run = new Run(input.batchId(), progress, tally(progress.checkpoint()));
        progress.step("Importing locations");
        run.count();
        do {
            run.chunk();
        } while (run.more);
        return outcome(input, run.tally);
    }

    private static ApplyTally tally(Optional<JsonNode> checkpoint) throws JsonProcessingException {
        return checkpoint.isEmpty()
                ? ApplyTally.NOTHING
                : JobJson.MAPPER.treeToValue(checkpoint.get(), ApplyTally.class);
    }

    private static JobOutcome outcome(BatchInput input, ApplyTally tally) {
        if (tally.failed() > 0 && tally.imported() == 0) {
            throw new Rejected("all_items_failed", "None of %,d items could be imported".formatted(tally.failed()));
        }
        return tally.failed() == 0
                ? new JobOutcome.Completed(tally.summary(input.batchId()))
                : new JobOutcome.CompletedWithErrors(tally.summary(input.batchId()), tally.failures());
    }

    /** One attempt's way through the items. */
    private final class Run {
        private final long batchId;
        private final Progress progress;
        private ApplyTally tally;
        private boolean more;

        Run(long batchId, Progress progress, ApplyTally tally) {
            this.batchId = batchId;
            this.progress = progress;
            this.tally = tally;
        }

        void count() throws Exception {
            long[] approved = new long[1];
            progress.chunk(tx -> {
                approved[0] = batches.approved(tx, progress.workspaceId(), batchId);
                return new ChunkResult(List.of(), null);
            });
            progress.total(tally.items() + approved[0]);
        }

        void chunk() throws Exception {
            ApplyTally[] after = {tally};
            progress.chunk(tx -> {
                List<LocationItem> items = batches.toApply(tx, progress.workspaceId(), batchId, chunkSize);
                List<Written> written = writer.write(tx, progress, items);
                more = batches.recordImports(
                        tx,
                        progress.workspaceId(),
                        batchId,
                        written.stream().map(Written::outcome).toList());
                after[0] = tally.plus(written);
                return new ChunkResult(tally.results(written), after[0]);
            });
            tally = after[0];
        }
    }
}
