package dev.waybill.shared.job;

import java.time.Duration;

/** Thrown by a job whose failure names its own pause, such as a provider's Retry-After; spends an attempt. */
public final class RetryLater extends RuntimeException {

    private final String reasonCode;
    private final Duration pause;

    public RetryLater(String reasonCode, String reason, Duration pause) {
        super(reason);
        this.reasonCode = reasonCode;
        this.pause = pause;
    }

    public String reasonCode() {
        return reasonCode;
    }

    public Duration pause() {
        return pause;
    }
}
