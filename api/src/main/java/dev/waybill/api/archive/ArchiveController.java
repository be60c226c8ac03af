package dev.waybill.api.archive;

import dev.waybill.api.http.Cursor;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.housekeeping.ProcessArchives;
import dev.waybill.shared.housekeeping.ProcessArchives.Archive;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists archives and hands them out. */
@RestController
@RequestMapping("/api/process-archives")
final class ArchiveController {

    private final ProcessArchives archives;
    private final FileStore files;
    private final Clock clock;

    ArchiveController(ProcessArchives archives, FileStore files, Clock clock) {
        this.archives = archives;
        this.files = files;
        this.clock = clock;
    }

    @Route(id = "listProcessArchives", summary = "Files of processes that were removed", traits = Trait.PAGED)
    @GetMapping
    Page<ArchiveView> list(Scope scope, Query query) {
        int limit = query.limit();
        Long before = query.cursor(1);
        query.done();
        List<Archive> rows = archives.list(scope, before == null ? Long.MAX_VALUE : before, limit + 1);
        return Page.of(rows, limit, row -> Cursor.encode(row.id()), ArchiveView::of, clock.instant());
    }

    @Route(
            id = "downloadProcessArchive",
            summary = "NDJSON, compressed with gzip",
            media = "application/gzip",
            traits = Trait.ATTACHED)
    @GetMapping("/{id}/content")
    void content(@PathVariable("id") long id, Scope scope, Query query, HttpServletResponse response)
            throws IOException {
        query.done();
        Archive archive = archives.find(scope, id)
                .orElseThrow(() -> new RequestRefused(Reason.NOT_FOUND, "There is no archive " + id));
        long workspace = Objects.requireNonNull(scope.workspaceId());
        try (InputStream content = files.open(workspace, archive.fileId())) {
            response.setContentType("application/gzip");
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    "attachment; filename=\"processes-%d-%d.ndjson.gz\""
                            .formatted(archive.firstProcessId(), archive.lastProcessId()));
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            content.transferTo(response.getOutputStream());
        }
    }
}
