package dev.waybill.worker.inventory;

import dev.waybill.shared.inventory.ComparedRuns;
import dev.waybill.shared.inventory.Differences;
import dev.waybill.shared.inventory.DriftFindings;
import dev.waybill.shared.inventory.DriftInput;
import dev.waybill.shared.inventory.InventoryTypes;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.tenancy.Scope;
import java.util.HashMap;
import java.util.Map;

/**
 * Compares two runs: in SQL by the hashes of their subjects, and meanwhile those that differ, one by one. What it finds
 * becomes findings; findings of the scope that it does not find any more are resolved.
 */
final class DriftJob implements Job<DriftInput> {

    private final Owners owners;
    private final ComparedRuns runs;
    private final DriftReader reader;
    private final DriftWriter writer;
    private final DriftProperties properties;

    DriftJob(Owners owners, ComparedRuns runs, DriftReader reader, DriftWriter writer, DriftProperties properties) {
        this.owners = owners;
        this.runs = runs;
        this.reader = reader;
        this.writer = writer;
        this.properties = properties;
    }

    @Override
    public JobType<DriftInput> type() {
        return InventoryTypes.DRIFT;
    }

    @Override
    public JobOutcome run(DriftInput input, Progress progress) throws Exception {
        long tenant = owners.tenant(progress);
        ComparedRuns.Pair pair = runs.choose(new Scope(progress.workspaceId(), null), tenant, input);
        Differences.Comparison comparison = new Differences.Comparison(
                progress.workspaceId(),
                progress.processId(),
                pair.baseline().id(),
                pair.current().id());
        DriftFindings.Sight sight = new DriftFindings.Sight(comparison, tenant, pair.scopeKey());
        DriftRun run = new DriftRun(progress, sight, input, reader, writer, properties);
        return new JobOutcome.Completed(summary(pair, run.all()));
    }

    private static Map<String, Object> summary(ComparedRuns.Pair pair, DriftTally tally) {
        Map<String, Object> summary = new HashMap<>();
        summary.put("scope_key", pair.scopeKey());
        summary.put("baseline_run_id", pair.baseline().id());
        summary.put("current_run_id", pair.current().id());
        summary.put("baseline_subjects", pair.baseline().itemCount());
        summary.put("current_subjects", pair.current().itemCount());
        summary.put("added", tally.added());
        summary.put("removed", tally.removed());
        summary.put("changed", tally.changed());
        summary.put("ignored", tally.ignored());
        summary.put(
                "findings",
                Map.of(
                        "created", tally.created(),
                        "returned", tally.returned(),
                        "persisting", tally.persisting(),
                        "resolved", tally.resolved()));
        return summary;
    }
}
