package dev.waybill.worker.housekeeping;

import dev.waybill.shared.housekeeping.HousekeepingInput;
import dev.waybill.shared.housekeeping.HousekeepingTypes;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.process.WaitingReviews;
import dev.waybill.shared.queue.LeftReviews;
import dev.waybill.shared.queue.Refusal;
import java.util.List;
import java.util.Map;

/** Gives up reviews whose users were reminded of them and left them still, then reminds of others, in all workspaces. */
final class ExpireReviews implements Job<HousekeepingInput> {

    private static final int AT_A_TIME = 100;

    private final LeftReviews left;
    private final ReviewProperties properties;

    ExpireReviews(LeftReviews left, ReviewProperties properties) {
        this.left = left;
        this.properties = properties;
    }

    @Override
    public JobType<HousekeepingInput> type() {
        return HousekeepingTypes.REVIEW_EXPIRY;
    }

    @Override
    public JobOutcome run(HousekeepingInput input, Progress progress) {
        progress.step("Giving up reviews that were left");
        long discarded = all(
                progress,
                after -> left.toGiveUp(properties.discardAfter(), after, AT_A_TIME),
                found -> left.giveUp(found, properties.discardAfter()));
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
        List<WaitingReviews.Review> found = page.after(0);
        while (!found.isEmpty()) {
            for (WaitingReviews.Review one : found) {
                progress.throwIfStopped();
                done += taken(progress, step, one) ? 1 : 0;
            }
            found = page.after(found.getLast().id().value());
        }
        return done;
    }

    /** What a type does not let go does not keep the others. */
    private static boolean taken(Progress progress, Step step, WaitingReviews.Review one) {
        try {
            return step.take(one);
        } catch (Refusal refused) {
            progress.note("Process %s stays in review: %s".formatted(one.id(), refused.getMessage()));
            return false;
        }
    }

    @FunctionalInterface
    private interface Page {
        List<WaitingReviews.Review> after(long id);
    }

    @FunctionalInterface
    private interface Step {
        boolean take(WaitingReviews.Review left);
    }
}
