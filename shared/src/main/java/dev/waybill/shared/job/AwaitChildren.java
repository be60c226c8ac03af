package dev.waybill.shared.job;

import java.time.Duration;

/**
 * Thrown by a job to be put back until every process that it submitted as its child has ended, however that ended. No thread
 * is held and no attempt spent; then the job starts again, with its last checkpoint.
 */
public final class AwaitChildren extends RuntimeException {

    private final Duration longest;

    /** @param longest after this time it starts again although children have not ended; at least 1 ms */
    public AwaitChildren(Duration longest) {
        super("waits for its children", null, false, false);
        if (longest.toMillis() < 1) {
            throw new IllegalArgumentException("the wait for children is at least 1 ms");
        }
        this.longest = longest;
    }

    public Duration longest() {
        return longest;
    }
}
