package dev.waybill.worker.ai;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.ai}.
 *
 * @param model asked when a request names none
 * @param prices USD for a million tokens by model, over the built-in ones
 * @param waitInPlace longest pause that a rate-limited call waits for inside its job, up to 5 min; for a longer one the job
 *     is put back
 * @param limits what all workers together may ask for
 */
@ConfigurationProperties("waybill.ai")
public record AiProperties(
        @DefaultValue("gemini-2.5-flash-lite") String model,
        @DefaultValue Gemini gemini,
        @DefaultValue Map<String, Price> prices,
        @DefaultValue("10s") Duration waitInPlace,
        @DefaultValue Breaker breaker,
        @DefaultValue Limits limits) {

    public AiProperties {
        prices = Map.copyOf(prices);
        if (model.isBlank()) {
            throw new IllegalArgumentException("waybill.ai.model must not be blank");
        }
        requireWithin("wait-in-place", waitInPlace, Duration.ZERO, Duration.ofMinutes(5));
    }

    /**
     * How Gemini is reached.
     *
     * @param apiKey by default the variable GEMINI_API_KEY; without one calls fail with {@code ai_unauthorized}
     * @param baseUrl http or https, without the version
     * @param connectTimeout 100 ms to 1 min
     * @param callTimeout the longest that a call may take, whatever a request allows; 1 s to 10 min
     */
    public record Gemini(
            @Nullable String apiKey,

            @DefaultValue("https://generativelanguage.googleapis.com")
            URI baseUrl,

            @DefaultValue("10s") Duration connectTimeout,
            @DefaultValue("2m") Duration callTimeout) {

        public Gemini {
            String scheme = baseUrl.getScheme();
            if (baseUrl.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
                throw new IllegalArgumentException("waybill.ai.gemini.base-url must be an http(s) address");
            }
            requireWithin("gemini.connect-timeout", connectTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
            requireWithin("gemini.call-timeout", callTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10));
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Gemini[baseUrl=%s, apiKey=%s]".formatted(baseUrl, apiKey == null ? "none" : "set");
        }
    }

    /**
     * USD for a million tokens.
     *
     * @param inputPerMillion of the prompt
     * @param outputPerMillion of what is answered, thoughts included
     */
    public record Price(BigDecimal inputPerMillion, BigDecimal outputPerMillion) {
        public Price {
            if (inputPerMillion.signum() < 0 || outputPerMillion.signum() < 0) {
                throw new IllegalArgumentException("waybill.ai.prices must not be negative");
            }
        }
    }

    /**
     * When a provider counts as down.
     *
     * @param failures unavailable calls, of the last twice as many, that open the breaker; 1 to 100
     * @param openFor how long it stays open the first time; doubles with each test call that fails; 1 s to 1 h
     * @param longestOpen and never longer than this
     */
    public record Breaker(
            @DefaultValue("3") int failures,
            @DefaultValue("30s") Duration openFor,
            @DefaultValue("10m") Duration longestOpen) {

        public Breaker {
            if (failures < 1 || failures > 100) {
                throw new IllegalArgumentException("waybill.ai.breaker.failures must lie in 1..100, not " + failures);
            }
            requireWithin("breaker.open-for", openFor, Duration.ofSeconds(1), Duration.ofHours(1));
            requireWithin("breaker.longest-open", longestOpen, openFor, Duration.ofHours(24));
        }
    }

    /**
     * What the provider allows for one key, whatever the number of workers.
     *
     * @param requestsPerMinute of each model, 1 to 1,000,000
     * @param tokensPerMinute that are sent to each model, 1,000 to 10 billion
     * @param burst requests and tokens of this time may leave at once, 0 to 1 min
     * @param models other rates by model
     */
    public record Limits(
            @DefaultValue("1000") int requestsPerMinute,
            @DefaultValue("1000000") long tokensPerMinute,
            @DefaultValue("5s") Duration burst,
            @DefaultValue Map<String, Rate> models) {

        public Limits {
            models = Map.copyOf(models);
            Rate unused = new Rate(requestsPerMinute, tokensPerMinute);
            requireWithin("limits.burst", burst, Duration.ZERO, Duration.ofMinutes(1));
        }

        /** The rate of a model. */
        Rate of(String model) {
            return models.getOrDefault(model, new Rate(requestsPerMinute, tokensPerMinute));
        }
    }

    /**
     * How much may be asked of a model.
     *
     * @param requestsPerMinute 1 to 1,000,000
     * @param tokensPerMinute that are sent, 1,000 to 10 billion
     */
    public record Rate(
            @DefaultValue("1000") int requestsPerMinute,
            @DefaultValue("1000000") long tokensPerMinute) {
        private static final long MOST_TOKENS = 10_000_000_000L;

        public Rate {
            if (requestsPerMinute < 1 || requestsPerMinute > 1_000_000) {
                throw new IllegalArgumentException(
                        "waybill.ai.limits.requests-per-minute must lie in 1..1000000, not " + requestsPerMinute);
            }
            if (tokensPerMinute < 1_000 || tokensPerMinute > MOST_TOKENS) {
                throw new IllegalArgumentException(
                        "waybill.ai.limits.tokens-per-minute must lie in 1000..10000000000, not " + tokensPerMinute);
            }
        }
    }

    private static void requireWithin(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "waybill.ai.%s must lie in %s..%s, not %s".formatted(key, least, most, value));
        }
    }
}
