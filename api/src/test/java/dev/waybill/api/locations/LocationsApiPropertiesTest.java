package dev.waybill.api.locations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class LocationsApiPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new LocationsApiProperties(
                        10,
                        100,
                        Set.of("gemini-2.5-flash-lite", "gemini-2.5-flash", "gemini-2.5-pro"),
                        DataSize.ofKilobytes(32),
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(60)));
    }

    @Test
    void takesEveryKey() {
        assertThat(bind(Map.of(
                        "usual-count", "3",
                        "most-count", "30",
                        "models", "a,b",
                        "max-answers", "1KB",
                        "usual-wait", "5s",
                        "longest-wait", "10s")))
                .isEqualTo(new LocationsApiProperties(
                        3,
                        30,
                        Set.of("a", "b"),
                        DataSize.ofKilobytes(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource({
        "usual-count,0",
        "usual-count,101",
        "most-count,1001",
        "max-answers,1B",
        "usual-wait,2m",
        "longest-wait,-1s"
    })
    void refusesWhatMakesNoSense(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(key, value)))
                .hasStackTraceContaining("waybill.api.ai-location-imports." + key);
    }

    private static LocationsApiProperties bind(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((key, value) -> source.put("waybill.api.ai-location-imports." + key, value));
        return new Binder(source).bindOrCreate("waybill.api.ai-location-imports", LocationsApiProperties.class);
    }
}
