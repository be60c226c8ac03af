package dev.waybill.worker.imports;

import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.Rejected;
import dev.waybill.worker.source.Survey;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How an import ended, in numbers. */
final class ImportSummary {

    private ImportSummary() {}

    /** @throws Rejected {@code all_items_failed} when no row could be imported */
    static JobOutcome outcome(StoredFile file, Survey survey, Dialect dialect, Tally tally) {
        long failed = tally.failedRows();
        if (failed > 0 && tally.doneRows() == 0) {
            throw new Rejected("all_items_failed", "All %,d rows failed: %s.".formatted(failed, tally.codes()));
        }
        Map<String, Object> summary = summary(file, survey, dialect, tally);
        return failed > 0
                ? new JobOutcome.CompletedWithErrors(summary, tally.failures())
                : new JobOutcome.Completed(summary);
    }

    private static Map<String, Object> summary(StoredFile file, Survey survey, Dialect dialect, Tally tally) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("file", file.name());
        summary.put("dialect", dialect.name().name().toLowerCase(Locale.ROOT));
        if (survey.charset() != null) {
            summary.put("charset", survey.charset());
        }
        if (survey.delimiter() != null) {
            summary.put("delimiter", survey.delimiter());
        }
        summary.put("rows", survey.records());
        summary.put("inserted", tally.inserted());
        summary.put("updated", tally.updated());
        summary.put("unchanged", tally.unchanged());
        summary.put("merged", tally.aside());
        summary.put("failed", tally.failedRows());
        summary.put("failed_by_code", tally.failed());
        return summary;
    }
}
