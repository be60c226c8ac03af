package dev.waybill.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.storage.InMemoryStorageProvider;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class DashboardAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DashboardAutoConfiguration.class))
            .withUserConfiguration(Storage.class)
            .withPropertyValues("waybill.dashboard.port=0");

    @Test
    void servesTheLoopbackUnlessToldOtherwise() {
        runner.run(context -> {
            DashboardServer server = context.getBean(DashboardServer.class);
            assertThat(server.isRunning()).isTrue();
            assertThat(server.address()).hasHost("127.0.0.1");
            context.close();
            assertThat(server.isRunning()).isFalse();
        });
    }

    @Test
    void staysAwayWhenDisabled() {
        runner.withPropertyValues("waybill.dashboard.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(DashboardServer.class));
    }

    @Test
    void refusesToStartOnAnOpenAddressWithoutAPassword() {
        runner.withPropertyValues("waybill.dashboard.bind-address=0.0.0.0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("waybill.dashboard.password must be set"));
    }

    @Test
    void startsOnAnOpenAddressWithAPassword() {
        runner.withPropertyValues("waybill.dashboard.bind-address=0.0.0.0", "waybill.dashboard.password=secret")
                .run(context -> assertThat(
                                context.getBean(DashboardServer.class).address())
                        .hasHost("localhost"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Storage {
        @Bean
        JsonMapper jobRunrJsonMapper() {
            return new JacksonJsonMapper();
        }

        @Bean
        StorageProvider storageProvider(JsonMapper jsonMapper) {
            InMemoryStorageProvider storage = new InMemoryStorageProvider();
            storage.setJobMapper(new JobMapper(jsonMapper));
            return storage;
        }
    }
}
