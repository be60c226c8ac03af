package dev.waybill.api.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GuardPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new GuardProperties(
                        List.of(),
                        GuardProperties.Pages.API,
                        new GuardProperties.Limits(
                                true, Duration.ofMinutes(1), 30_000, 15_000, 1_200, 20_000, Duration.ofSeconds(30))));
    }

    @Test
    void readsEveryKey() {
        assertThat(bind(Map.of(
                        "waybill.api.trusted-proxies", "10.0.0.0/8,fd00::/8",
                        "waybill.api.secure-headers", "all",
                        "waybill.api.limits.rates", "false",
                        "waybill.api.limits.period", "2s",
                        "waybill.api.limits.reads", "3",
                        "waybill.api.limits.writes", "4",
                        "waybill.api.limits.unauthenticated", "5",
                        "waybill.api.limits.most-requesters", "600",
                        "waybill.api.limits.body-time", "7s")))
                .isEqualTo(new GuardProperties(
                        List.of("10.0.0.0/8", "fd00::/8"),
                        GuardProperties.Pages.ALL,
                        new GuardProperties.Limits(false, Duration.ofSeconds(2), 3, 4, 5, 600, Duration.ofSeconds(7))));
    }

    @ParameterizedTest
    @CsvSource({
        "trusted-proxies, proxy.example",
        "trusted-proxies, 10.0.0.0/33",
        "limits.period, 0s",
        "limits.reads, 0",
        "limits.writes, -1",
        "limits.unauthenticated, 0",
        "limits.most-requesters, 1",
        "limits.body-time, 2h"
    })
    void refusesNonsense(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("waybill.api." + key, value)))
                .hasStackTraceContaining("waybill.api." + key + " must ");
    }

    private static GuardProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waybill.api", GuardProperties.class);
    }
}
