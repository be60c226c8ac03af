package dev.waybill.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DashboardPropertiesTest {

    @Test
    void servesTheLoopbackWithoutSignInByDefault() {
        assertThat(bind(Map.of()))
                .isEqualTo(new DashboardProperties(
                        true,
                        InetAddress.ofLiteral("127.0.0.1"),
                        8000,
                        "waybill",
                        null,
                        List.of(),
                        Duration.ofSeconds(2)));
    }

    @Test
    void readsEveryKey() {
        assertThat(bind(Map.of(
                        "waybill.dashboard.enabled", "false",
                        "waybill.dashboard.bind-address", "0.0.0.0",
                        "waybill.dashboard.port", "0",
                        "waybill.dashboard.username", "ada",
                        "waybill.dashboard.password", "secret",
                        "waybill.dashboard.allowed-hosts", "Jobs.example,ops.example",
                        "waybill.dashboard.stop-timeout", "500ms")))
                .isEqualTo(new DashboardProperties(
                        false,
                        InetAddress.ofLiteral("0.0.0.0"),
                        0,
                        "ada",
                        "secret",
                        List.of("jobs.example", "ops.example"),
                        Duration.ofMillis(500)));
    }

    @ParameterizedTest
    @CsvSource({
        "bind-address, 0.0.0.0,  waybill.dashboard.password",
        "bind-address, 10.0.0.5, waybill.dashboard.password",
        "port,         65536,    waybill.dashboard.port",
        "port,         -1,       waybill.dashboard.port",
        "username,     a:b,      waybill.dashboard.username",
        "stop-timeout, 2m,       waybill.dashboard.stop-timeout",
        "stop-timeout, -1s,      waybill.dashboard.stop-timeout",
    })
    void refusesAValueThatMakesNoSenseAndNamesTheKey(String key, String value, String named) {
        assertThatThrownBy(() -> bind(Map.of("waybill.dashboard." + key, value)))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining(named);
    }

    @Test
    void takesAnEmptyPasswordForNone() {
        assertThatThrownBy(() ->
                        bind(Map.of("waybill.dashboard.bind-address", "0.0.0.0", "waybill.dashboard.password", "")))
                .rootCause()
                .hasMessageContaining("waybill.dashboard.password must be set");
    }

    @Test
    void doesNotTellThePassword() {
        assertThat(bind(Map.of("waybill.dashboard.password", "s3cret")).toString())
                .doesNotContain("s3cret");
    }

    private static DashboardProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("waybill.dashboard", DashboardProperties.class);
    }
}
