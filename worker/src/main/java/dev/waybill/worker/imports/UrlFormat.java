package dev.waybill.worker.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.imports.FileFormat;
import dev.waybill.shared.imports.ImportSettings;
import dev.waybill.shared.imports.ImportSources;
import dev.waybill.shared.imports.ImportTypes;
import dev.waybill.shared.imports.SourceKey;
import dev.waybill.shared.imports.UrlInput;
import dev.waybill.shared.imports.Validators;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.process.Process;
import dev.waybill.worker.outbound.Fetched;
import dev.waybill.worker.outbound.RemoteFile;
import dev.waybill.worker.outbound.RemoteFiles;
import dev.waybill.worker.source.Content;
import dev.waybill.worker.source.ReadLimits;
import dev.waybill.worker.source.RecordSource;
import dev.waybill.worker.source.SourceFormat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files that stand at an address. The file is fetched once: an attempt that goes on after a crash, and a retry of failed
 * records, read the stored copy. A file that is as it was when the same import completed is not imported again.
 */
final class UrlFormat implements ImportFormat<UrlInput> {

    /** Members of the input that make no difference to what becomes of the content. */
    private static final List<String> NO_DIFFERENCE =
            List.of("url", "credential", "mapping_name", "dry_run", "rows", "retry_of");

    private final RemoteFiles remote;
    private final ImportSources sources;
    private final StoredFiles files;
    private final EarlierImports earlier;
    private final ReadLimits limits;

    UrlFormat(RemoteFiles remote, ImportSources sources, StoredFiles files, EarlierImports earlier, ReadLimits limits) {
        this.remote = remote;
        this.sources = sources;
        this.files = files;
        this.earlier = earlier;
        this.limits = limits;
    }

    @Override
    public JobType<UrlInput> type() {
        return ImportTypes.URL;
    }

    @Override
    public Origin open(UrlInput input, Progress progress) throws Exception {
        ImportSettings settings = input.settings();
        SourceKey key = SourceKey.of(input.url(), purpose(input));
        boolean whole = !settings.dryRun() && settings.retryOf() == null;
        FetchedCopy copy = ImportCheckpoint.of(progress.checkpoint()).copy();
        if (copy == null) {
            copy = earlier.find(progress.workspaceId(), settings.retryOf(), UrlFormat::copy)
                    .orElse(null);
        }
        if (copy == null) {
            Validators known = whole ? sources.find(progress.workspaceId(), key).orElse(null) : null;
            copy = fetch(input, known, progress);
        }
        if (copy == null) {
            return new Origin.Unchanged(nameOf(input.url()));
        }
        StoredFile file = files.find(progress.workspaceId(), copy.fileId());
        Validators validators = copy.validators();
        Runnable imported = () -> sources.remember(progress.workspaceId(), key, validators, progress.processId());
        return new Origin.Ready(file.name(), source(file, input, progress), whole ? imported : null);
    }

    /** What people call an address: neither its query nor what stands before its host. */
    static String nameOf(String url) {
        return url.replaceFirst("[?#].*", "").replaceFirst("^[a-zA-Z]+://(?:[^/@]*@)?", "");
    }

    /** Null when it is what was known. */
    private @Nullable FetchedCopy fetch(UrlInput input, @Nullable Validators known, Progress progress)
            throws Exception {
        progress.step("Fetching the file");
        Fetched fetched = remote.fetch(new RemoteFile(input.url(), input.credential(), known), progress);
        if (!(fetched instanceof Fetched.Stored stored)) {
            return null;
        }
        FetchedCopy copy = new FetchedCopy(stored.file().id(), stored.validators());
        ImportCheckpoint checkpoint = ImportCheckpoint.of(progress.checkpoint()).withCopy(copy);
        progress.chunk(tx -> new ChunkResult(List.of(), checkpoint));
        return copy;
    }

    private RecordSource source(StoredFile file, UrlInput input, Progress progress) throws IOException {
        Content content = files.content(file, progress);
        return switch (format(file, input, content)) {
            case CSV -> SourceFormats.csv(content, input.delimiter(), input.charset(), limits);
            case XML -> SourceFormats.xml(content, input.recordPath(), limits);
            case EXCEL -> SourceFormats.excel(content, input.sheet(), limits);
            case JSON -> SourceFormats.json(List.of(content), input.records(), limits);
        };
    }

    /** @throws Rejected when it is nothing that can be imported */
    private static FileFormat format(StoredFile file, UrlInput input, Content content) throws IOException {
        FileFormat said = input.format();
        return said != null
                ? said
                : FileFormat.valueOf(SourceFormat.of(content, file.contentType(), file.name())
                        .name());
    }

    private static String purpose(UrlInput input) {
        ObjectNode members = JobJson.MAPPER.valueToTree(input);
        members.remove(NO_DIFFERENCE);
        return members.toString();
    }

    private static Optional<FetchedCopy> copy(Process process) {
        try {
            return Optional.ofNullable(ImportCheckpoint.of(Optional.ofNullable(process.checkpoint()))
                    .copy());
        } catch (JsonProcessingException other) {
            throw new Rejected("invalid_input", "Process " + process.id() + " was no such import.");
        }
    }
}
