package dev.waybill.shared.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MetricsPropertiesTest {

    @Test
    void looksEveryQuarterOfAMinuteUnlessToldOtherwise() {
        assertThat(bind(Map.of()).queueInterval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(bind(Map.of("waybill.metrics.queue-interval", "1m")).queueInterval())
                .isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"999ms", "61m"})
    void namesTheKeyThatIsWrong(String value) {
        assertThatThrownBy(() -> bind(Map.of("waybill.metrics.queue-interval", value)))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining("waybill.metrics.queue-interval must be 1s to 1h");
    }

    private static MetricsProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waybill.metrics", MetricsProperties.class);
    }
}
