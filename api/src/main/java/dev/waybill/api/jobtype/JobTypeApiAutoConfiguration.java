package dev.waybill.api.jobtype;

import dev.waybill.api.http.HttpAutoConfiguration;
import dev.waybill.api.http.JsonBody;
import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.job.JobCatalog;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The route of job types. */
@AutoConfiguration(after = HttpAutoConfiguration.class)
@ConditionalOnBean(JsonBody.class)
public class JobTypeApiAutoConfiguration {

    @Bean
    JobTypeController jobTypeController(JobCatalog catalog, ObjectProvider<ItemRetry> retries, Clock clock) {
        return new JobTypeController(catalog, retries.stream().toList(), clock);
    }
}
