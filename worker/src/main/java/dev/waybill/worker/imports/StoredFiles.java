package dev.waybill.worker.imports;

import dev.waybill.shared.files.FileNotFound;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.worker.source.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/** Files of the store, as sources read them. */
final class StoredFiles {

    private final FileStore files;

    StoredFiles(FileStore files) {
        this.files = files;
    }

    /** @throws Rejected {@code file_not_found} */
    StoredFile find(long workspaceId, UUID id) {
        return files.find(workspaceId, id).orElseThrow(StoredFiles::notFound);
    }

    /** Its content; reading ends when the attempt must end. */
    Content content(StoredFile file, Progress progress) {
        return stoppable(() -> open(file), progress);
    }

    /** The same content; reading ends when the attempt must end. */
    static Content stoppable(Content content, Progress progress) {
        return new Content() {
            @Override
            public InputStream open() throws IOException {
                return new StoppableContent(content.open(), progress);
            }

            @Override
            public void throwIfStopped() {
                progress.throwIfStopped();
            }
        };
    }

    private InputStream open(StoredFile file) {
        try {
            return files.open(file.workspaceId(), file.id());
        } catch (FileNotFound gone) {
            throw notFound();
        }
    }

    private static Rejected notFound() {
        return new Rejected("file_not_found", "The file does not exist in this workspace.");
    }
}
