package dev.waybill.api.schedule;

import dev.waybill.api.http.HttpAutoConfiguration;
import dev.waybill.api.http.JsonBody;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.schedule.ScheduleAutoConfiguration;
import dev.waybill.shared.schedule.Schedules;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The route of schedules. */
@AutoConfiguration(after = {HttpAutoConfiguration.class, ScheduleAutoConfiguration.class})
@ConditionalOnBean(JsonBody.class)
public class ScheduleApiAutoConfiguration {

    @Bean
    ScheduleController scheduleController(Schedules schedules, ProcessReader reader, Clock clock) {
        return new ScheduleController(schedules, reader, clock);
    }
}
