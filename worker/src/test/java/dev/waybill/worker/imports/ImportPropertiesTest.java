package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ImportPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new ImportProperties(1_000, 1_000_000, 1_048_576, 4_194_304));
    }

    @Test
    void takesEveryKey() {
        assertThat(bind(Map.of(
                        "waybill.import.chunk-size", "10",
                        "waybill.import.max-rows", "20",
                        "waybill.import.max-field-length", "30",
                        "waybill.import.max-row-length", "40")))
                .isEqualTo(new ImportProperties(10, 20, 30, 40));
    }

    @ParameterizedTest
    @CsvSource({"chunk-size,0", "chunk-size,1001", "max-rows,0", "max-field-length,0", "max-row-length,5"})
    void namesTheKeyThatIsWrong(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("waybill.import." + key, value)))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining("waybill.import." + key);
    }

    private static ImportProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waybill.import", ImportProperties.class);
    }
}
