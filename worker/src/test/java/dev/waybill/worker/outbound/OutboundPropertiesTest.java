package dev.waybill.worker.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class OutboundPropertiesTest {

    @Test
    void hasSaneDefaults() {
        assertThat(OutboundClients.properties())
                .isEqualTo(new OutboundProperties(
                        List.of(),
                        List.of(80, 443),
                        DataSize.ofMegabytes(200),
                        5,
                        false,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(30),
                        Duration.ofHours(6),
                        "Waybill",
                        Map.of()));
    }

    @Test
    void takesEveryKey() {
        assertThat(OutboundClients.properties(
                        "allow=10.0.0.0/8,feeds.internal",
                        "ports=8080,8443",
                        "max-size=5MB",
                        "max-redirects=2",
                        "allow-downgrade=true",
                        "connect-timeout=1s",
                        "read-timeout=2s",
                        "total-timeout=3s",
                        "wait-in-place=4s",
                        "longest-retry-after=5m",
                        "user-agent=Shop/1.0 (+https://shop.example)",
                        "credentials.shop.type=bearer",
                        "credentials.shop.value=s3cret",
                        "credentials.shop.allowed-hosts=api.example.com"))
                .isEqualTo(new OutboundProperties(
                        List.of("10.0.0.0/8", "feeds.internal"),
                        List.of(8080, 8443),
                        DataSize.ofMegabytes(5),
                        2,
                        true,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofMinutes(5),
                        "Shop/1.0 (+https://shop.example)",
                        Map.of(
                                "shop",
                                new OutboundCredential(
                                        OutboundCredential.Type.BEARER,
                                        "s3cret",
                                        null,
                                        null,
                                        null,
                                        List.of("api.example.com")))));
    }

    @ParameterizedTest
    @CsvSource({
        "allow, 10.0.0.0/99",
        "allow, not a host",
        "ports, 70000",
        "max-size, 0",
        "max-redirects, 21",
        "connect-timeout, 1ms",
        "read-timeout, 2h",
        "total-timeout, 0s",
        "wait-in-place, 11m",
        "longest-retry-after, 8d",
        "user-agent, ''"
    })
    void refusesNonsenseByTheNameOfItsKey(String key, String value) {
        assertThatThrownBy(() -> OutboundClients.properties(key + "=" + value))
                .rootCause()
                .hasMessageContaining("waybill.outbound." + key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=bearer allowed-hosts=a.example",
                "type=bearer value=x",
                "type=basic username=u allowed-hosts=a.example",
                "type=basic username=a:b password=p allowed-hosts=a.example",
                "type=header value=x allowed-hosts=a.example",
                "type=header value=x header=X:Y allowed-hosts=a.example",
                "value=x allowed-hosts=a.example",
                "type=bearer value=x allowed-hosts=https://a.example/path"
            })
    void refusesACredentialThatCannotWork(String settings) {
        String[] keys = settings.split(" ");
        for (int at = 0; at < keys.length; at++) {
            keys[at] = "credentials.shop." + keys[at];
        }

        assertThatThrownBy(() -> OutboundClients.properties(keys))
                .rootCause()
                .message()
                .satisfiesAnyOf(
                        message -> assertThat(message).contains("waybill.outbound.credentials."),
                        message -> assertThat(message).contains("not the name of a host"));
    }

    @Test
    void neverPrintsASecret() {
        OutboundProperties properties = OutboundClients.properties(
                "credentials.shop.type=basic",
                "credentials.shop.username=u5er",
                "credentials.shop.password=s3cret",
                "credentials.shop.allowed-hosts=api.example.com");

        assertThat(properties.toString()).contains("api.example.com").doesNotContain("s3cret", "u5er");
    }

    @Test
    void givesACredentialToItsHostsAloneAndOverHttps() {
        OutboundCredential credential = new OutboundCredential(
                OutboundCredential.Type.HEADER,
                "v",
                null,
                null,
                "X-Key",
                List.of("api.example.com", "*.shop.example", "http://local.test"));

        assertThat(List.of(
                        "https://api.example.com/a",
                        "https://API.example.com:8443/a",
                        "https://eu.shop.example/",
                        "http://local.test/",
                        "https://local.test/"))
                .allMatch(url -> credential.isFor(HttpUrl.get(url)));
        assertThat(List.of(
                        "http://api.example.com/",
                        "https://example.com/",
                        "https://evil-shop.example/",
                        "https://shop.example/",
                        "https://api.example.com.evil.test/"))
                .noneMatch(url -> credential.isFor(HttpUrl.get(url)));
    }
}
