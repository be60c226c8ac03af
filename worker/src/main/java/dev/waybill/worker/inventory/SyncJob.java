package dev.waybill.worker.inventory;

import dev.waybill.shared.inventory.InventoryRuns;
import dev.waybill.shared.inventory.Selection;
import dev.waybill.shared.inventory.SyncInput;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a snapshot of a tenant's subjects, chunk by chunk. A record that is no subject is a result of its own; a run with
 * such a record is not complete, and never a baseline.
 */
final class SyncJob implements Job<SyncInput> {

    private static final long MOST_CHARS_IN_CHUNK = 4 << 20;

    private final JobType<SyncInput> type;
    private final SubjectSources sources;
    private final Owners owners;
    private final InventoryRuns runs;
    private final SyncWriter writer;
    private final InventoryProperties properties;

    SyncJob(
            JobType<SyncInput> type,
            SubjectSources sources,
            Owners owners,
            InventoryRuns runs,
            SyncWriter writer,
            InventoryProperties properties) {
        this.type = type;
        this.sources = sources;
        this.owners = owners;
        this.runs = runs;
        this.writer = writer;
        this.properties = properties;
    }

    @Override
    public JobType<SyncInput> type() {
        return type;
    }

    @Override
    public JobOutcome run(SyncInput input, Progress progress) throws Exception {
        Selection selection = Selection.of(type.subtype(), input);
        SyncCheckpoint start = open(selection, progress);
        SubjectSources.Opened source = sources.open(type.subtype(), input, start.position(), progress);
        try (SubjectReader reader = source.reader()) {
            if (source.records() != null) {
                requireWithin(source.records());
                progress.total(source.records());
            }
            progress.step("Taking stock");
            return outcome(input, selection, all(reader, start, progress));
        }
    }

    private SyncCheckpoint open(Selection selection, Progress progress) throws Exception {
        SyncCheckpoint kept = SyncCheckpoint.of(progress.checkpoint());
        if (kept.runId() != 0) {
            return kept;
        }
        long tenant = owners.tenant(progress);
        List<SyncCheckpoint> opened = new ArrayList<>(1);
        progress.chunk(tx -> {
            long run = runs.open(tx, progress.workspaceId(), tenant, selection, progress.processId());
            opened.add(new SyncCheckpoint(run, 0, "", SyncTally.NOTHING));
            return new ChunkResult(List.of(), opened.getLast());
        });
        return opened.getLast();
    }

    private SyncCheckpoint all(SubjectReader reader, SyncCheckpoint start, Progress progress) throws Exception {
        SyncCheckpoint checkpoint = start;
        List<Found> chunk = new ArrayList<>();
        long chars = 0;
        for (Found found = reader.next(); found != null; found = reader.next()) {
            chunk.add(found);
            chars += found instanceof Found.Good good ? good.subject().content().length() : 0;
            if (chunk.size() == properties.chunkSize() || chars > MOST_CHARS_IN_CHUNK) {
                checkpoint = writer.write(progress, checkpoint, chunk, reader.position());
                requireWithin(checkpoint.next());
                chunk.clear();
                chars = 0;
            }
        }
        return chunk.isEmpty() ? checkpoint : writer.write(progress, checkpoint, chunk, reader.position());
    }

    private JobOutcome outcome(SyncInput input, Selection selection, SyncCheckpoint end) {
        SyncTally tally = end.tally();
        if (tally.subjects() == 0 && tally.failedRecords() > 0) {
            throw new Rejected("all_items_failed", "No record is a subject: " + tally.codes() + ".");
        }
        if (tally.subjects() == 0 && !Boolean.TRUE.equals(input.allowEmpty())) {
            throw new Rejected("no_subjects", "The source has no record. If that is the truth, say so by allow_empty.");
        }
        Map<String, Object> summary = new HashMap<>();
        summary.put("sync_run_id", end.runId());
        summary.put("scope_key", selection.hash());
        summary.put("subjects", tally.subjects());
        summary.put("failed", tally.failed());
        return tally.failedRecords() == 0
                ? new JobOutcome.Completed(summary)
                : new JobOutcome.CompletedWithErrors(summary, tally.failures());
    }

    private void requireWithin(long records) {
        if (records > properties.maxSubjects()) {
            throw new Rejected("too_many_subjects", "A run may have %,d subjects.".formatted(properties.maxSubjects()));
        }
    }
}
