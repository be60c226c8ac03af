package dev.waybill.api.hub;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.hub}.
 *
 * @param enabled whether {@code /} and the other pages of the hub are served; off where this jar is part of another application
 * @param dashboardUrl where people find JobRunr's dashboard, for links to it; empty when they do not
 */
@ConfigurationProperties("waybill.hub")
public record HubProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("") String dashboardUrl) {

    public HubProperties {
        if (!dashboardUrl.isEmpty() && !dashboardUrl.matches("https?://[^\\s\"<>]+")) {
            throw new IllegalArgumentException(
                    "waybill.hub.dashboard-url must begin with http:// or https://: " + dashboardUrl);
        }
    }
}
