package dev.waybill.shared.job;

/**
 * Thrown out of {@link Progress} when the attempt must end: cancelled, timed out, its worker shutting down, or its lease
 * lost. A job lets it pass; swallowing it gains nothing, since nothing that the job still writes is accepted.
 */
public final class Stopped extends RuntimeException {

    /** Why the attempt must end. */
    public enum Why {
        CANCELLED,
        TIMEOUT,
        SHUTDOWN,
        LEASE_LOST
    }

    private final Why why;

    public Stopped(Why why) {
        super("stopped: " + why, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
