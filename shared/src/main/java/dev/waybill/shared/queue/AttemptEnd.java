package dev.waybill.shared.queue;

import dev.waybill.shared.job.JobOutcome;
import java.time.Duration;

/** How an attempt ended, as the runtime classified it. */
public sealed interface AttemptEnd {

    /** It did its work. */
    record Finished(JobOutcome outcome) implements AttemptEnd {}

    /** It failed; another attempt follows after the pause. */
    record RetryAfter(String reasonCode, String reason, Duration pause) implements AttemptEnd {}

    /** It failed and no attempt follows. */
    record GaveUp(String reasonCode, String reason) implements AttemptEnd {}

    /** Its worker stops; it goes back to the queue without spending an attempt. */
    record HandedBack(String reasonCode) implements AttemptEnd {}

    /** Put back until the processes that it submitted have ended, without spending an attempt. */
    record AwaitsChildren(Duration longest) implements AttemptEnd {
        String reasonCode() {
            return "waits_for_children";
        }
    }

    /** Put back until later without spending an attempt. */
    record PutOff(String reasonCode, Duration delay) implements AttemptEnd {}
}
