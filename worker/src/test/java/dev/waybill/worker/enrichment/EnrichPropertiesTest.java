package dev.waybill.worker.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EnrichPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new EnrichProperties(
                        20, 6_000, 4, 8_192, 0.3, Duration.ofMinutes(2), BigDecimal.TEN, Duration.ofDays(30), 50_000));
    }

    @Test
    void takesEveryKey() {
        assertThat(bind(Map.of(
                        "waybill.enrichment.portion-records", "1",
                        "waybill.enrichment.portion-tokens", "501",
                        "waybill.enrichment.concurrency", "2",
                        "waybill.enrichment.max-output-tokens", "257",
                        "waybill.enrichment.temperature", "1",
                        "waybill.enrichment.call-timeout", "3s",
                        "waybill.enrichment.process-budget", "0.5",
                        "waybill.enrichment.keep-answers", "4d",
                        "waybill.enrichment.most-records", "5")))
                .isEqualTo(new EnrichProperties(
                        1, 501, 2, 257, 1, Duration.ofSeconds(3), new BigDecimal("0.5"), Duration.ofDays(4), 5));
    }

    @ParameterizedTest
    @CsvSource({
        "portion-records,0",
        "portion-tokens,1",
        "concurrency,33",
        "max-output-tokens,1",
        "temperature,3",
        "call-timeout,1h",
        "process-budget,-1",
        "keep-answers,-1s",
        "most-records,0"
    })
    void namesTheKeyThatIsWrong(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("waybill.enrichment." + key, value)))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining("waybill.enrichment." + key);
    }

    private static EnrichProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waybill.enrichment", EnrichProperties.class);
    }
}
