package dev.waybill.worker.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WebhookPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new WebhookProperties(
                        Duration.ofSeconds(15), Duration.ofDays(5), 8, Duration.ofSeconds(5), Duration.ofSeconds(1)));
    }

    @Test
    void takesEveryKey() {
        assertThat(bind(Map.of(
                        "timeout", "20s",
                        "disable-after", "7d",
                        "max-concurrent", "2",
                        "busy-pause", "1s",
                        "relay-interval", "100ms")))
                .isEqualTo(new WebhookProperties(
                        Duration.ofSeconds(20), Duration.ofDays(7), 2, Duration.ofSeconds(1), Duration.ofMillis(100)));
    }

    @ParameterizedTest
    @CsvSource({
        "timeout,0s",
        "timeout,2m",
        "disable-after,0s",
        "max-concurrent,0",
        "max-concurrent,1001",
        "busy-pause,1ms",
        "relay-interval,10ms"
    })
    void refusesWhatMakesNoSense(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(key, value))).hasStackTraceContaining("waybill.webhooks." + key);
    }

    private static WebhookProperties bind(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((key, value) -> source.put("waybill.webhooks." + key, value));
        return new Binder(source).bindOrCreate("waybill.webhooks", WebhookProperties.class);
    }
}
