package dev.waybill.shared.enrichment;

import dev.waybill.shared.amendment.AmendableRecords;
import dev.waybill.shared.catalog.CatalogAutoConfiguration;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.locations.LocationsAutoConfiguration;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.queue.HeldProcesses;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.QueueAutoConfiguration;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.usage.UsageAutoConfiguration;
import dev.waybill.shared.usage.UsageLedger;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of enrichments on both sides. */
@AutoConfiguration(
        after = {
            QueueAutoConfiguration.class,
            UsageAutoConfiguration.class,
            CatalogAutoConfiguration.class,
            LocationsAutoConfiguration.class
        })
public class EnrichmentAutoConfiguration {

    @Bean
    Enrichments enrichments(List<AmendableRecords> records) {
        return new Enrichments(records);
    }

    @Bean
    JobType<EnrichmentUndoInput> enrichmentUndoType() {
        return EnrichmentTypes.UNDO;
    }

    @Bean
    JobType<ProductEnrichment> enrichmentBulkType() {
        return EnrichmentTypes.BULK;
    }

    @Bean
    EnrichmentActions enrichmentBulkActions() {
        return new EnrichmentActions(EnrichmentTypes.BULK);
    }

    @Bean
    ReviewPolicy enrichmentBulkReview(ObjectProvider<EnrichmentReviews> reviews, ObjectProvider<UsageLedger> usage) {
        return new EnrichmentReview(EnrichmentTypes.BULK.label(), reviews::getObject, usage::getObject);
    }

    @Bean
    JobType<ProductEnrichment> enrichmentTitleType() {
        return EnrichmentTypes.TITLE;
    }

    @Bean
    EnrichmentActions enrichmentTitleActions() {
        return new EnrichmentActions(EnrichmentTypes.TITLE);
    }

    @Bean
    ReviewPolicy enrichmentTitleReview(ObjectProvider<EnrichmentReviews> reviews, ObjectProvider<UsageLedger> usage) {
        return new EnrichmentReview(EnrichmentTypes.TITLE.label(), reviews::getObject, usage::getObject);
    }

    @Bean
    JobType<ProductEnrichment> enrichmentDescriptionType() {
        return EnrichmentTypes.DESCRIPTION;
    }

    @Bean
    EnrichmentActions enrichmentDescriptionActions() {
        return new EnrichmentActions(EnrichmentTypes.DESCRIPTION);
    }

    @Bean
    ReviewPolicy enrichmentDescriptionReview(
            ObjectProvider<EnrichmentReviews> reviews, ObjectProvider<UsageLedger> usage) {
        return new EnrichmentReview(EnrichmentTypes.DESCRIPTION.label(), reviews::getObject, usage::getObject);
    }

    @Bean
    JobType<ProductEnrichment> enrichmentSeoType() {
        return EnrichmentTypes.SEO;
    }

    @Bean
    EnrichmentActions enrichmentSeoActions() {
        return new EnrichmentActions(EnrichmentTypes.SEO);
    }

    @Bean
    ReviewPolicy enrichmentSeoReview(ObjectProvider<EnrichmentReviews> reviews, ObjectProvider<UsageLedger> usage) {
        return new EnrichmentReview(EnrichmentTypes.SEO.label(), reviews::getObject, usage::getObject);
    }

    @Bean
    JobType<ProductEnrichment> enrichmentGenerateType() {
        return EnrichmentTypes.GENERATE;
    }

    @Bean
    EnrichmentActions enrichmentGenerateActions() {
        return new EnrichmentActions(EnrichmentTypes.GENERATE);
    }

    @Bean
    ReviewPolicy enrichmentGenerateReview(
            ObjectProvider<EnrichmentReviews> reviews, ObjectProvider<UsageLedger> usage) {
        return new EnrichmentReview(EnrichmentTypes.GENERATE.label(), reviews::getObject, usage::getObject);
    }

    @Bean
    JobType<LocationImprovement> enrichmentLocationsType() {
        return EnrichmentTypes.LOCATIONS;
    }

    @Bean
    EnrichmentActions enrichmentLocationsActions() {
        return new EnrichmentActions(EnrichmentTypes.LOCATIONS);
    }

    @Bean
    ReviewPolicy enrichmentLocationsReview(
            ObjectProvider<EnrichmentReviews> reviews, ObjectProvider<UsageLedger> usage) {
        return new EnrichmentReview(EnrichmentTypes.LOCATIONS.label(), reviews::getObject, usage::getObject);
    }

    /** Where processes are kept. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ProcessQueue.class)
    static class Reviews {

        @Bean
        EnrichmentReviews enrichmentReviews(
                JdbcClient jdbc,
                RoleTransactions roles,
                ProcessReader reader,
                HeldProcesses processes,
                Enrichments enrichments) {
            return new EnrichmentReviews(jdbc, roles, reader, processes, enrichments);
        }
    }
}
