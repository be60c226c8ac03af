package dev.waybill.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.network.Cidr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class TrustedProxiesTest {

    private final TrustedProxies proxies =
            new TrustedProxies(List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::/8")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            203.0.113.9                         | 203.0.113.9
            203.0.113.9, 10.1.1.1               | 203.0.113.9
            198.51.100.1, 203.0.113.9           | 203.0.113.9
            198.51.100.1, 203.0.113.9, 10.2.2.2 | 203.0.113.9
            10.3.3.3, 10.2.2.2                  | 10.3.3.3
            203.0.113.9:4711                    | 203.0.113.9
            [2001:db8::9]:4711                  | 2001:db8:0:0:0:0:0:9
            2001:db8::9                         | 2001:db8:0:0:0:0:0:9
            ::ffff:203.0.113.9                  | 203.0.113.9
            unknown                             | 10.9.9.9
            203.0.113.9, garbage, 10.1.1.1      | 10.1.1.1
            ``                                  | 10.9.9.9
            example.com                         | 10.9.9.9
            """)
    void believesTheHopsThatItTrusts(String forwardedFor, String client) {
        MockHttpServletRequest request = from("10.9.9.9");
        request.addHeader("X-Forwarded-For", forwardedFor);

        assertThat(proxies.origin(request).orElseThrow().address()).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.9", "11.0.0.1", "127.0.0.1", "fe80::1"})
    void believesNobodyElse(String peer) {
        MockHttpServletRequest request = from(peer);
        request.addHeader("X-Forwarded-For", "198.51.100.1");
        request.addHeader("X-Forwarded-Proto", "https");

        assertThat(proxies.origin(request)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"https, true", "HTTPS, true", "http, false", "'https, http', false", "'http, https', true", "x, false"})
    void takesTheProtocolOfTheNearestProxy(String protocol, boolean secure) {
        MockHttpServletRequest request = from("fd00::1");
        request.addHeader("X-Forwarded-Proto", protocol);

        assertThat(proxies.origin(request).orElseThrow().secure()).isEqualTo(secure);
    }

    @Test
    void readsSeveralLinesAsOne() {
        MockHttpServletRequest request = from("10.9.9.9");
        request.addHeader("X-Forwarded-For", "198.51.100.1");
        request.addHeader("X-Forwarded-For", "203.0.113.9");

        assertThat(proxies.origin(request).orElseThrow().address()).isEqualTo("203.0.113.9");
    }

    private static MockHttpServletRequest from(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return request;
    }
}
