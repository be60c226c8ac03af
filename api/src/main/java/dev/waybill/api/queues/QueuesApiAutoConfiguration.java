package dev.waybill.api.queues;

import dev.waybill.api.access.AccessAutoConfiguration;
import dev.waybill.api.access.AccessProperties;
import dev.waybill.api.http.HttpAutoConfiguration;
import dev.waybill.api.http.JsonBody;
import dev.waybill.shared.queue.QueueControls;
import dev.waybill.shared.queue.QueueOverview;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The routes of queues. */
@AutoConfiguration(after = {HttpAutoConfiguration.class, AccessAutoConfiguration.class})
@ConditionalOnBean(JsonBody.class)
public class QueuesApiAutoConfiguration {

    @Bean
    QueueController queueController(
            JsonBody bodies, QueueOverview overview, QueueControls controls, AccessProperties access, Clock clock) {
        return new QueueController(bodies, overview, controls, access, clock);
    }
}
