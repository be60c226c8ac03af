package dev.waybill.worker.outbound;

import java.io.IOException;

/** A connection that must not be made. */
final class ForbiddenDestination extends IOException {

    private final String reasonCode;

    /** @param reason short sentence for people; names no address that a name resolved to */
    ForbiddenDestination(String reasonCode, String reason) {
        super(reason);
        this.reasonCode = reasonCode;
    }

    String reasonCode() {
        return reasonCode;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
