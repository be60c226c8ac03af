package dev.waybill.shared.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a job that failed for a known reason which may pass, such as a provider's 503; spends an attempt. The failure
 * may name its own pause, such as a Retry-After.
 */
public final class RetryLater extends RuntimeException {

    private final String reasonCode;
    private final @Nullable Duration pause;

    /** After the pause of the type's {@link RetryPolicy}. */
    public RetryLater(String reasonCode, String reason) {
        this(reasonCode, reason, null);
    }

    /**
     * @param reasonCode stable code, for example {@code remote_unavailable}
     * @param reason short sentence for people
     * @param pause until the next attempt; null takes the type's {@link RetryPolicy}
     */
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
