package dev.waybill.api.process;

import dev.waybill.shared.process.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a client that polls should wait (seed operations-auto-refresh): often at first, ever less, then not at all. */
final class PollHint {

    private PollHint() {}

    /**
     * Milliseconds until the next poll; null when nothing will change by itself.
     *
     * @param createdAt when the process was made
     */
    static @Nullable Long millis(ProcessStatus status, Instant createdAt, Instant now) {
        return switch (status) {
            case PENDING, RUNNING -> millis(Duration.between(createdAt, now));
            case WAITING_REVIEW, COMPLETED, FAILED, CANCELLED -> null;
        };
    }

    private static long millis(Duration age) {
        if (age.compareTo(Duration.ofSeconds(10)) < 0) {
            return 1_000;
        }
        return age.compareTo(Duration.ofSeconds(60)) < 0 ? 5_000 : 10_000;
    }
}
