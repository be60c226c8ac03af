package dev.waybill.worker.locations;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.locations.BatchInput;
import dev.waybill.shared.locations.ExpiryInput;
import dev.waybill.shared.locations.LeftReviews;
import dev.waybill.shared.locations.LocationBatches;
import dev.waybill.shared.locations.LocationDuplicates;
import dev.waybill.shared.locations.Locations;
import dev.waybill.shared.locations.LocationsAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes a worker apply reviewed drafts, and end reviews that nobody ends. */
@AutoConfiguration(
        after = LocationsAutoConfiguration.class,
        beforeName = "dev.waybill.worker.runtime.RuntimeAutoConfiguration")
@ConditionalOnBean(LocationBatches.class)
@EnableConfigurationProperties(ReviewProperties.class)
public class ReviewAutoConfiguration {

    @Bean
    Job<BatchInput> applyLocations(
            LocationBatches batches,
            Locations locations,
            LocationDuplicates duplicates,
            PlatformTransactionManager transactionManager,
            ReviewProperties properties) {
        TransactionTemplate savepoints = new TransactionTemplate(transactionManager);
        savepoints.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        return new ApplyLocations(
                batches, new DraftWriter(locations, duplicates, savepoints), properties.applyChunkSize());
    }

    @Bean
    Job<ExpiryInput> expireReviews(LeftReviews left, ReviewProperties properties) {
        return new ExpireReviews(left, properties);
    }
}
