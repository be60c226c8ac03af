package dev.waybill.worker.ai;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.GenAiIOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the SDK throws, in our words. Its messages can hold the prompt or the key, so that none is repeated. */
final class GeminiErrors {

    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?s?");

    private final Clock clock;

    GeminiErrors(Clock clock) {
        this.clock = clock;
    }

    AiFailure translate(RuntimeException failure, GeminiExchange exchange) {
        return switch (failure) {
            case ApiException refused -> refused(refused.code(), exchange);
            case GenAiIOException lost -> lost(lost, exchange);
            default ->
                exchange.body().isMissingNode()
                        ? new AiFailure.BadRequest(0, "NOT_SENT")
                        : new AiFailure.Unavailable("The AI provider's answer could not be read.", failure);
        };
    }

    private AiFailure refused(int status, GeminiExchange exchange) {
        JsonNode error = exchange.body().path("error");
        if (status == 429) {
            return new AiFailure.RateLimited(pause(error, exchange).orElse(null));
        }
        if (status == 401 || status == 403 || (status == 400 && namesTheKey(error))) {
            return new AiFailure.Unauthorized();
        }
        if (status >= 400 && status < 500 && status != 408) {
            return new AiFailure.BadRequest(status, word(error.path("status").asText("")));
        }
        return new AiFailure.Unavailable("The AI provider is unavailable (status %d).".formatted(status), null);
    }

    private static AiFailure lost(GenAiIOException failure, GeminiExchange exchange) {
        Throwable cause = failure.getCause();
        if (exchange.aborted() || Thread.currentThread().isInterrupted()) {
            return new AiFailure.Cancelled(cause);
        }
        if (cause instanceof GeminiHttp.NotJson) {
            return new AiFailure.Unavailable("The AI provider sent something else than its API's JSON.", cause);
        }
        return cause instanceof InterruptedIOException
                ? new AiFailure.Unavailable("The AI provider did not answer in time.", cause)
                : new AiFailure.Unavailable("The connection to the AI provider was lost.", cause);
    }

    /** An unknown key is a 400 here, told from others by its details. */
    private static boolean namesTheKey(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            if (detail.path("reason").asText("").startsWith("API_KEY")) {
                return true;
            }
        }
        return error.path("message").asText("").toLowerCase(Locale.ROOT).contains("api key");
    }

    /** RetryInfo before the header: the first knows the quota, the second may be a proxy's. */
    private Optional<Duration> pause(JsonNode error, GeminiExchange exchange) {
        for (JsonNode detail : error.path("details")) {
            if (detail.path("@type").asText("").endsWith("RetryInfo")) {
                return seconds(detail.path("retryDelay").asText(""));
            }
        }
        return exchange.retryAfter().flatMap(this::header);
    }

    private Optional<Duration> header(String value) {
        Optional<Duration> seconds = seconds(value.strip());
        return seconds.isPresent() ? seconds : Optional.ofNullable(until(value.strip()));
    }

    private @Nullable Duration until(String date) {
        try {
            ZonedDateTime at = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration pause = Duration.between(clock.instant(), at.toInstant());
            return pause.isNegative() ? Duration.ZERO : pause;
        } catch (DateTimeException noDate) {
            return null;
        }
    }

    private static Optional<Duration> seconds(String text) {
        Matcher matcher = SECONDS.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String fraction = matcher.group(2) == null ? "0" : (matcher.group(2) + "00000000").substring(0, 9);
        return Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1)), Long.parseLong(fraction)));
    }

    private static String word(String status) {
        return status.matches("[A-Z_]{1,40}") ? status : "error";
    }
}
