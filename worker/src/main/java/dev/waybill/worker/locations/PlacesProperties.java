package dev.waybill.worker.locations;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.places}: Google Places (New).
 *
 * @param apiKey by default the variable GOOGLE_PLACES_API_KEY; without one drafts are not enriched, which each of them says
 * @param baseUrl http or https
 * @param timeout of one search, 100 ms to 1 min
 */
@ConfigurationProperties("waybill.places")
record PlacesProperties(
        @Nullable String apiKey,
        @DefaultValue("https://places.googleapis.com") URI baseUrl,
        @DefaultValue("5s") Duration timeout) {

    PlacesProperties {
        String scheme = baseUrl.getScheme();
        if (baseUrl.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw new IllegalArgumentException("waybill.places.base-url must be an http(s) address");
        }
        if (timeout.toMillis() < 100 || timeout.toMillis() > 60_000) {
            throw new IllegalArgumentException("waybill.places.timeout must lie in 100ms..1m, not " + timeout);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "PlacesProperties[baseUrl=%s, apiKey=%s]".formatted(baseUrl, apiKey == null ? "none" : "set");
    }
}
