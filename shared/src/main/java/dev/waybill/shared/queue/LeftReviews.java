package dev.waybill.shared.queue;

import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.process.WaitingReviews;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.time.Duration;
import java.util.List;

/**
 * Reviews that nobody ends, in all workspaces. A review is left when nothing of it has changed for a time; a change after
 * the reminder starts that time anew. Each method is a transaction of its own.
 */
public final class LeftReviews {

    private final RoleTransactions roles;
    private final WaitingReviews waiting;
    private final HeldProcesses processes;
    private final ProcessQueue queue;

    LeftReviews(RoleTransactions roles, WaitingReviews waiting, HeldProcesses processes, ProcessQueue queue) {
        this.roles = roles;
        this.waiting = waiting;
        this.processes = processes;
        this.queue = queue;
    }

    /**
     * Reviews left for this time, of which nobody was reminded since, by id.
     *
     * @param after only ids above this one
     */
    public List<WaitingReviews.Review> toRemind(Duration age, long after, int limit) {
        return roles.asRuntime(() -> waiting.untouched(age, false, after, limit));
    }

    /** Reviews that are left still, this time after the reminder, by id. */
    public List<WaitingReviews.Review> toGiveUp(Duration sinceReminder, long after, int limit) {
        return roles.asRuntime(() -> waiting.untouched(sinceReminder, true, after, limit));
    }

    /**
     * Reminds of the process, in its log and by what its type tells its user.
     *
     * @return false if the review is not left any more
     */
    public boolean remind(WaitingReviews.Review left, Duration age) {
        return roles.asRuntime(() -> isLeft(left, age, false)
                && processes.remind(left.id(), "The review has been left for %d days".formatted(age.toDays())));
    }

    /**
     * Rejects what the process waits for.
     *
     * @return false if the review is not left any more
     * @throws Refusal what the type's {@link ReviewPolicy} says
     */
    public boolean giveUp(WaitingReviews.Review left, Duration sinceReminder) {
        return roles.asRuntime(() -> {
            if (!isLeft(left, sinceReminder, true)) {
                return false;
            }
            Caller nobody = Caller.of(new Scope(left.workspaceId(), null));
            queue.decide(nobody, left.id(), ReviewPolicy.Decision.REJECT, "Nobody has ended the review");
            return true;
        });
    }

    private boolean isLeft(WaitingReviews.Review review, Duration age, boolean reminded) {
        processes.hold(List.of(review.id()));
        return waiting.isUntouched(review.id(), age, reminded);
    }
}
