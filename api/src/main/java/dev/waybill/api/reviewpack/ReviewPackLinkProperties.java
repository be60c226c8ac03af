package dev.waybill.api.reviewpack;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the api reads under {@code waybill.review-pack}.
 *
 * @param linkSecret signs links, at least 32 bytes, the same on all nodes; null takes one that the database keeps
 * @param linkLifetime how long a link is good
 */
@ConfigurationProperties("waybill.review-pack")
record ReviewPackLinkProperties(
        @Nullable String linkSecret, @DefaultValue("1h") Duration linkLifetime) {

    private static final int SHORTEST_SECRET = 32;
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(30);

    ReviewPackLinkProperties {
        linkSecret = linkSecret == null || linkSecret.isBlank() ? null : linkSecret;
        if (linkSecret != null && linkSecret.getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET) {
            throw new IllegalArgumentException("waybill.review-pack.link-secret must have at least 32 bytes");
        }
        if (linkLifetime.toSeconds() < 1 || linkLifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException(
                    "waybill.review-pack.link-lifetime must lie in 1s..30d, not " + linkLifetime);
        }
    }

    @Override
    public String toString() {
        return "ReviewPackLinkProperties[linkLifetime=" + linkLifetime + "]";
    }
}
