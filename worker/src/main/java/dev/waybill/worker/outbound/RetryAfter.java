package dev.waybill.worker.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} (RFC 9110, 10.2.3). */
final class RetryAfter {

    private RetryAfter() {}

    /** @param now our own time, for an answer that does not say when it was sent */
    static Optional<Duration> of(Headers headers, Instant now, Duration longest) {
        String text = headers.get("Retry-After");
        if (text == null) {
            return Optional.empty();
        }
        if (text.strip().matches("\\d+")) {
            return Optional.of(seconds(text.strip(), longest));
        }
        Instant until = headers.getInstant("Retry-After");
        Instant sent = Objects.requireNonNullElse(date(headers), now);
        return Optional.ofNullable(until).map(moment -> within(Duration.between(sent, moment), longest));
    }

    /** The other side's clock, so that it does not matter how ours differs. */
    private static @Nullable Instant date(Headers headers) {
        return headers.getInstant("Date");
    }

    private static Duration seconds(String digits, Duration longest) {
        return digits.length() > 9 ? longest : within(Duration.ofSeconds(Long.parseLong(digits)), longest);
    }

    private static Duration within(Duration pause, Duration longest) {
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
