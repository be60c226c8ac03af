package dev.waybill.worker.locations;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.locations.BatchInput;
import dev.waybill.shared.locations.LocationBatches;
import dev.waybill.shared.locations.LocationDuplicates;
import dev.waybill.shared.locations.LocationsAutoConfiguration;
import dev.waybill.worker.ai.AiAutoConfiguration;
import dev.waybill.worker.ai.AiPrices;
import dev.waybill.worker.ai.AiProperties;
import dev.waybill.worker.ai.JsonAnswers;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Makes a worker draft locations. */
@AutoConfiguration(
        after = {LocationsAutoConfiguration.class, AiAutoConfiguration.class},
        beforeName = "dev.waybill.worker.runtime.RuntimeAutoConfiguration")
@ConditionalOnBean({LocationBatches.class, JsonAnswers.class})
@EnableConfigurationProperties({GenerateProperties.class, PlacesProperties.class})
public class AiLocationAutoConfiguration {

    @Bean
    Job<BatchInput> aiLocationGenerate(
            LocationBatches batches,
            LocationDuplicates duplicates,
            JsonAnswers model,
            AiProperties ai,
            AiPrices prices,
            PlacesProperties places,
            GenerateProperties settings,
            Environment environment) {
        return new AiLocationGenerate(batches, duplicates, model, ai, prices, client(places, environment), settings);
    }

    private static @Nullable PlacesClient client(PlacesProperties settings, Environment environment) {
        String configured = settings.apiKey();
        String key = configured == null || configured.isBlank()
                ? environment.getProperty("GOOGLE_PLACES_API_KEY")
                : configured;
        return key == null || key.isBlank() ? null : new PlacesClient(settings, key.strip());
    }
}
