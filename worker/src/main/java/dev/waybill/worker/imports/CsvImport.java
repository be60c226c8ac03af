package dev.waybill.worker.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.catalog.ProductColumn;
import dev.waybill.shared.catalog.Products;
import dev.waybill.shared.files.FileNotFound;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.imports.ImportDialect;
import dev.waybill.shared.imports.ImportInput;
import dev.waybill.shared.imports.ImportMapping;
import dev.waybill.shared.imports.ImportTypes;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.worker.source.Content;
import dev.waybill.worker.source.CsvSource;
import dev.waybill.worker.source.RecordReader;
import dev.waybill.worker.source.RecordSource;
import dev.waybill.worker.source.Survey;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Products out of a CSV file. The file is surveyed before the first product is touched; then its rows are checked and
 * written in chunks, and a row that cannot be imported is a result of its own. An attempt that goes on after a crash reads
 * the rows that are done once more without writing them, since later rows can lean on them.
 */
final class CsvImport implements Job<ImportInput> {

    private final FileStore files;
    private final Products products;
    private final FailedRows failedRows;
    private final ImportProperties properties;

    CsvImport(FileStore files, Products products, FailedRows failedRows, ImportProperties properties) {
        this.files = files;
        this.products = products;
        this.failedRows = failedRows;
        this.properties = properties;
    }

    @Override
    public JobType<ImportInput> type() {
        return ImportTypes.CSV;
    }

    @Override
    public JobOutcome run(ImportInput input, Progress progress) throws Exception {
        InputOptions options = InputOptions.of(input);
        StoredFile file = files.find(progress.workspaceId(), input.fileId()).orElseThrow(CsvImport::fileNotFound);
        RecordSource source = new CsvSource(content(file, progress), options.csv(), properties.limits());
        ImportCheckpoint start = start(source, progress);
        Dialect dialect = dialect(input, start.survey());
        Columns columns = columns(input, start.survey(), dialect);
        RowChecker checker = new RowChecker(
                dialect, options.rules(), new SeenIdentities(start.survey().records()));
        ImportRun run = new ImportRun(
                progress,
                checker,
                writer(progress, columns, dialect),
                wanted(input, start, progress)::contains,
                properties.chunkSize(),
                start);
        Tally tally;
        try (RecordReader reader = source.open(start.survey())) {
            tally = run.all(new Groups(reader, columns, dialect));
        }
        if (checker.namesParentsById()) {
            linkParents(progress);
        }
        return ImportSummary.outcome(file, start.survey(), dialect, tally);
    }

    private static Dialect dialect(ImportInput input, Survey survey) {
        return Dialect.of(Objects.requireNonNullElse(input.dialect(), ImportDialect.AUTO), survey.columns());
    }

    private static Columns columns(ImportInput input, Survey survey, Dialect dialect) {
        ImportMapping mapping = Objects.requireNonNullElse(input.mapping(), ImportMapping.NONE);
        return Columns.of(survey.columns(), dialect, mapping.columns());
    }

    private ChunkWriter writer(Progress progress, Columns columns, Dialect dialect) {
        EnumSet<ProductColumn> known = EnumSet.copyOf(columns.known());
        known.addAll(dialect.alsoKnown());
        return new ChunkWriter(products, known, progress.workspaceId(), progress.processId());
    }

    private WantedRows wanted(ImportInput input, ImportCheckpoint start, Progress progress) {
        WantedRows wanted = failedRows.wanted(progress.workspaceId(), input.retryOf());
        progress.total(wanted.count(start.survey().records()));
        progress.step(start.next() == 0 ? "Importing products" : "Going on after row %,d".formatted(start.next() + 1));
        return wanted;
    }

    private Content content(StoredFile file, Progress progress) {
        return () -> {
            try {
                return new StoppableContent(files.open(file.workspaceId(), file.id()), progress);
            } catch (FileNotFound gone) {
                throw fileNotFound();
            }
        };
    }

    private static ImportCheckpoint start(RecordSource source, Progress progress) throws IOException {
        Optional<JsonNode> kept = progress.checkpoint();
        if (kept.isPresent()) {
            return checkpoint(kept.get());
        }
        progress.step("Reading the file");
        return new ImportCheckpoint(source.survey(), 0, Tally.NOTHING);
    }

    private static ImportCheckpoint checkpoint(JsonNode kept) throws JsonProcessingException {
        return JobJson.MAPPER.treeToValue(kept, ImportCheckpoint.class);
    }

    private void linkParents(Progress progress) throws Exception {
        progress.step("Linking variations");
        progress.chunk(tx -> {
            products.linkParents(tx, progress.workspaceId(), progress.processId());
            return new ChunkResult(List.of(), null);
        });
    }

    private static Rejected fileNotFound() {
        return new Rejected("file_not_found", "The file does not exist in this workspace.");
    }
}
