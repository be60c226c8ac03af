package dev.waybill.worker.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of HTTP to the outside, under {@code waybill.outbound}.
 *
 * @param allow what may be reached though it is not public, on every port: blocks of addresses ({@code 10.1.0.0/16}),
 *     addresses, names of hosts ({@code feeds.internal}, {@code *.internal})
 * @param ports the ports that may be reached elsewhere
 * @param maxSize of an answer, decompressed
 * @param maxRedirects how many are followed, 0 to 20
 * @param allowDowngrade whether a redirect may lead from https to http
 * @param connectTimeout for resolving a name, for connecting, and for the TLS handshake, each; 100 ms to 5 min
 * @param readTimeout the longest silence of the other side; 100 ms to 1 h
 * @param totalTimeout for an answer as a whole, redirects included; 1 s to 1 day
 * @param waitInPlace a Retry-After up to this is waited for; a longer one puts the job back; at most 10 min
 * @param longestRetryAfter a longer Retry-After is cut to this; at most 7 days
 * @param userAgent what the other side is told
 * @param credentials secrets by the names under which jobs refer to them
 */
@ConfigurationProperties("waybill.outbound")
record OutboundProperties(
        @DefaultValue List<String> allow,
        @DefaultValue({"80", "443"}) List<Integer> ports,
        @DefaultValue("200MB") DataSize maxSize,
        @DefaultValue("5") int maxRedirects,
        @DefaultValue("false") boolean allowDowngrade,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("30s") Duration readTimeout,
        @DefaultValue("15m") Duration totalTimeout,
        @DefaultValue("30s") Duration waitInPlace,
        @DefaultValue("6h") Duration longestRetryAfter,
        @DefaultValue("Waybill") String userAgent,
        @DefaultValue Map<String, OutboundCredential> credentials) {

    OutboundProperties {
        allow = List.copyOf(allow);
        ports = List.copyOf(ports);
        credentials = Map.copyOf(credentials);
        requireDestinations(allow, ports);
        require(maxSize.toBytes() >= 1, "max-size", "must be at least 1 byte", maxSize);
        require(maxRedirects >= 0 && maxRedirects <= 20, "max-redirects", "must be 0 to 20", maxRedirects);
        requireWithin("connect-timeout", connectTimeout, Duration.ofMillis(100), Duration.ofMinutes(5));
        requireWithin("read-timeout", readTimeout, Duration.ofMillis(100), Duration.ofHours(1));
        requireWithin("total-timeout", totalTimeout, Duration.ofSeconds(1), Duration.ofDays(1));
        requireWithin("wait-in-place", waitInPlace, Duration.ZERO, Duration.ofMinutes(10));
        requireWithin("longest-retry-after", longestRetryAfter, Duration.ZERO, Duration.ofDays(7));
        require(userAgent.matches("[ -~]{1,200}"), "user-agent", "must have 1 to 200 printable characters", userAgent);
    }

    Destinations destinations() {
        return new Destinations(allow, ports);
    }

    private static void requireDestinations(List<String> allow, List<Integer> ports) {
        try {
            Destinations unused = new Destinations(allow, List.of());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "waybill.outbound.allow must hold addresses, blocks of them, and hosts: " + e.getMessage());
        }
        require(ports.stream().allMatch(port -> port > 0 && port < 65_536), "ports", "must be 1 to 65535", ports);
    }

    private static void requireWithin(String key, Duration value, Duration least, Duration most) {
        require(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                key,
                "must be %s to %s".formatted(least, most),
                value);
    }

    private static void require(boolean holds, String key, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("waybill.outbound.%s %s, is %s".formatted(key, rule, value));
        }
    }
}
