package dev.waybill.worker.imports;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.imports.ExcelInput;
import dev.waybill.shared.imports.ImportInput;
import dev.waybill.shared.imports.ImportTarget;
import dev.waybill.shared.imports.UndoInput;
import dev.waybill.shared.imports.XmlInput;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.process.ProcessReader;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the jobs of the imports together from formats and targets. */
final class Imports {

    private final StoredFiles files;
    private final Map<ImportTarget, Target> targets;
    private final ProcessReader reader;
    private final ImportProperties properties;

    Imports(FileStore files, Target target, ProcessReader reader, ImportProperties properties) {
        this.files = new StoredFiles(files);
        this.targets = Stream.of(target).collect(Collectors.toMap(Target::name, Function.identity()));
        this.reader = reader;
        this.properties = properties;
    }

    Job<CsvInput> csv() {
        return job(SourceFormats.csv(files, properties.limits()));
    }

    Job<XmlInput> xml() {
        return job(SourceFormats.xml(files, properties.limits()));
    }

    Job<ExcelInput> excel() {
        return job(SourceFormats.excel(files, properties.limits()));
    }

    Job<UndoInput> undo() {
        return new ImportUndo(targets, reader);
    }

    private <I extends ImportInput> Job<I> job(ImportFormat<I> format) {
        return new ImportJob<>(format, targets, new FailedRows(reader), properties);
    }
}
