package dev.waybill.api.archive;

import dev.waybill.shared.housekeeping.ProcessArchives.Archive;
import java.time.Instant;

/**
 * An archive as the API shows it.
 *
 * @param processes how many it holds, with ids from the first to the last
 * @param content route of the file
 */
record ArchiveView(long id, long firstProcessId, long lastProcessId, int processes, Instant createdAt, String content) {

    static ArchiveView of(Archive archive) {
        return new ArchiveView(
                archive.id(),
                archive.firstProcessId(),
                archive.lastProcessId(),
                archive.processes(),
                archive.createdAt(),
                "/api/process-archives/" + archive.id() + "/content");
    }
}
