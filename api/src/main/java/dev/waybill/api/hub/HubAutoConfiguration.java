package dev.waybill.api.hub;

import dev.waybill.api.http.HttpAutoConfiguration;
import dev.waybill.api.http.JsonBody;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The hub, where it is asked for. */
@AutoConfiguration(after = HttpAutoConfiguration.class)
@ConditionalOnBean(JsonBody.class)
@ConditionalOnProperty("waybill.hub.enabled")
@EnableConfigurationProperties(HubProperties.class)
public class HubAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    DashboardLink dashboardLink(HubProperties properties) {
        return properties::dashboardUrl;
    }

    @Bean
    HubFiles hubFiles(DashboardLink dashboard) {
        return HubFiles.read(dashboard);
    }

    @Bean
    HubController hubController(HubFiles files) {
        return new HubController(files);
    }
}
