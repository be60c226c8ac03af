package dev.waybill.api.locations;

import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long a client wants to wait (RFC 7240): {@code Prefer: wait=10}, or {@code respond-async} for not at all. What is no
 * such preference is passed over, as the RFC wants it.
 *
 * @param stated whether the client has said so
 */
record PreferWait(Duration duration, boolean stated) {

    private static final int MOST_DIGITS = 9;

    /** The first wait counts; more than the longest is cut. */
    static PreferWait of(@Nullable Enumeration<String> headers, Duration usual, Duration longest) {
        boolean async = false;
        for (String header : Collections.list(headers == null ? Collections.emptyEnumeration() : headers)) {
            for (String preference : header.split(",")) {
                String plain = preference
                        .split(";", -1)[0]
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replace(" ", "");
                async |= plain.equals("respond-async");
                String seconds = plain.startsWith("wait=")
                        ? plain.substring("wait=".length()).replace("\"", "")
                        : "";
                if (seconds.matches("[0-9]{1," + MOST_DIGITS + "}")) {
                    Duration wanted = Duration.ofSeconds(Long.parseLong(seconds));
                    return new PreferWait(wanted.compareTo(longest) > 0 ? longest : wanted, true);
                }
            }
        }
        return new PreferWait(async ? Duration.ZERO : usual, async);
    }

    /** For {@code Preference-Applied}. */
    String applied() {
        return duration.isZero() ? "respond-async" : "wait=" + duration.toSeconds();
    }
}
