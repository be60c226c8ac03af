package dev.waybill.worker.source;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.imports.ApiOptions;
import dev.waybill.shared.imports.ImportPage;
import dev.waybill.shared.imports.ImportPages;
import dev.waybill.shared.job.Deferred;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import dev.waybill.shared.job.Stopped;
import dev.waybill.worker.outbound.OutboundClient;
import java.time.Clock;
import java.util.List;

/**
 * Fetches the pages of a JSON API into the store. Each page is kept with where the next one is, in one commit: an attempt
 * that goes on after a crash fetches no page again, and the records are then read, as often as needed, from the stored
 * pages.
 */
public final class ApiPages {

    private final OutboundClient client;
    private final FileStore files;
    private final ImportPages pages;
    private final Clock clock;

    public ApiPages(OutboundClient client, FileStore files, ImportPages pages, Clock clock) {
        this.client = client;
        this.files = files;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * Fetches the pages that the process does not have yet.
     *
     * @param mostRecords enough when so many are there; {@link Long#MAX_VALUE} for all
     * @return all pages of the process, for {@link JsonSource}
     * @throws Rejected when the API or its paging is refused; the reason codes are listed in docs/errors.md
     * @throws RetryLater when another attempt can help
     * @throws Deferred when the API asks for a long pause after it has given pages in this attempt
     * @throws Stopped when the job must stop
     */
    public List<Content> fetch(ApiOptions api, long mostRecords, ReadLimits limits, Progress progress)
            throws Exception {
        List<ImportPage> known = pages.of(progress.workspaceId(), progress.processId());
        PageWalk walk = new PageWalk(api);
        PageFetch fetch = new PageFetch(api, walk, client, files, progress);
        ApiWalk.Patience patience = new ApiWalk.Patience(client.waitInPlace(), clock, limits.records());
        new ApiWalk(walk, fetch, pages, patience, progress).from(known, mostRecords);
        return fetched(progress.workspaceId(), progress.processId());
    }

    /** The pages that a process has fetched. */
    public List<Content> fetched(long workspaceId, long processId) {
        return pages.of(workspaceId, processId).stream()
                .<Content>map(page -> () -> files.open(workspaceId, page.fileId()))
                .toList();
    }
}
