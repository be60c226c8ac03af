package dev.waybill.worker.housekeeping;

import dev.waybill.shared.housekeeping.HousekeepingInput;
import dev.waybill.shared.housekeeping.HousekeepingTypes;
import dev.waybill.shared.imports.ImportPages;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.process.ExpiredProcesses;
import dev.waybill.shared.process.ExpiredProcesses.Candidate;
import dev.waybill.shared.process.ExpiredProcesses.Window;
import dev.waybill.shared.queue.ProcessRemoval;
import dev.waybill.shared.queue.RequestKeys;
import dev.waybill.shared.schedule.Schedules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/** Removes processes that ended long ago, of all workspaces, and what the queue and the schedules need no more. */
final class ApplyRetention implements Job<HousekeepingInput> {

    private static final Logger LOG = LoggerFactory.getLogger(ApplyRetention.class);

    private final ProcessRemoval removal;
    private final Archiving archiving;
    private final RequestKeys keys;
    private final Supplier<Schedules> schedules;
    private final ImportPages pages;
    private final RetentionProperties properties;

    ApplyRetention(
            ProcessRemoval removal,
            Archiving archiving,
            RequestKeys keys,
            Supplier<Schedules> schedules,
            ImportPages pages,
            RetentionProperties properties) {
        this.removal = removal;
        this.archiving = archiving;
        this.keys = keys;
        this.schedules = schedules;
        this.pages = pages;
        this.properties = properties;
    }

    /**
     * How far it is.
     *
     * @param after the last id that was looked at
     * @param removed processes
     * @param kept processes whose time is over, but that something still refers to
     */
    record Checkpoint(long after, long removed, long kept) {}

    @Override
    public JobType<HousekeepingInput> type() {
        return HousekeepingTypes.RETENTION;
    }

    @Override
    public JobOutcome run(HousekeepingInput input, Progress progress) throws Exception {
        progress.step("Removing processes");
        Checkpoint done = processes(progress);
        progress.step("Removing what is expired");
        int batch = properties.batchSize();
        long expiredKeys = all(progress, () -> keys.forgetExpired(batch));
        long ticks =
                all(progress, () -> removal.removeFailedTicks(properties.age().toSeconds(), batch));
        long runs = all(progress, () -> schedules.get().forgetRuns(properties.age(), batch));
        long removedPages = all(progress, () -> pages.forget(properties.pagesAfter(), 1) > 0 ? batch : 0) / batch;
        return new JobOutcome.Completed(Map.of(
                "processes", done.removed(),
                "kept", done.kept(),
                "request_keys", expiredKeys,
                "failed_ticks", ticks,
                "schedule_runs", runs,
                "imports_pages", removedPages));
    }

    private Checkpoint processes(Progress progress) throws Exception {
        Checkpoint at = checkpoint(progress);
        ExpiredProcesses expired = removal.expired();
        while (true) {
            progress.throwIfStopped();
            Window window = expired.window(at.after(), properties.ages(), properties.batchSize());
            long next = window.last() == null
                    ? window.expired().stream()
                            .mapToLong(one -> one.id().value())
                            .max()
                            .orElse(at.after())
                    : window.last().value();
            at = remove(window.expired(), new Checkpoint(next, at.removed(), at.kept()), progress);
            if (window.last() == null) {
                return at;
            }
        }
    }

    private Checkpoint remove(List<Candidate> candidates, Checkpoint at, Progress progress) throws Exception {
        if (candidates.isEmpty()) {
            return at;
        }
        try {
            return removeTogether(candidates, at, progress);
        } catch (DataIntegrityViolationException referred) {
            if (candidates.size() == 1) {
                LOG.warn(
                        "Process {} is kept, a table refers to it: {}",
                        candidates.getFirst().id(),
                        referred.getMostSpecificCause().getMessage());
                return new Checkpoint(at.after(), at.removed(), at.kept() + 1);
            }
            Checkpoint one = at;
            for (Candidate candidate : candidates) {
                one = remove(List.of(candidate), one, progress);
            }
            return one;
        }
    }

    private Checkpoint removeTogether(List<Candidate> candidates, Checkpoint at, Progress progress) throws Exception {
        List<Archiving.Part> parts = properties.archive() ? archiving.write(candidates, progress) : List.of();
        Checkpoint[] after = {at};
        progress.chunk(tx -> {
            var removed = removal.remove(candidates);
            archiving.name(parts, removed);
            after[0] = new Checkpoint(
                    at.after(), at.removed() + removed.size(), at.kept() + candidates.size() - removed.size());
            return new ChunkResult(List.of(), after[0]);
        });
        pause();
        return after[0];
    }

    private long all(Progress progress, IntSupplier batch) {
        long total = 0;
        int done;
        do {
            progress.throwIfStopped();
            done = batch.getAsInt();
            total += done;
            pause();
        } while (done >= properties.batchSize());
        return total;
    }

    private void pause() {
        LockSupport.parkNanos(properties.pause().toNanos());
    }

    private static Checkpoint checkpoint(Progress progress) {
        return progress.checkpoint()
                .map(kept -> Objects.requireNonNull(JobJson.MAPPER.convertValue(kept, Checkpoint.class)))
                .orElse(new Checkpoint(0, 0, 0));
    }
}
