package dev.waybill.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.tenancy.Role;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AccessPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(access(Map.of()))
                .isEqualTo(new AccessProperties(
                        null,
                        null,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofHours(8),
                        Duration.ofDays(7),
                        1));
        JwtProperties jwt = jwt(Map.of());
        assertThat(jwt.issuer()).isNull();
        assertThat(jwt.jwkSetUri()).isNull();
        assertThat(jwt.audiences()).isEmpty();
        assertThat(jwt.algorithms()).containsExactly("RS256", "PS256", "ES256");
        assertThat(jwt.clockSkew()).isEqualTo(Duration.ofSeconds(30));
        assertThat(jwt.userClaim()).isEqualTo("sub");
        assertThat(jwt.nameClaim()).isEqualTo("name");
        assertThat(jwt.emailClaim()).isEqualTo("email");
        assertThat(jwt.workspaceClaim()).isEqualTo("workspace");
        assertThat(jwt.workspace()).isNull();
        assertThat(jwt.roleClaim()).isEqualTo("role");
        assertThat(jwt.roles())
                .isEqualTo(Map.of("viewer", Role.VIEWER, "operator", Role.OPERATOR, "admin", Role.ADMIN));
        assertThat(jwt.ownClaim()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        assertThat(access(Map.of(
                        "waybill.access.first-admin-key", "k",
                        "waybill.access.key-cache", "1s",
                        "waybill.access.recheck-interval", "2s",
                        "waybill.access.session-idle", "1h",
                        "waybill.access.session-lifetime", "1d",
                        "waybill.access.platform-workspace", "7")))
                .isEqualTo(new AccessProperties(
                        "k",
                        null,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofHours(1),
                        Duration.ofDays(1),
                        7));
        assertThat(access(Map.of("waybill.access.first-admin-key-file", "/run/k"))
                        .firstAdminKeyFile())
                .isEqualTo(Path.of("/run/k"));
        JwtProperties jwt = jwt(Map.ofEntries(
                Map.entry("waybill.access.jwt.issuer", "https://id.example"),
                Map.entry("waybill.access.jwt.jwk-set-uri", "https://id.example/keys"),
                Map.entry("waybill.access.jwt.audiences", "a,b"),
                Map.entry("waybill.access.jwt.algorithms", "ES384"),
                Map.entry("waybill.access.jwt.clock-skew", "1s"),
                Map.entry("waybill.access.jwt.user-claim", "u"),
                Map.entry("waybill.access.jwt.name-claim", "n"),
                Map.entry("waybill.access.jwt.email-claim", "e"),
                Map.entry("waybill.access.jwt.workspace-claim", "w"),
                Map.entry("waybill.access.jwt.workspace", "default"),
                Map.entry("waybill.access.jwt.role-claim", "r"),
                Map.entry("waybill.access.jwt.roles.boss", "admin"),
                Map.entry("waybill.access.jwt.own-claim", "o")));
        assertThat(jwt.issuer()).isEqualTo("https://id.example");
        assertThat(jwt.jwkSetUri()).isEqualTo(URI.create("https://id.example/keys"));
        assertThat(jwt.audiences()).containsExactly("a", "b");
        assertThat(jwt.algorithms()).containsExactly("ES384");
        assertThat(jwt.clockSkew()).isEqualTo(Duration.ofSeconds(1));
        assertThat(jwt.userClaim() + jwt.nameClaim() + jwt.emailClaim()).isEqualTo("une");
        assertThat(jwt.workspaceClaim() + jwt.roleClaim() + jwt.ownClaim()).isEqualTo("wro");
        assertThat(jwt.workspace()).isEqualTo("default");
        assertThat(jwt.roles()).isEqualTo(Map.of("boss", Role.ADMIN));
    }

    @ParameterizedTest
    @CsvSource({
        "key-cache, 1m",
        "recheck-interval, 0s",
        "session-idle, 1s",
        "session-lifetime, 1s",
    })
    void refusesWhatIsOutOfRange(String key, String value) {
        assertThatThrownBy(() -> access(Map.of("waybill.access." + key, value)))
                .hasStackTraceContaining("waybill.access." + key + " must be from");
    }

    @Test
    void refusesAFirstKeyThatIsGivenTwice() {
        assertThatThrownBy(() -> access(
                        Map.of("waybill.access.first-admin-key", "k", "waybill.access.first-admin-key-file", "/run/k")))
                .hasStackTraceContaining("exclude each other");
    }

    @Test
    void refusesAnIssuerWithoutAnAudienceAndAlgorithmsThatShareTheirSecret() {
        assertThatThrownBy(() -> jwt(Map.of("waybill.access.jwt.issuer", "https://id.example")))
                .hasStackTraceContaining("waybill.access.jwt.audiences must say");
        assertThatThrownBy(() -> jwt(Map.of("waybill.access.jwt.algorithms", "HS256")))
                .hasStackTraceContaining("waybill.access.jwt.algorithms must be of");
        assertThatThrownBy(() -> jwt(Map.of("waybill.access.jwt.clock-skew", "1h")))
                .hasStackTraceContaining("waybill.access.jwt.clock-skew must be from");
    }

    @Test
    void saysNoKeyWhenItIsPrinted() {
        assertThat(access(Map.of("waybill.access.first-admin-key", "wbk_secret")))
                .hasToString("AccessProperties[…]");
    }

    private static AccessProperties access(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waybill.access", AccessProperties.class);
    }

    private static JwtProperties jwt(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waybill.access.jwt", JwtProperties.class);
    }
}
