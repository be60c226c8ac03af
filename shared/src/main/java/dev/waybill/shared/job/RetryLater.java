package dev.waybill.shared.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a job whose failure has a reason of its own, and perhaps its own pause, such as a provider's Retry-After; spends
 * an attempt.
 */
public final class RetryLater extends RuntimeException {

    private final String reasonCode;
    private final @Nullable Duration pause;

    /** @param pause until the next attempt; null for the pause of the type's retry policy */
    public RetryLater(String reasonCode, String reason, @Nullable Duration pause) {
        super(reason);
        this.reasonCode = reasonCode;
        this.pause = pause;
    }

    public String reasonCode() {
        return reasonCode;
    }

    public @Nullable Duration pause() {
        return pause;
    }
}
