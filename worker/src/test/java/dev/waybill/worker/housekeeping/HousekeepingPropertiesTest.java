package dev.waybill.worker.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class HousekeepingPropertiesTest {

    @Test
    void keepsProcessesForNinetyDaysUnlessToldOtherwise() {
        assertThat(retention(Map.of()))
                .isEqualTo(new RetentionProperties(
                        Duration.ofDays(90),
                        null,
                        500,
                        Duration.ofMillis(50),
                        false,
                        Duration.ofDays(1),
                        Duration.ofDays(1)));
        assertThat(bulk(Map.of()).chunkSize()).isEqualTo(100);
    }

    @Test
    void readsEveryKey() {
        assertThat(retention(Map.of(
                        "waybill.retention.age", "30d",
                        "waybill.retention.types[import/csv]", "7d",
                        "waybill.retention.batch-size", "50",
                        "waybill.retention.pause", "1s",
                        "waybill.retention.archive", "true",
                        "waybill.retention.unused-files-after", "2d",
                        "waybill.retention.pages-after", "3d")))
                .isEqualTo(new RetentionProperties(
                        Duration.ofDays(30),
                        Map.of("import/csv", Duration.ofDays(7)),
                        50,
                        Duration.ofSeconds(1),
                        true,
                        Duration.ofDays(2),
                        Duration.ofDays(3)));
        assertThat(bulk(Map.of("waybill.bulk.chunk-size", "7")).chunkSize()).isEqualTo(7);
    }

    @Test
    void refusesWhatMakesNoSense() {
        refuses("waybill.retention.age", "0s", "longer than nothing");
        refuses("waybill.retention.types[drift]", "-1d", "waybill.retention.types.drift");
        refuses("waybill.retention.batch-size", "0", "1 to 10000");
        refuses("waybill.retention.pause", "-1s", "must not be negative");
        assertThatThrownBy(() -> bulk(Map.of("waybill.bulk.chunk-size", "1001")))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining("waybill.bulk.chunk-size must be 1 to 1000");
    }

    private static void refuses(String key, String value, String reason) {
        assertThatThrownBy(() -> retention(Map.of(key, value)))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining(reason);
    }

    private static RetentionProperties retention(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("waybill.retention", RetentionProperties.class);
    }

    private static BulkProperties bulk(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("waybill.bulk", BulkProperties.class);
    }
}
