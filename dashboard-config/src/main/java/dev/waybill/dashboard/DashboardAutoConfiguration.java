package dev.waybill.dashboard;

import org.jobrunr.spring.autoconfigure.JobRunrAutoConfiguration;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Serves the dashboard over the application's storage provider, unless {@code waybill.dashboard.enabled=false}. */
@AutoConfiguration(after = JobRunrAutoConfiguration.class)
@ConditionalOnProperty(prefix = "waybill.dashboard", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(DashboardProperties.class)
public class DashboardAutoConfiguration {

    @Bean
    DashboardServer dashboardServer(
            DashboardProperties properties, StorageProvider storageProvider, JsonMapper jobRunrJsonMapper) {
        return new DashboardServer(properties, storageProvider, jobRunrJsonMapper);
    }
}
