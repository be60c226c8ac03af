package dev.waybill.worker.imports;

import dev.waybill.shared.imports.ImportSettings;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.Rejected;
import dev.waybill.worker.source.Survey;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an import ended, in numbers.
 *
 * @param looked how many records were to be imported
 */
record ImportSummary(Origin origin, Survey survey, String dialect, ImportSettings settings, long looked, Tally tally) {

    /** Of a source that is as it was. */
    static JobOutcome unchanged(Origin.Unchanged origin, ImportSettings settings) {
        return new JobOutcome.Completed(Map.of(
                "file",
                origin.name(),
                "target",
                settings.target().word(),
                "skipped",
                "source_unchanged",
                "inserted",
                0,
                "updated",
                0,
                "unchanged",
                0,
                "failed",
                0));
    }

    /** @throws Rejected {@code all_items_failed} when no row could be imported */
    JobOutcome outcome() {
        long failed = tally.failedRows();
        if (failed > 0 && tally.doneRows() == 0) {
            throw new Rejected("all_items_failed", "All %,d rows failed: %s.".formatted(failed, tally.codes()));
        }
        return failed > 0
                ? new JobOutcome.CompletedWithErrors(members(), tally.failures())
                : new JobOutcome.Completed(members());
    }

    private Map<String, Object> members() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("file", origin.name());
        summary.put("target", settings.target().word());
        summary.put("dialect", dialect);
        if (survey.charset() != null) {
            summary.put("charset", survey.charset());
        }
        if (survey.delimiter() != null) {
            summary.put("delimiter", survey.delimiter());
        }
        if (survey.part() != null) {
            summary.put("part", survey.part());
        }
        if (settings.dryRun()) {
            summary.put("dry_run", true);
        }
        summary.put("rows", survey.records());
        if (settings.rows() != null) {
            summary.put("looked_at", looked);
        }
        summary.put("inserted", tally.inserted());
        summary.put("updated", tally.updated());
        summary.put("unchanged", tally.unchanged());
        summary.put("merged", tally.aside());
        summary.put("failed", tally.failedRows());
        summary.put("failed_by_code", tally.failed());
        return summary;
    }
}
