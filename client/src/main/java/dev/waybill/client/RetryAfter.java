package dev.waybill.client;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a server asks to be left alone (RFC 9110, section 10.2.3): seconds, or a date beside its own. */
final class RetryAfter {

    private RetryAfter() {}

    /** Empty when it says nothing that can be understood. */
    static Optional<Duration> of(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .map(String::strip)
                .flatMap(value -> value.matches("\\d{1,9}")
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                        : until(value, headers));
    }

    private static Optional<Duration> until(String date, HttpHeaders headers) {
        try {
            Instant then = instant(date);
            return headers.firstValue("Date")
                    .map(now -> Duration.between(instant(now), then))
                    .map(pause -> pause.isNegative() ? Duration.ZERO : pause);
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static Instant instant(String date) {
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    }
}
