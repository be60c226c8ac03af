package dev.waybill.worker.imports;

import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.imports.ExcelInput;
import dev.waybill.shared.imports.ImportTypes;
import dev.waybill.shared.imports.XmlInput;
import dev.waybill.shared.job.Rejected;
import dev.waybill.worker.source.Content;
import dev.waybill.worker.source.CsvOptions;
import dev.waybill.worker.source.CsvSource;
import dev.waybill.worker.source.ExcelOptions;
import dev.waybill.worker.source.ExcelSource;
import dev.waybill.worker.source.JsonOptions;
import dev.waybill.worker.source.JsonSource;
import dev.waybill.worker.source.ReadLimits;
import dev.waybill.worker.source.RecordSource;
import dev.waybill.worker.source.XmlOptions;
import dev.waybill.worker.source.XmlSource;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The readers of files, each with what an input says about its format. */
final class SourceFormats {

    private SourceFormats() {}

    static ImportFormat<CsvInput> csv(StoredFiles files, ReadLimits limits) {
        return new UploadFormat<>(
                ImportTypes.CSV,
                files,
                CsvInput::fileId,
                (content, input) -> csv(content, input.delimiter(), input.charset(), limits));
    }

    static ImportFormat<XmlInput> xml(StoredFiles files, ReadLimits limits) {
        return new UploadFormat<>(
                ImportTypes.XML, files, XmlInput::fileId, (content, input) -> xml(content, input.recordPath(), limits));
    }

    static ImportFormat<ExcelInput> excel(StoredFiles files, ReadLimits limits) {
        return new UploadFormat<>(
                ImportTypes.EXCEL,
                files,
                ExcelInput::fileId,
                (content, input) -> excel(content, input.sheet(), limits));
    }

    /** @throws Rejected {@code charset_unknown} */
    static RecordSource csv(Content content, @Nullable String delimiter, @Nullable String charset, ReadLimits limits) {
        Character character = delimiter == null ? null : delimiter.charAt(0);
        return new CsvSource(content, new CsvOptions(character, charset(charset)), limits);
    }

    static RecordSource xml(Content content, @Nullable String recordPath, ReadLimits limits) {
        return new XmlSource(content, new XmlOptions(recordPath), limits);
    }

    static RecordSource excel(Content content, @Nullable String sheet, ReadLimits limits) {
        return new ExcelSource(content, new ExcelOptions(sheet), limits);
    }

    static RecordSource json(List<Content> pages, @Nullable String records, ReadLimits limits) {
        return new JsonSource(pages, new JsonOptions(records), limits);
    }

    private static @Nullable Charset charset(@Nullable String name) {
        try {
            return name == null ? null : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new Rejected("charset_unknown", "There is no encoding named " + name + ".");
        }
    }
}
