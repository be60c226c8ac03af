package dev.waybill.api.operations;

import dev.waybill.api.http.JsonBody;
import dev.waybill.api.process.ProcessApiAutoConfiguration;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.locations.LocationTypes;
import dev.waybill.shared.notification.WebhookTypes;
import dev.waybill.shared.process.OperationReader;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The routes of operators. */
@AutoConfiguration(after = ProcessApiAutoConfiguration.class)
@ConditionalOnBean(JsonBody.class)
@EnableConfigurationProperties(OperationsProperties.class)
public class OperationsApiAutoConfiguration {

    @Bean
    OperationController operationController(
            OperationReader reader,
            ObjectProvider<ArtifactLink> links,
            JobCatalog catalog,
            OperationsProperties properties,
            Clock clock) {
        return new OperationController(reader, links.stream().toList(), catalog, properties, clock);
    }

    @Bean
    ArtifactLink aiLocationImportLink() {
        return ArtifactLink.related(LocationTypes.RELATED_TYPE, "/api/ai-location-imports");
    }

    /** What an undo took back. */
    @Bean
    ArtifactLink undoneOperationLink() {
        return ArtifactLink.related("process", "/api/operations");
    }

    @Bean
    ArtifactLink webhookLink() {
        return ArtifactLink.related(WebhookTypes.RELATED_TYPE, "/api/webhooks");
    }
}
