package dev.waybill.standalone.hub;

import org.jspecify.annotations.Nullable;

/** There is no browser to test with, and why. */
final class BrowserMissing extends Exception {

    BrowserMissing(String reason) {
        super(reason);
    }

    BrowserMissing(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
