package dev.waybill.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class HttpPropertiesTest {

    @Test
    void hasADefault() {
        assertThat(bind(Map.of())).isEqualTo(new HttpProperties(DataSize.ofMegabytes(1), false));
    }

    @Test
    void readsItsKey() {
        assertThat(bind(Map.of("waybill.api.max-body-size", "5KB", "waybill.api.require-if-match", "true")))
                .isEqualTo(new HttpProperties(DataSize.ofKilobytes(5), true));
    }

    @Test
    void refusesNothing() {
        assertThatThrownBy(() -> bind(Map.of("waybill.api.max-body-size", "0")))
                .hasStackTraceContaining("waybill.api.max-body-size must be from 1B to 64MB");
    }

    private static HttpProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waybill.api", HttpProperties.class);
    }
}
