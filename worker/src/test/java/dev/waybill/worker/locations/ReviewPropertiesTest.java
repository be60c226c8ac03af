package dev.waybill.worker.locations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ReviewPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new ReviewProperties(Duration.ofDays(30), Duration.ofDays(1), 50));
    }

    @Test
    void takesEveryKey() {
        assertThat(bind(Map.of("remind-after", "7d", "discard-after", "12h", "apply-chunk-size", "10")))
                .isEqualTo(new ReviewProperties(Duration.ofDays(7), Duration.ofHours(12), 10));
    }

    @ParameterizedTest
    @CsvSource({"remind-after,0s", "discard-after,-1s", "apply-chunk-size,0", "apply-chunk-size,501"})
    void refusesWhatMakesNoSense(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(key, value))).hasStackTraceContaining("waybill.locations.review." + key);
    }

    private static ReviewProperties bind(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((key, value) -> source.put("waybill.locations.review." + key, value));
        return new Binder(source).bindOrCreate("waybill.locations.review", ReviewProperties.class);
    }
}
