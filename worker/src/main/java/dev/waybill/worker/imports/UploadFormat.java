package dev.waybill.worker.imports;

import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.imports.ImportInput;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.worker.source.Content;
import dev.waybill.worker.source.RecordSource;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Files that people uploaded.
 *
 * @param file which one the input names
 * @param reader reads such files
 */
record UploadFormat<I extends ImportInput>(
        JobType<I> type, StoredFiles files, Function<I, UUID> file, BiFunction<Content, I, RecordSource> reader)
        implements ImportFormat<I> {

    @Override
    public Origin open(I input, Progress progress) {
        StoredFile stored = files.find(progress.workspaceId(), file.apply(input));
        RecordSource source = reader.apply(files.content(stored, progress), input);
        return new Origin.Ready(stored.name(), source, null);
    }
}
