package dev.waybill.worker.housekeeping;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.UnusedFiles;
import dev.waybill.shared.housekeeping.HousekeepingInput;
import dev.waybill.shared.housekeeping.HousekeepingTypes;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/** Removes uploads that nobody used within a day, complete or not, and files whose processes are gone. */
final class RemoveUnusedFiles implements Job<HousekeepingInput> {

    private static final Logger LOG = LoggerFactory.getLogger(RemoveUnusedFiles.class);
    private static final UUID FIRST = new UUID(0, 0);
    private static final int AT_A_TIME = 200;

    private final UnusedFiles unused;
    private final FileStore files;
    private final RetentionProperties properties;

    RemoveUnusedFiles(UnusedFiles unused, FileStore files, RetentionProperties properties) {
        this.unused = unused;
        this.files = files;
        this.properties = properties;
    }

    @Override
    public JobType<HousekeepingInput> type() {
        return HousekeepingTypes.UNUSED_FILES;
    }

    @Override
    public JobOutcome run(HousekeepingInput input, Progress progress) throws IOException {
        progress.step("Looking for files in use");
        boolean more;
        do {
            progress.throwIfStopped();
            more = unused.noteUses();
        } while (more);
        progress.step("Removing the others");
        long removed = 0;
        UUID after = FIRST;
        List<UnusedFiles.Unused> page;
        do {
            page = unused.find(properties.unusedFilesAfter(), after, AT_A_TIME);
            for (UnusedFiles.Unused file : page) {
                progress.throwIfStopped();
                removed += remove(file) ? 1 : 0;
                after = file.id();
            }
        } while (page.size() == AT_A_TIME);
        progress.step("Looking for what crashes have left");
        long left = unused.sweepDirectory(properties.unusedFilesAfter());
        return new JobOutcome.Completed(Map.of("files", removed, "left_behind", left));
    }

    private boolean remove(UnusedFiles.Unused file) {
        try {
            return files.delete(file.workspaceId(), file.id());
        } catch (DataIntegrityViolationException usedMeanwhile) {
            LOG.debug("File {} is used after all", file.id(), usedMeanwhile);
            return false;
        } catch (IllegalStateException elsewhere) {
            // this node cannot reach its content; the row alone must not go
            LOG.warn("File {} is kept: {}", file.id(), elsewhere.getMessage());
            return false;
        }
    }
}
