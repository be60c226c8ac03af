package dev.waybill.api.reviewpack;

import dev.waybill.api.http.JsonBody;
import dev.waybill.api.operations.Artifact;
import dev.waybill.api.operations.ArtifactLink;
import dev.waybill.api.process.Opening;
import dev.waybill.api.process.ProcessApiAutoConfiguration;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.queue.RequestKeys;
import dev.waybill.shared.reviewpack.LinkSecrets;
import dev.waybill.shared.reviewpack.ReviewPackTypes;
import dev.waybill.shared.reviewpack.ReviewPacks;
import dev.waybill.shared.reviewpack.ReviewPacksAutoConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/** The routes of review packs. */
@AutoConfiguration(after = {ProcessApiAutoConfiguration.class, ReviewPacksAutoConfiguration.class})
@ConditionalOnBean({JsonBody.class, ReviewPacks.class})
@EnableConfigurationProperties(ReviewPackLinkProperties.class)
public class ReviewPackApiAutoConfiguration {

    @Bean
    ReviewPackController reviewPackController(
            JsonBody bodies, JobCatalog catalog, ReviewPacks packs, RequestKeys keys, Clock clock) {
        return new ReviewPackController(bodies, new PackBody(catalog), packs, keys, clock);
    }

    @Bean
    PackFileController reviewPackFileController(
            JsonBody bodies,
            ReviewPacks packs,
            FileStore files,
            LinkSecrets secrets,
            ReviewPackLinkProperties properties,
            Clock clock) {
        LinkSignature signature = new LinkSignature(secret(properties, secrets));
        return new PackFileController(bodies, packs, new PackDownload(files), signature, properties, clock);
    }

    @Bean
    Opening reviewPackOpening(JobCatalog catalog, ReviewPacks packs) {
        return new PackOpening(new PackBody(catalog), packs);
    }

    @Bean
    ArtifactLink reviewPackLink(ReviewPacks packs) {
        return (scope, operation) -> operation.processType().equals(ReviewPackTypes.GENERATE.name())
                ? packs.ofProcess(scope, operation.id()).stream()
                        .map(pack ->
                                new Artifact("review_pack", Long.toString(pack.id()), "/api/review-packs/" + pack.id()))
                        .toList()
                : List.of();
    }

    private static Supplier<byte[]> secret(ReviewPackLinkProperties properties, LinkSecrets secrets) {
        String configured = properties.linkSecret();
        if (configured == null) {
            return SingletonSupplier.of(secrets::shared);
        }
        byte[] bytes = configured.getBytes(StandardCharsets.UTF_8);
        return () -> bytes;
    }
}
