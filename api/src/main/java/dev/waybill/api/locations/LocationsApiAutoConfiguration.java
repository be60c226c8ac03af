package dev.waybill.api.locations;

import dev.waybill.api.http.JsonBody;
import dev.waybill.api.process.Changes;
import dev.waybill.api.process.Opening;
import dev.waybill.api.process.ProcessApiAutoConfiguration;
import dev.waybill.shared.locations.LocationReviews;
import dev.waybill.shared.locations.LocationsAutoConfiguration;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.queue.RequestKeys;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The routes of AI location imports. */
@AutoConfiguration(after = {ProcessApiAutoConfiguration.class, LocationsAutoConfiguration.class})
@ConditionalOnBean({JsonBody.class, LocationReviews.class})
@EnableConfigurationProperties(LocationsApiProperties.class)
public class LocationsApiAutoConfiguration {

    @Bean
    AiLocationImportController aiLocationImportController(
            JsonBody bodies,
            LocationReviews reviews,
            RequestKeys keys,
            ProcessReader reader,
            Changes changes,
            Clock clock,
            LocationsApiProperties properties) {
        return new AiLocationImportController(
                bodies,
                reviews,
                keys,
                new BatchAnswers(reviews, reader, clock),
                new ImportWait(reader, changes, clock),
                properties);
    }

    @Bean
    Opening aiLocationImportOpening(LocationReviews reviews, LocationsApiProperties properties) {
        return new BatchOpening(new BatchBody(properties), reviews);
    }
}
