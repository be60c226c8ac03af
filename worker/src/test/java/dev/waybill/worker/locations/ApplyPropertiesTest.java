package dev.waybill.worker.locations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ApplyPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new ApplyProperties(50));
    }

    @Test
    void takesEveryKey() {
        assertThat(bind(Map.of("chunk-size", "10"))).isEqualTo(new ApplyProperties(10));
    }

    @ParameterizedTest
    @CsvSource({"chunk-size,0", "chunk-size,501"})
    void refusesWhatMakesNoSense(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(key, value))).hasStackTraceContaining("waybill.locations.apply." + key);
    }

    private static ApplyProperties bind(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((key, value) -> source.put("waybill.locations.apply." + key, value));
        return new Binder(source).bindOrCreate("waybill.locations.apply", ApplyProperties.class);
    }
}
