package dev.waybill.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class StreamPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new StreamProperties(
                        Duration.ofSeconds(25), Duration.ofSeconds(10), Duration.ofSeconds(1), 500, 2000, 100));
    }

    @Test
    void readsEveryKey() {
        assertThat(bind(Map.of(
                        "waybill.api.stream-duration", "1s",
                        "waybill.api.stream-keep-alive", "2s",
                        "waybill.api.stream-poll-interval", "3s",
                        "waybill.api.stream-buffer", "4",
                        "waybill.api.max-streams", "5",
                        "waybill.api.max-streams-each", "6")))
                .isEqualTo(new StreamProperties(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), 4, 5, 6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stream-duration",
                "stream-keep-alive",
                "stream-poll-interval",
                "stream-buffer",
                "max-streams",
                "max-streams-each"
            })
    void refusesNothing(String key) {
        assertThatThrownBy(() -> bind(Map.of("waybill.api." + key, "0")))
                .hasStackTraceContaining("waybill.api." + key + " must be");
    }

    private static StreamProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waybill.api", StreamProperties.class);
    }
}
