package dev.waybill.worker.locations;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.locations.BatchInput;
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

/** Makes a worker apply reviewed drafts. */
@AutoConfiguration(
        after = LocationsAutoConfiguration.class,
        beforeName = "dev.waybill.worker.runtime.RuntimeAutoConfiguration")
@ConditionalOnBean(LocationBatches.class)
@EnableConfigurationProperties(ApplyProperties.class)
public class ApplyAutoConfiguration {

    @Bean
    Job<BatchInput> applyLocations(
            LocationBatches batches,
            Locations locations,
            LocationDuplicates duplicates,
            PlatformTransactionManager transactionManager,
            ApplyProperties properties) {
        TransactionTemplate savepoints = new TransactionTemplate(transactionManager);
        savepoints.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        return new ApplyLocations(batches, new DraftWriter(locations, duplicates, savepoints), properties.chunkSize());
    }
}
