package dev.waybill.worker.enrichment;

import dev.waybill.shared.enrichment.EnrichmentAutoConfiguration;
import dev.waybill.shared.enrichment.EnrichmentTypes;
import dev.waybill.shared.enrichment.EnrichmentUndoInput;
import dev.waybill.shared.enrichment.Enrichments;
import dev.waybill.shared.enrichment.LocationImprovement;
import dev.waybill.shared.enrichment.ProductEnrichment;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.usage.UsageLedger;
import dev.waybill.worker.ai.AiAutoConfiguration;
import dev.waybill.worker.ai.AiPrices;
import dev.waybill.worker.ai.AiProperties;
import dev.waybill.worker.ai.JsonAnswers;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes a worker enrich records. */
@AutoConfiguration(
        after = {EnrichmentAutoConfiguration.class, AiAutoConfiguration.class},
        beforeName = "dev.waybill.worker.runtime.RuntimeAutoConfiguration")
@ConditionalOnBean({Enrichments.class, JsonAnswers.class, UsageLedger.class})
@EnableConfigurationProperties(EnrichProperties.class)
public class EnrichAutoConfiguration {

    @Bean
    EnrichParts enrichParts(
            JdbcClient jdbc,
            RoleTransactions roles,
            ProcessReader reader,
            Enrichments enrichments,
            UsageLedger usage,
            JsonAnswers model,
            AiProperties ai,
            AiPrices prices,
            EnrichProperties settings) {
        return new EnrichParts(jdbc, roles, reader, enrichments, usage, model, ai, prices, settings);
    }

    @Bean
    Job<ProductEnrichment> enrichBulk(EnrichParts parts) {
        return new EnrichJob<>(EnrichmentTypes.BULK, parts);
    }

    @Bean
    Job<ProductEnrichment> enrichTitle(EnrichParts parts) {
        return new EnrichJob<>(EnrichmentTypes.TITLE, parts);
    }

    @Bean
    Job<ProductEnrichment> enrichDescription(EnrichParts parts) {
        return new EnrichJob<>(EnrichmentTypes.DESCRIPTION, parts);
    }

    @Bean
    Job<ProductEnrichment> enrichSeo(EnrichParts parts) {
        return new EnrichJob<>(EnrichmentTypes.SEO, parts);
    }

    @Bean
    Job<ProductEnrichment> enrichGenerate(EnrichParts parts) {
        return new EnrichJob<>(EnrichmentTypes.GENERATE, parts);
    }

    @Bean
    Job<LocationImprovement> enrichLocations(EnrichParts parts) {
        return new EnrichJob<>(EnrichmentTypes.LOCATIONS, parts);
    }

    @Bean
    Job<EnrichmentUndoInput> enrichmentUndo(Enrichments enrichments, ProcessReader reader) {
        return new EnrichmentUndo(enrichments, reader);
    }
}
