package dev.waybill.shared.locations;

import dev.waybill.shared.amendment.AmendableRecords;
import dev.waybill.shared.amendment.RecordTable;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.RetryGuard;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.queue.HeldProcesses;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.QueueAutoConfiguration;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Locations, and what is known of AI location imports on both sides. */
@AutoConfiguration(after = QueueAutoConfiguration.class)
public class LocationsAutoConfiguration {

    @Bean
    JobType<BatchInput> aiLocationGenerateType() {
        return LocationTypes.GENERATE;
    }

    @Bean
    JobType<BatchInput> aiLocationApplyType() {
        return LocationTypes.APPLY;
    }

    @Bean
    Locations locations() {
        return new Locations();
    }

    @Bean
    AmendableRecords amendableLocations() {
        return new RecordTable(
                "location",
                "locations",
                "bigint",
                Set.of("phone", "website", "hours", "categories", "lat", "lng"),
                List.of(Locations.OWN_COLUMNS));
    }

    @Bean
    LocationUndo locationUndo() {
        return new LocationUndo();
    }

    @Bean
    LocationDuplicates locationDuplicates() {
        return new LocationDuplicates();
    }

    @Bean
    ReviewPolicy aiLocationReview(ObjectProvider<LocationReviews> reviews) {
        return new BatchReview(reviews::getObject);
    }

    @Bean
    RetryGuard aiLocationGenerateRetry(ObjectProvider<LocationReviews> reviews) {
        return new BatchRetry(LocationTypes.GENERATE.label(), reviews::getObject);
    }

    @Bean
    RetryGuard aiLocationApplyRetry(ObjectProvider<LocationReviews> reviews) {
        return new BatchRetry(LocationTypes.APPLY.label(), reviews::getObject);
    }

    /** Where processes are kept. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ProcessQueue.class)
    static class Batches {

        @Bean
        LocationBatches locationBatches(HeldProcesses processes) {
            return new LocationBatches(processes);
        }

        @Bean
        LocationReviews locationReviews(
                JdbcClient jdbc,
                RoleTransactions roles,
                ProcessQueue queue,
                HeldProcesses processes,
                LocationBatches batches) {
            return new LocationReviews(jdbc, roles, queue, processes, batches);
        }

        @Bean
        UserBatches userBatches(JdbcClient jdbc, RoleTransactions roles, ProcessQueue queue, LocationBatches batches) {
            return new UserBatches(jdbc, roles, queue, batches);
        }
    }
}
