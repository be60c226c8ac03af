package dev.waybill.worker.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.imports.ImportSources;
import dev.waybill.shared.imports.ImportTarget;
import dev.waybill.shared.imports.ImportTypes;
import dev.waybill.shared.imports.UndoInput;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Takes an import back: what it made is removed, what it changed is restored, unless somebody changed it since. Each chunk
 * of items is one transaction, so that an attempt that goes on after a crash neither repeats nor skips one.
 */
final class ImportUndo implements Job<UndoInput> {

    private static final int CHUNK = 500;

    private final Map<ImportTarget, Target> targets;
    private final ProcessReader reader;
    private final ImportSources sources;

    ImportUndo(Map<ImportTarget, Target> targets, ProcessReader reader, ImportSources sources) {
        this.targets = targets;
        this.reader = reader;
        this.sources = sources;
    }

    @Override
    public JobType<UndoInput> type() {
        return ImportTypes.UNDO;
    }

    @Override
    public JobOutcome run(UndoInput input, Progress progress) throws Exception {
        Scope scope = new Scope(progress.workspaceId(), null);
        ProcessId id = new ProcessId(input.processId());
        Process imported = reader.find(scope, id).orElseThrow(ImportUndo::gone);
        Target target = target(imported);
        UndoCheckpoint checkpoint = checkpoint(progress);
        progress.total(imported.counters().succeeded());
        progress.step("Taking back what was imported");
        List<ProcessItem> page = reader.items(scope, id, "success", checkpoint.last(), CHUNK);
        while (!page.isEmpty()) {
            checkpoint = restore(target, id, page, checkpoint, progress);
            page = reader.items(scope, id, "success", checkpoint.last(), CHUNK);
        }
        return new JobOutcome.Completed(checkpoint.summary(input.processId()));
    }

    private UndoCheckpoint restore(
            Target target, ProcessId imported, List<ProcessItem> page, UndoCheckpoint before, Progress progress)
            throws Exception {
        Target.Run run = new Target.Run(progress.workspaceId(), progress.processId());
        UndoCheckpoint[] after = {before};
        progress.chunk(tx -> {
            // what an unchanged source holds may be missing now
            sources.forget(run.workspaceId());
            List<Restored> records = target.restore(tx, run, imported.value(), page);
            after[0] = before.plus(records, page.getLast().itemIndex());
            return new ChunkResult(results(page, records), after[0]);
        });
        return after[0];
    }

    private static List<ItemResult> results(List<ProcessItem> items, List<Restored> records) {
        return IntStream.range(0, items.size())
                .mapToObj(index -> records.get(index).result(items.get(index)))
                .toList();
    }

    private Target target(Process imported) throws JsonProcessingException {
        JsonNode word = Objects.requireNonNullElseGet(imported.input(), JobJson.MAPPER::createObjectNode)
                .path("target");
        ImportTarget name =
                word.isTextual() ? JobJson.MAPPER.treeToValue(word, ImportTarget.class) : ImportTarget.PRODUCTS;
        return Objects.requireNonNull(targets.get(name), () -> "no target " + name);
    }

    private static UndoCheckpoint checkpoint(Progress progress) throws JsonProcessingException {
        JsonNode kept = progress.checkpoint().orElse(null);
        return kept instanceof ObjectNode object
                ? JobJson.MAPPER.treeToValue(object, UndoCheckpoint.class)
                : UndoCheckpoint.START;
    }

    private static Rejected gone() {
        return new Rejected("not_found", "The import does not exist any more.");
    }
}
