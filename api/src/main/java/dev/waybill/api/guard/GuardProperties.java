package dev.waybill.api.guard;

import dev.waybill.shared.network.Cidr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.api} of what stands before every route.
 *
 * @param trustedProxies addresses and blocks of addresses whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} are
 *     believed
 * @param secureHeaders which answers get the headers of a secure page: {@code all}, or those under {@code /api}, which
 *     leaves the pages of an application that has this jar as a library alone
 */
@ConfigurationProperties("waybill.api")
public record GuardProperties(
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("api") Pages secureHeaders,
        @DefaultValue Limits limits) {

    public GuardProperties {
        trustedProxies = List.copyOf(trustedProxies);
        List<Cidr> unused = blocks(trustedProxies);
    }

    /** Which answers. */
    public enum Pages {
        ALL,
        API
    }

    /**
     * Limits of each node, under {@code waybill.api.limits}. A budget is refilled steadily and can be spent at once.
     *
     * @param rates whether requests are limited at all
     * @param period what the budgets are for, 1 s to 1 h
     * @param reads requests of a credential that change nothing, in a period
     * @param writes other requests of a credential, in a period
     * @param unauthenticated all requests of an address without a credential, in a period
     * @param mostRequesters whose budgets a node remembers, 100 to 1,000,000; past that the longest unseen are forgotten
     * @param bodyTime how long a body other than a file may take to arrive, 1 s to 1 h
     */
    public record Limits(
            @DefaultValue("true") boolean rates,
            @DefaultValue("1m") Duration period,
            @DefaultValue("30000") int reads,
            @DefaultValue("15000") int writes,
            @DefaultValue("1200") int unauthenticated,
            @DefaultValue("20000") int mostRequesters,
            @DefaultValue("30s") Duration bodyTime) {

        private static final int MOST = 10_000_000;

        public Limits {
            requireWithin("period", period);
            requireWithin("body-time", bodyTime);
            requireWithin("reads", reads, 1, MOST);
            requireWithin("writes", writes, 1, MOST);
            requireWithin("unauthenticated", unauthenticated, 1, MOST);
            requireWithin("most-requesters", mostRequesters, 100, 1_000_000);
        }

        private static void requireWithin(String key, Duration value) {
            if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("waybill.api.limits." + key + " must be 1s to 1h, is " + value);
            }
        }

        private static void requireWithin(String key, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        "waybill.api.limits.%s must be %d to %d, is %d".formatted(key, least, most, value));
            }
        }
    }

    List<Cidr> proxies() {
        return blocks(trustedProxies);
    }

    private static List<Cidr> blocks(List<String> trusted) {
        List<Cidr> blocks = new ArrayList<>();
        for (String entry : trusted) {
            try {
                blocks.add(Cidr.parse(entry.strip()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "waybill.api.trusted-proxies must hold addresses and blocks like 10.0.0.0/8, not " + entry);
            }
        }
        return List.copyOf(blocks);
    }
}
