package dev.waybill.api.reviewpack;

import dev.waybill.shared.reviewpack.PackStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a client that watches a pack should wait before it asks again (seed operations-auto-refresh). */
final class PackPollHint {

    private static final long ACTIVE = Duration.ofSeconds(10).toMillis();

    private PackPollHint() {}

    /**
     * Milliseconds until the next poll; null when nothing will change by itself.
     *
     * @param latest status of the tenant's latest pack; null when there is none
     */
    static @Nullable Long millis(@Nullable PackStatus latest) {
        return switch (latest) {
            case QUEUED, GENERATING -> ACTIVE;
            case READY, FAILED, EXPIRED -> null;
            case null -> null;
        };
    }
}
