package dev.waybill.worker.inventory;

import dev.waybill.shared.inventory.DriftFindings;
import dev.waybill.shared.inventory.DriftInput;
import dev.waybill.shared.inventory.DriftOptions;
import dev.waybill.shared.job.Progress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Takes one comparison from its checkpoint to its end. */
final class DriftRun {

    private final Progress progress;
    private final DriftFindings.Sight sight;
    private final DriftOptions options;
    private final DriftWriter writer;
    private final DriftProperties properties;
    private final Map<String, DriftRules> rules = new HashMap<>();

    DriftRun(
            Progress progress,
            DriftFindings.Sight sight,
            DriftInput input,
            DriftWriter writer,
            DriftProperties properties) {
        this.progress = progress;
        this.sight = sight;
        this.options = Objects.requireNonNullElse(input.options(), DriftOptions.NONE);
        this.writer = writer;
        this.properties = properties;
    }

    /** What the comparison found, in earlier attempts too. */
    DriftTally all() throws Exception {
        DriftCheckpoint checkpoint = DriftCheckpoint.of(progress.checkpoint());
        if (checkpoint.differences() == null) {
            progress.step("Comparing the runs");
            checkpoint = writer.compare(progress, sight);
        }
        long differences = Objects.requireNonNull(checkpoint.differences());
        progress.total(differences);
        progress.step("Looking into %,d differences".formatted(differences));
        while (checkpoint.after() < differences) {
            progress.throwIfStopped();
            checkpoint = writer.lookInto(progress, sight, checkpoint, this::rules);
        }
        progress.step("Resolving what is gone");
        return writer.resolve(progress, sight, checkpoint).tally();
    }

    private DriftRules rules(String subjectType) {
        return rules.computeIfAbsent(subjectType, type -> DriftRules.of(properties, type, options));
    }
}
