package dev.waybill.worker.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.inventory.DriftOptions;
import dev.waybill.shared.inventory.UnorderedArray;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class DriftPropertiesTest {

    @Test
    void hasDefaults() {
        DriftProperties properties = bind(Map.of());

        assertThat(properties.chunkSize()).isEqualTo(500);
        assertThat(properties.chunkContent()).isEqualTo(DataSize.ofMegabytes(4));
        assertThat(properties.maxDifferences()).isEqualTo(50);
        assertThat(properties.maxValueLength()).isEqualTo(1_000);
        assertThat(properties.secretNames()).contains("password", "apikey");
        assertThat(properties.subjects()).isEmpty();
        assertThat(DriftRules.of(properties, "any", DriftOptions.NONE))
                .isEqualTo(new DriftRules(List.of(Path.of("/*")), List.of(), BigDecimal.ZERO, List.of()));
    }

    @Test
    void takesEveryKeyAndLetsASubjectsRulesWin() {
        DriftProperties properties = bind(Map.of(
                "waybill.drift.chunk-size", "1",
                "waybill.drift.chunk-content", "1MB",
                "waybill.drift.max-differences", "2",
                "waybill.drift.max-value-length", "30",
                "waybill.drift.secret-names", "pin",
                "waybill.drift.defaults.evidence-fields", "/a",
                "waybill.drift.defaults.ignored-paths", "/b",
                "waybill.drift.defaults.numeric-tolerance", "0.5",
                "waybill.drift.defaults.unordered-arrays", "/c=id",
                "waybill.drift.subjects.device.evidence-fields", "/d"));
        DriftOptions options = new DriftOptions(List.of("/e"), BigDecimal.ONE, List.of(new UnorderedArray("/f", null)));

        assertThat(properties.secretNames()).containsExactly("pin");
        assertThat(DriftRules.of(properties, "device", options))
                .isEqualTo(new DriftRules(
                        List.of(Path.of("/d")),
                        List.of(Path.of("/b"), Path.of("/e")),
                        BigDecimal.ONE,
                        List.of(
                                new DriftRules.Unordered(Path.of("/c"), "id"),
                                new DriftRules.Unordered(Path.of("/f"), null))));
        assertThat(DriftRules.of(properties, "other", DriftOptions.NONE).tolerance())
                .isEqualByComparingTo("0.5");
    }

    @ParameterizedTest
    @CsvSource({
        "chunk-size,0",
        "chunk-content,1KB",
        "max-differences,0",
        "max-value-length,1",
        "secret-names,' '",
        "defaults.evidence-fields,price",
        "defaults.numeric-tolerance,-1",
        "subjects.device.unordered-arrays,id"
    })
    void namesTheKeyThatIsWrong(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("waybill.drift." + key, value)))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining("waybill.drift")
                .hasStackTraceContaining(key.substring(key.lastIndexOf('.') + 1));
    }

    static DriftProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waybill.drift", DriftProperties.class);
    }
}
