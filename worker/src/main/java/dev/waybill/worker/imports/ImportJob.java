package dev.waybill.worker.imports;

import dev.waybill.shared.imports.ImportInput;
import dev.waybill.shared.imports.ImportSettings;
import dev.waybill.shared.imports.ImportTarget;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.worker.source.RecordReader;
import dev.waybill.worker.source.RecordSource;
import dev.waybill.worker.source.Survey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Imports one type of source. The source is surveyed before the first record is written; then its rows are checked and
 * written in chunks, and a row that cannot be imported is a result of its own. An attempt that goes on after a crash reads
 * the rows that are done once more without writing them, since later rows can lean on them.
 */
final class ImportJob<I extends ImportInput> implements Job<I> {

    private final ImportFormat<I> format;
    private final Map<ImportTarget, Target> targets;
    private final FailedRows failedRows;
    private final ImportProperties properties;

    ImportJob(
            ImportFormat<I> format,
            Map<ImportTarget, Target> targets,
            FailedRows failedRows,
            ImportProperties properties) {
        this.format = format;
        this.targets = targets;
        this.failedRows = failedRows;
        this.properties = properties;
    }

    @Override
    public JobType<I> type() {
        return format.type();
    }

    @Override
    public JobOutcome run(I input, Progress progress) throws Exception {
        ImportSettings settings = input.settings();
        return switch (format.open(input, progress)) {
            case Origin.Ready ready -> run(settings, ready, progress);
            case Origin.Unchanged unchanged -> ImportSummary.unchanged(unchanged, settings);
        };
    }

    private JobOutcome run(ImportSettings settings, Origin.Ready origin, Progress progress) throws Exception {
        ImportCheckpoint start = start(origin.source(), progress);
        Survey survey = Objects.requireNonNull(start.survey());
        Target.Run run = new Target.Run(progress.workspaceId(), progress.processId());
        Plan<?> plan = target(settings.target()).plan(settings, survey.columns(), run);
        WantedRows wanted = wanted(settings, start, survey, progress);
        Tally tally = write(plan, settings, origin, start, survey, wanted, progress);
        JobOutcome outcome = new ImportSummary(
                        origin, survey, plan.dialect(), settings, wanted.count(survey.records()), tally)
                .outcome();
        finish(plan, settings, origin, progress);
        return outcome;
    }

    private <D> Tally write(
            Plan<D> plan,
            ImportSettings settings,
            Origin.Ready origin,
            ImportCheckpoint start,
            Survey survey,
            WantedRows wanted,
            Progress progress)
            throws Exception {
        RowRules<D> rules = plan.rules();
        ImportRun<D> run = new ImportRun<>(
                progress,
                new RowChecker<>(rules, new SeenIdentities(survey.records())),
                new ChunkWriter<>(plan.writer(), settings.dryRun()),
                wanted,
                properties.chunkSize(),
                start);
        try (RecordReader reader = origin.source().open(survey)) {
            return run.all(new Groups(reader, plan.columns(), rules::together));
        }
    }

    private WantedRows wanted(ImportSettings settings, ImportCheckpoint start, Survey survey, Progress progress) {
        WantedRows wanted = failedRows.wanted(progress.workspaceId(), progress.processId(), settings.retryOf());
        Integer rows = settings.rows();
        if (rows != null) {
            wanted = wanted.first(rows);
        }
        progress.total(wanted.count(survey.records()));
        String verb = settings.dryRun() ? "Checking " : "Importing ";
        progress.step(
                start.next() == 0
                        ? verb + settings.target().word()
                        : "Going on after row %,d".formatted(start.next() + 1));
        return wanted;
    }

    private static ImportCheckpoint start(RecordSource source, Progress progress) throws IOException {
        ImportCheckpoint kept = ImportCheckpoint.of(progress.checkpoint());
        if (kept.survey() != null) {
            return kept;
        }
        progress.step("Reading the file");
        return kept.withSurvey(source.survey());
    }

    /** What is left to be done once all rows are written, in a transaction of its own. */
    private static void finish(Plan<?> plan, ImportSettings settings, Origin.Ready origin, Progress progress)
            throws Exception {
        boolean finishes = plan.writer().finishes();
        Runnable imported = origin.imported();
        if (settings.dryRun() || (!finishes && imported == null)) {
            return;
        }
        progress.step("Finishing");
        progress.chunk(tx -> {
            if (finishes) {
                plan.writer().finish(tx);
            }
            if (imported != null) {
                imported.run();
            }
            return new ChunkResult(List.of(), null);
        });
    }

    private Target target(ImportTarget name) {
        Target target = targets.get(name);
        if (target == null) {
            throw new Rejected("unknown_target", "This worker does not import " + name.word() + ".");
        }
        return target;
    }
}
