package dev.waybill.worker.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AiPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new AiProperties(
                        "gemini-2.5-flash-lite",
                        new AiProperties.Gemini(
                                null,
                                URI.create("https://generativelanguage.googleapis.com"),
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(2)),
                        Map.of(),
                        Duration.ofSeconds(10),
                        new AiProperties.Breaker(3, Duration.ofSeconds(30), Duration.ofMinutes(10)),
                        new AiProperties.Limits(1_000, 1_000_000, Duration.ofSeconds(5), Map.of())));
    }

    @Test
    void takesEveryKey() {
        assertThat(bind(Map.ofEntries(
                        Map.entry("waybill.ai.model", "m"),
                        Map.entry("waybill.ai.gemini.api-key", "k"),
                        Map.entry("waybill.ai.gemini.base-url", "http://127.0.0.1:1"),
                        Map.entry("waybill.ai.gemini.connect-timeout", "1s"),
                        Map.entry("waybill.ai.gemini.call-timeout", "2s"),
                        Map.entry("waybill.ai.prices[gemini-2.5-pro].input-per-million", "1.5"),
                        Map.entry("waybill.ai.prices[gemini-2.5-pro].output-per-million", "2"),
                        Map.entry("waybill.ai.wait-in-place", "3s"),
                        Map.entry("waybill.ai.breaker.failures", "4"),
                        Map.entry("waybill.ai.breaker.open-for", "5s"),
                        Map.entry("waybill.ai.breaker.longest-open", "6s"),
                        Map.entry("waybill.ai.limits.requests-per-minute", "7"),
                        Map.entry("waybill.ai.limits.tokens-per-minute", "8000"),
                        Map.entry("waybill.ai.limits.burst", "9s"),
                        Map.entry("waybill.ai.limits.models[m].requests-per-minute", "10"),
                        Map.entry("waybill.ai.limits.models[m].tokens-per-minute", "11000"))))
                .isEqualTo(new AiProperties(
                        "m",
                        new AiProperties.Gemini(
                                "k", URI.create("http://127.0.0.1:1"), Duration.ofSeconds(1), Duration.ofSeconds(2)),
                        Map.of("gemini-2.5-pro", new AiProperties.Price(new BigDecimal("1.5"), BigDecimal.valueOf(2))),
                        Duration.ofSeconds(3),
                        new AiProperties.Breaker(4, Duration.ofSeconds(5), Duration.ofSeconds(6)),
                        new AiProperties.Limits(
                                7, 8_000, Duration.ofSeconds(9), Map.of("m", new AiProperties.Rate(10, 11_000)))));
    }

    @ParameterizedTest
    @CsvSource({
        "gemini.base-url,ftp://host",
        "gemini.connect-timeout,1ms",
        "gemini.call-timeout,1h",
        "wait-in-place,6m",
        "breaker.failures,0",
        "breaker.open-for,0s",
        "breaker.longest-open,1s",
        "limits.requests-per-minute,0",
        "limits.tokens-per-minute,1",
        "limits.burst,2m"
    })
    void namesTheKeyThatIsWrong(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("waybill.ai." + key, value)))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining("waybill.ai." + key);
    }

    @Test
    void neverShowsTheKey() {
        assertThat(bind(Map.of("waybill.ai.gemini.api-key", "secret")).toString())
                .contains("apiKey=set")
                .doesNotContain("secret");
    }

    private static AiProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("waybill.ai", AiProperties.class);
    }
}
