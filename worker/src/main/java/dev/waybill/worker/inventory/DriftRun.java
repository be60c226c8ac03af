package dev.waybill.worker.inventory;

import dev.waybill.shared.inventory.DriftFindings;
import dev.waybill.shared.inventory.DriftInput;
import dev.waybill.shared.inventory.DriftOptions;
import dev.waybill.shared.job.Progress;
import dev.waybill.worker.source.Ahead;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Takes one comparison from its checkpoint to its end. */
final class DriftRun {

    private final Progress progress;
    private final DriftFindings.Sight sight;
    private final DriftOptions options;
    private final DriftReader reader;
    private final DriftWriter writer;
    private final DriftProperties properties;
    private final Map<String, DriftRules> rules = new HashMap<>();

    DriftRun(
            Progress progress,
            DriftFindings.Sight sight,
            DriftInput input,
            DriftReader reader,
            DriftWriter writer,
            DriftProperties properties) {
        this.progress = progress;
        this.sight = sight;
        this.options = Objects.requireNonNullElse(input.options(), DriftOptions.NONE);
        this.reader = reader;
        this.writer = writer;
        this.properties = properties;
    }

    /** What the comparison found, in earlier attempts too. */
    DriftTally all() throws Exception {
        DriftCheckpoint checkpoint = DriftCheckpoint.of(progress.checkpoint());
        if (!checkpoint.compared()) {
            progress.step("Comparing the runs");
            checkpoint = compare(checkpoint);
        }
        progress.total(checkpoint.done());
        progress.step("Resolving what is gone");
        return writer.resolve(progress, sight, checkpoint).tally();
    }

    /** How many differ is known once they are all done. */
    private DriftCheckpoint compare(DriftCheckpoint from) throws Exception {
        DriftCheckpoint checkpoint = from;
        try (Ahead<List<Looked>> chunks = reader.chunks(progress, sight.comparison(), from.done(), this::rules)) {
            for (List<Looked> chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                checkpoint = writer.write(progress, sight, checkpoint, chunk);
            }
        }
        return checkpoint;
    }

    private DriftRules rules(String subjectType) {
        return rules.computeIfAbsent(subjectType, type -> DriftRules.of(properties, type, options));
    }
}
