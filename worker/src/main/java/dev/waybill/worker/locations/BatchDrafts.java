package dev.waybill.worker.locations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.locations.CheckedLocation;
import dev.waybill.shared.locations.LocationBatch;
import dev.waybill.shared.locations.LocationBatches;
import dev.waybill.shared.locations.LocationDraft;
import dev.waybill.shared.locations.LocationDuplicates;
import dev.waybill.shared.locations.LocationItem;
import dev.waybill.shared.locations.LocationRules;
import dev.waybill.shared.locations.NewLocationItem;
import dev.waybill.worker.ai.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The batch that an attempt fills. What a portion cost is stored with its drafts, in one chunk, so that nobody pays again
 * for what is there.
 */
final class BatchDrafts {

    private static final int PAGE = 500;

    private final LocationBatches batches;
    private final DraftChecks checks;
    private final Progress progress;
    private final LocationBatch batch;
    private final List<LocationDraft> drafts = new ArrayList<>();
    private final Unsaved unsaved = new Unsaved();
    private Usage usage;

    private BatchDrafts(
            LocationBatches batches, LocationDuplicates duplicates, Progress progress, LocationBatch batch) {
        this.batches = batches;
        this.checks = new DraftChecks(duplicates);
        this.progress = progress;
        this.batch = batch;
        this.usage = Usage.read(Objects.requireNonNullElse(batch.usageMetadata(), MissingNode.getInstance()));
    }

    /** The batch with the drafts that it has already. */
    static BatchDrafts open(LocationBatches batches, LocationDuplicates duplicates, Progress progress, long batchId)
            throws Exception {
        List<BatchDrafts> opened = new ArrayList<>();
        progress.chunk(tx -> {
            LocationBatch batch = batches.generating(tx, progress.workspaceId(), batchId, progress.processId());
            BatchDrafts drafts = new BatchDrafts(batches, duplicates, progress, batch);
            drafts.items(tx)
                    .forEach(item -> drafts.drafts.add(
                            LocationRules.check(item.normalizedPayload()).draft()));
            opened.add(drafts);
            return new ChunkResult(List.of(), null);
        });
        return opened.getLast();
    }

    LocationBatch batch() {
        return batch;
    }

    /** Those that are stored, in their order. */
    List<LocationDraft> drafts() {
        return drafts;
    }

    int missing() {
        return Math.max(0, batch.locationCount() - drafts.size());
    }

    /** What was used up to the last chunk, by attempts before this one too. */
    Usage usage() {
        return usage;
    }

    /** A call was billed; it is stored with the next chunk. */
    void used(Usage more) {
        unsaved.usage = unsaved.usage.plus(more);
    }

    /** The model that answers, as it calls itself. */
    void answeredBy(String model) {
        unsaved.model = model;
    }

    /** Stores drafts with what they cost. */
    void store(List<ModelDraft> portion, GenerateCheckpoint checkpoint) throws Exception {
        List<LocationDraft> stored = new ArrayList<>();
        Usage sum = usage.plus(unsaved.usage);
        progress.chunk(tx -> {
            stored.clear();
            LocationBatch locked = lock(tx);
            List<CheckedLocation> checked = checks.check(tx, batch.workspaceId(), drafts, portion);
            checked.forEach(one -> stored.add(one.draft()));
            List<NewLocationItem> items = new ArrayList<>();
            for (int index = 0; index < portion.size(); index++) {
                items.add(new NewLocationItem(portion.get(index).raw(), checked.get(index)));
            }
            batches.addDrafts(tx, locked, items);
            record(tx, locked, sum);
            return new ChunkResult(DraftChecks.results(drafts.size(), checked), checkpoint);
        });
        drafts.addAll(stored);
        saved(sum);
    }

    /** Stores what was used by calls that gave no draft. */
    void storeUsage() throws Exception {
        if (unsaved.usage.equals(Usage.NONE)) {
            return;
        }
        Usage sum = usage.plus(unsaved.usage);
        progress.chunk(tx -> {
            record(tx, lock(tx), sum);
            return new ChunkResult(List.of(), null);
        });
        saved(sum);
    }

    /** Every stored item. */
    List<LocationItem> items(JdbcClient tx) {
        List<LocationItem> all = new ArrayList<>();
        List<LocationItem> page;
        do {
            long after = all.isEmpty() ? 0 : all.getLast().id();
            page = batches.items(tx, batch.workspaceId(), batch.id(), null, after, PAGE);
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    private LocationBatch lock(JdbcClient tx) {
        return batches.generating(tx, batch.workspaceId(), batch.id(), progress.processId());
    }

    private void record(JdbcClient tx, LocationBatch locked, Usage sum) {
        String model = unsaved.model != null ? unsaved.model : locked.modelName();
        JsonNode metadata = sum.json();
        batches.recordUsage(tx, locked, model == null ? "unknown" : model, metadata);
    }

    private void saved(Usage sum) {
        usage = sum;
        unsaved.usage = Usage.NONE;
    }

    /** What was not stored yet. */
    private static final class Unsaved {
        private Usage usage = Usage.NONE;
        private @Nullable String model;
    }
}
