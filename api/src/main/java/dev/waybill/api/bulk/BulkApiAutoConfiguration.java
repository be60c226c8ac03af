package dev.waybill.api.bulk;

import dev.waybill.api.http.JsonBody;
import dev.waybill.api.process.Intake;
import dev.waybill.api.process.ProcessApiAutoConfiguration;
import dev.waybill.shared.bulk.BulkAutoConfiguration;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.process.ProcessSelection;
import dev.waybill.shared.queue.BulkSubmission;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.RequestKeys;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The routes for many processes at once. */
@AutoConfiguration(after = {ProcessApiAutoConfiguration.class, BulkAutoConfiguration.class})
@ConditionalOnBean(Intake.class)
@EnableConfigurationProperties(BulkApiProperties.class)
public class BulkApiAutoConfiguration {

    @Bean
    BulkController bulkController(
            Intake intake, BulkSubmission bulk, RequestKeys keys, Clock clock, BulkApiProperties properties) {
        return new BulkController(new Lines(properties), new BulkIntake(intake, bulk), keys, clock);
    }

    @Bean
    BulkActionController bulkActionController(
            JsonBody bodies,
            ProcessSelection selection,
            ProcessQueue queue,
            RequestKeys keys,
            Intake intake,
            JobCatalog catalog,
            Clock clock) {
        return new BulkActionController(bodies, selection, queue, keys, intake, catalog, clock);
    }
}
