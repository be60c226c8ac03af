package dev.waybill.worker.reviewpack;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.reviewpack.EndedPacks;
import dev.waybill.shared.reviewpack.EndedPacks.Ended;
import dev.waybill.shared.reviewpack.PackExpiryInput;
import dev.waybill.shared.reviewpack.ReviewPackTypes;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** Ends packs whose time is over, and removes what attempts that died have left, in all workspaces. */
final class ExpireReviewPacks implements Job<PackExpiryInput> {

    private static final int AT_A_TIME = 100;

    private final EndedPacks packs;

    ExpireReviewPacks(EndedPacks packs) {
        this.packs = packs;
    }

    @Override
    public JobType<PackExpiryInput> type() {
        return ReviewPackTypes.EXPIRY;
    }

    @Override
    public JobOutcome run(PackExpiryInput input, Progress progress) {
        progress.step("Deleting packs that have expired");
        long expired = all(progress, after -> packs.due(after, AT_A_TIME), packs::expire);
        progress.step("Deleting what attempts have left");
        long abandoned = all(progress, after -> packs.abandoned(after, AT_A_TIME), packs::forget);
        return new JobOutcome.Completed(Map.of("expired", expired, "abandoned", abandoned));
    }

    /** Each in a transaction of its own: how many it was done to. */
    private static long all(Progress progress, LongFunction<List<Ended>> pageAfter, Predicate<Ended> step) {
        long done = 0;
        List<Ended> page = pageAfter.apply(0);
        while (!page.isEmpty()) {
            for (Ended pack : page) {
                progress.throwIfStopped();
                done += step.test(pack) ? 1 : 0;
            }
            page = pageAfter.apply(page.getLast().packId());
        }
        return done;
    }
}
