package dev.waybill.worker.reviewpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ReviewPackPropertiesTest {

    @TempDir
    private Path directory;

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new ReviewPackProperties(Duration.ofDays(30), 20, 500, 200, List.of()));
    }

    @Test
    void takesEveryKey() throws Exception {
        Path font = Files.createFile(directory.resolve("a.ttf"));
        assertThat(bind(Map.of(
                        "expires-after",
                        "7d",
                        "evidence-limit",
                        "5",
                        "most-evidence",
                        "50",
                        "most-operations",
                        "10",
                        "fonts",
                        font.toString())))
                .isEqualTo(new ReviewPackProperties(Duration.ofDays(7), 5, 50, 10, List.of(font)));
    }

    @ParameterizedTest
    @CsvSource({
        "expires-after,0s",
        "evidence-limit,-1",
        "evidence-limit,201",
        "most-evidence,1001",
        "most-operations,-1",
        "fonts,/no/such/font.ttf"
    })
    void refusesWhatMakesNoSense(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(key, value))).hasStackTraceContaining("waybill.review-pack." + key);
    }

    private static ReviewPackProperties bind(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((key, value) -> source.put("waybill.review-pack." + key, value));
        return new Binder(source).bindOrCreate("waybill.review-pack", ReviewPackProperties.class);
    }
}
