package dev.waybill.shared.job;

import java.time.Instant;

/** Thrown by a job to be put back until later without spending an attempt, for example while a provider is down. */
public final class Deferred extends RuntimeException {

    private final String reasonCode;
    private final Instant until;

    public Deferred(String reasonCode, Instant until) {
        super(reasonCode);
        this.reasonCode = reasonCode;
        this.until = until;
    }

    public String reasonCode() {
        return reasonCode;
    }

    public Instant until() {
        return until;
    }
}
