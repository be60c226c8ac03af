package dev.waybill.api.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class NotificationApiPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new NotificationApiProperties(1_000, 20, Duration.ofHours(24)));
    }

    @Test
    void takesEveryKey() {
        assertThat(bind(Map.of("most-counted", "10", "most-webhooks", "2", "secret-overlap", "1h")))
                .isEqualTo(new NotificationApiProperties(10, 2, Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource({"most-counted,0", "most-counted,100001", "most-webhooks,0", "secret-overlap,-1s", "secret-overlap,31d"})
    void refusesWhatMakesNoSense(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(key, value))).hasStackTraceContaining("waybill.api.notifications." + key);
    }

    private static NotificationApiProperties bind(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((key, value) -> source.put("waybill.api.notifications." + key, value));
        return new Binder(source).bindOrCreate("waybill.api.notifications", NotificationApiProperties.class);
    }
}
