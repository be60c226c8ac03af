package dev.waybill.worker.locations;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.locations.ExpiryInput;
import dev.waybill.shared.locations.LeftReviews;
import dev.waybill.shared.locations.LocationTypes;
import java.util.List;
import java.util.Map;

/** Discards reviews whose users were reminded of them and left them still, then reminds of others, in all workspaces. */
final class ExpireReviews implements Job<ExpiryInput> {

    private static final int AT_A_TIME = 100;

    private final LeftReviews left;
    private final ReviewProperties properties;

    ExpireReviews(LeftReviews left, ReviewProperties properties) {
        this.left = left;
        this.properties = properties;
    }

    @Override
    public JobType<ExpiryInput> type() {
        return LocationTypes.EXPIRY;
    }

    @Override
    public JobOutcome run(ExpiryInput input, Progress progress) {
        progress.step("Discarding reviews that were left");
        long discarded = all(
                progress,
                after -> left.toDiscard(properties.discardAfter(), after, AT_A_TIME),
                found -> left.discard(found, properties.discardAfter()));
        progress.step("Reminding of reviews");
        long reminded = all(
                progress,
                after -> left.toRemind(properties.remindAfter(), after, AT_A_TIME),
                found -> left.remind(found, properties.remindAfter()));
        return new JobOutcome.Completed(Map.of("reminded", reminded, "discarded", discarded));
    }

    /** Each in a transaction of its own: how many it was done to. */
    private static long all(Progress progress, Page page, Step step) {
        long done = 0;
        List<LeftReviews.Left> found = page.after(0);
        while (!found.isEmpty()) {
            for (LeftReviews.Left one : found) {
                progress.throwIfStopped();
                done += step.take(one) ? 1 : 0;
            }
            found = page.after(found.getLast().batchId());
        }
        return done;
    }

    @FunctionalInterface
    private interface Page {
        List<LeftReviews.Left> after(long batchId);
    }

    @FunctionalInterface
    private interface Step {
        boolean take(LeftReviews.Left left);
    }
}
