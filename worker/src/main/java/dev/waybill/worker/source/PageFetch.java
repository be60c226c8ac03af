package dev.waybill.worker.source;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.imports.ApiOptions;
import dev.waybill.shared.imports.ImportPage;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import dev.waybill.worker.outbound.OutboundClient;
import dev.waybill.worker.outbound.OutboundRequest;
import dev.waybill.worker.outbound.OutboundResponse;
import dev.waybill.worker.outbound.RemoteFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Fetches one page of an API into the store and finds out where the next one is. */
final class PageFetch {

    private static final int NOT_FOUND = 404;

    private final ApiOptions api;
    private final PageWalk walk;
    private final OutboundClient client;
    private final RemoteFiles remote;
    private final FileStore files;
    private final Progress progress;

    PageFetch(ApiOptions api, PageWalk walk, OutboundClient client, FileStore files, Progress progress) {
        this.api = api;
        this.walk = walk;
        this.client = client;
        this.remote = new RemoteFiles(client, files);
        this.files = files;
        this.progress = progress;
    }

    /**
     * A page whose content is stored.
     *
     * @param sha256 of its content
     */
    record Kept(ImportPage page, String sha256) {}

    Kept page(String position, int number) throws IOException {
        OutboundRequest request = OutboundRequest.get(walk.address(position).toString())
                .withHeader("Accept", "application/json")
                .withCredential(api.credential());
        try (OutboundResponse response = client.send(request, progress)) {
            if (response.status() == NOT_FOUND && walk.mayEndWithNotFound(position)) {
                return end(number);
            }
            StoredFile file = remote.store(response.requireSuccess(), progress);
            try {
                PageScan scan = scan(file, number);
                String next = walk.next(position, scan, response);
                return new Kept(new ImportPage(number, file.id(), scan.records(), next), file.sha256());
            } catch (IOException | RuntimeException failure) {
                discard(file);
                throw failure;
            }
        }
    }

    void discard(ImportPage page) {
        boolean unused = files.delete(progress.workspaceId(), page.fileId());
    }

    /** Kept as an empty page, so that a later attempt does not ask again whether there is one by now. */
    private Kept end(int number) throws IOException {
        NewFile name = new NewFile(progress.workspaceId(), null, "end.json", "application/json");
        StoredFile empty =
                files.store(name, new ByteArrayInputStream("[]".getBytes(StandardCharsets.UTF_8)), Long.MAX_VALUE);
        return new Kept(new ImportPage(number, empty.id(), 0, null), empty.sha256());
    }

    private PageScan scan(StoredFile file, int number) throws IOException {
        Content content = () -> files.open(file.workspaceId(), file.id());
        try {
            PageScan scan = PageScan.of(content, api.records(), walk.nextPointer());
            if (!scan.found() && number == 0) {
                throw JsonHint.recordsNotFound(content);
            }
            return scan;
        } catch (Rejected refused) {
            if (refused.reasonCode().equals("json_malformed")) {
                throw new RetryLater("remote_malformed", "The API answered broken JSON.");
            }
            throw refused;
        }
    }

    private void discard(StoredFile file) {
        boolean unused = files.delete(file.workspaceId(), file.id());
    }
}
