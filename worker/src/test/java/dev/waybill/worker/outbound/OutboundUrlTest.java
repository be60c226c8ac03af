package dev.waybill.worker.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.job.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboundUrlTest {

    @ParameterizedTest
    @CsvSource({
        "'', url_invalid",
        "example.com/feed, url_invalid",
        "//example.com/feed, url_invalid",
        "http:example.com, url_invalid",
        "http:/example.com, url_invalid",
        "http://, url_invalid",
        "http:///feed, url_invalid",
        "http://exa mple.com/, url_invalid",
        "http://example.com\\@evil.test/, url_invalid",
        "http://example.com:99999/, url_invalid",
        "http://[::1/, url_invalid",
        "ftp://example.com/feed, url_scheme",
        "file:///etc/passwd, url_scheme",
        "jar:http://example.com!/x, url_scheme",
        "gopher://example.com/, url_scheme",
        "https://user@example.com/, url_credentials",
        "https://user:secret@example.com/, url_credentials",
        "https://:secret@example.com/, url_credentials"
    })
    void refusesWhatIsNoPlainHttpAddress(String url, String code) {
        assertThatThrownBy(() -> OutboundUrl.parse(url)).isInstanceOfSatisfying(Rejected.class, refused -> {
            assertThat(refused.reasonCode()).isEqualTo(code);
            assertThat(refused.reason()).doesNotContain("secret");
        });
    }

    @Test
    void refusesAnAddressWithoutEnd() {
        assertThatThrownBy(() -> OutboundUrl.parse("https://example.com/" + "a".repeat(OutboundUrl.LONGEST)))
                .isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @CsvSource({
        "' HTTPS://Example.COM/a|b?q={x}#part ', https://example.com/a%7Cb?q={x}",
        "https://müller.example/ü, https://xn--mller-kva.example/%C3%BC",
        "http://example.com, http://example.com/"
    })
    void takesAddressesAsPeopleWriteThem(String url, String expected) {
        assertThat(OutboundUrl.parse(url).toString()).isEqualTo(expected);
    }
}
