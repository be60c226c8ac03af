package dev.waybill.api.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OperationsPropertiesTest {

    @Test
    void hasDefaultsAndTakesItsKey() {
        assertThat(bind(Map.of())).isEqualTo(new OperationsProperties(1_000));
        assertThat(bind(Map.of("most-counted", "5"))).isEqualTo(new OperationsProperties(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "100001"})
    void refusesWhatMakesNoSense(String value) {
        assertThatThrownBy(() -> bind(Map.of("most-counted", value)))
                .hasStackTraceContaining("waybill.api.operations.most-counted");
    }

    private static OperationsProperties bind(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((key, value) -> source.put("waybill.api.operations." + key, value));
        return new Binder(source).bindOrCreate("waybill.api.operations", OperationsProperties.class);
    }
}
