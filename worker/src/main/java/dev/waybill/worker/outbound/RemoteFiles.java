package dev.waybill.worker.outbound;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.FileTooLarge;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.imports.Validators;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import dev.waybill.shared.job.Stopped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Fetches files into the store. */
public final class RemoteFiles {

    private static final int NOT_MODIFIED = 304;

    private final OutboundClient client;
    private final FileStore files;

    public RemoteFiles(OutboundClient client, FileStore files) {
        this.client = client;
        this.files = files;
    }

    /**
     * Fetches it, unless it is what was known: because its server says so, or since the same bytes came.
     *
     * @throws Rejected when it is refused: see {@link OutboundClient#send} and {@link OutboundResponse#requireSuccess}
     * @throws RetryLater when another try can help; nothing is left behind
     * @throws Stopped when the job must stop; nothing is left behind
     */
    public Fetched fetch(RemoteFile wanted, Progress progress) {
        try (OutboundResponse response = client.send(request(wanted), progress)) {
            Validators known = wanted.known();
            if (response.status() == NOT_MODIFIED && known != null) {
                return new Fetched.NotModified();
            }
            StoredFile file = store(response.requireSuccess(), progress);
            if (known != null && file.sha256().equals(known.sha256())) {
                boolean unused = files.delete(file.workspaceId(), file.id());
                return new Fetched.NotModified();
            }
            return new Fetched.Stored(file, validators(response, file));
        }
    }

    private static OutboundRequest request(RemoteFile wanted) {
        Optional<Validators> known = Optional.ofNullable(wanted.known());
        return OutboundRequest.get(wanted.url())
                .withCredential(wanted.credential())
                .withHeader("If-None-Match", known.map(Validators::etag).orElse(null))
                .withHeader(
                        "If-Modified-Since", known.map(Validators::lastModified).orElse(null));
    }

    /**
     * Stores the content of an answer, called as its server calls it.
     *
     * @throws RuntimeException as reading {@link OutboundResponse#body} does; nothing is left behind
     */
    public StoredFile store(OutboundResponse response, Progress progress) {
        String name = RemoteName.of(response.header("Content-Disposition").orElse(null), response.url());
        NewFile file = new NewFile(
                progress.workspaceId(),
                null,
                name,
                response.header("Content-Type").orElse(null));
        try {
            return files.store(file, response.body(), Long.MAX_VALUE);
        } catch (FileTooLarge larger) {
            throw GuardedBody.tooLarge(response.host(), larger.maxSize());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Validators validators(OutboundResponse response, StoredFile file) {
        return new Validators(
                response.header("ETag").orElse(null),
                response.header("Last-Modified").orElse(null),
                file.sha256());
    }
}
