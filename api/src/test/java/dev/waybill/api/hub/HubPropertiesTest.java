package dev.waybill.api.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class HubPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new HubProperties(false, ""));
    }

    @Test
    void readsItsKeys() {
        assertThat(bind(Map.of("waybill.hub.enabled", "true", "waybill.hub.dashboard-url", "https://jobs.example.com")))
                .isEqualTo(new HubProperties(true, "https://jobs.example.com"));
    }

    @Test
    void refusesAnAddressThatRunsScripts() {
        assertThatThrownBy(() -> bind(Map.of("waybill.hub.dashboard-url", "javascript:alert(1)")))
                .hasStackTraceContaining("waybill.hub.dashboard-url must begin with http:// or https://");
    }

    private static HubProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waybill.hub", HubProperties.class);
    }
}
