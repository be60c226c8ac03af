package dev.waybill.api.enrichment;

import dev.waybill.api.http.JsonBody;
import dev.waybill.api.process.ProcessApiAutoConfiguration;
import dev.waybill.shared.enrichment.EnrichmentAutoConfiguration;
import dev.waybill.shared.enrichment.EnrichmentReviews;
import dev.waybill.shared.usage.UsageLedger;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The routes of enrichments and of usage. */
@AutoConfiguration(after = {ProcessApiAutoConfiguration.class, EnrichmentAutoConfiguration.class})
@ConditionalOnBean({JsonBody.class, EnrichmentReviews.class})
public class EnrichmentApiAutoConfiguration {

    @Bean
    EnrichmentController enrichmentController(
            JsonBody bodies, EnrichmentReviews reviews, UsageLedger usage, Clock clock) {
        return new EnrichmentController(bodies, reviews, usage, new EnrichmentAnswers(reviews, usage, clock));
    }

    @Bean
    UsageController usageController(JsonBody bodies, UsageLedger usage, Clock clock) {
        return new UsageController(bodies, usage, clock);
    }
}
