package dev.waybill.worker.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class InventoryPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new InventoryProperties(1_000, 10_000_000, DataSize.ofKilobytes(256)));
    }

    @Test
    void takesEveryKey() {
        assertThat(bind(Map.of(
                        "waybill.inventory.chunk-size", "10",
                        "waybill.inventory.max-subjects", "20",
                        "waybill.inventory.max-subject-size", "2KB")))
                .isEqualTo(new InventoryProperties(10, 20, DataSize.ofKilobytes(2)));
    }

    @ParameterizedTest
    @CsvSource({"chunk-size,0", "max-subjects,0", "max-subject-size,5MB"})
    void namesTheKeyThatIsWrong(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("waybill.inventory." + key, value)))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining("waybill.inventory." + key);
    }

    private static InventoryProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waybill.inventory", InventoryProperties.class);
    }
}
