package dev.waybill.worker.runtime;

import dev.waybill.shared.queue.Presence;
import org.jobrunr.server.BackgroundJobServer;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Tells the readiness probe whether jobs are run, as the contributor {@code jobServer}. */
@AutoConfiguration(after = RuntimeAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(Presence.class)
public class WorkerProbeAutoConfiguration {

    @Bean
    HealthIndicator jobServerHealthIndicator(
            BackgroundJobServer server, Presence presence, WorkerProperties properties) {
        return new JobServerProbe(server, presence, properties.presenceTimeout());
    }
}
