package dev.waybill.worker.imports;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.imports.ApiInput;
import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.imports.ExcelInput;
import dev.waybill.shared.imports.ImportInput;
import dev.waybill.shared.imports.ImportSources;
import dev.waybill.shared.imports.ImportTarget;
import dev.waybill.shared.imports.UndoInput;
import dev.waybill.shared.imports.UrlInput;
import dev.waybill.shared.imports.XmlInput;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.worker.outbound.RemoteFiles;
import dev.waybill.worker.source.ApiPages;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts the jobs of the imports together from formats and targets. */
final class Imports {

    private final StoredFiles files;
    private final Map<ImportTarget, Target> targets;
    private final ProcessReader reader;
    private final ImportProperties properties;

    Imports(FileStore files, Collection<Target> targets, ProcessReader reader, ImportProperties properties) {
        this.files = new StoredFiles(files);
        this.targets = targets.stream().collect(Collectors.toMap(Target::name, Function.identity()));
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

    Job<UrlInput> url(RemoteFiles remote, ImportSources sources) {
        return job(new UrlFormat(remote, sources, files, new EarlierImports(reader), properties.limits()));
    }

    Job<ApiInput> api(ApiPages pages) {
        return job(new ApiFormat(pages, new EarlierImports(reader), properties.limits()));
    }

    Job<UndoInput> undo(ImportSources sources) {
        return new ImportUndo(targets, reader, sources);
    }

    private <I extends ImportInput> Job<I> job(ImportFormat<I> format) {
        return new ImportJob<>(format, targets, new FailedRows(reader), properties);
    }
}
