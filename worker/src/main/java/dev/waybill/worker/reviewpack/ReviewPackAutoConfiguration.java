package dev.waybill.worker.reviewpack;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.inventory.Findings;
import dev.waybill.shared.inventory.InventoryAutoConfiguration;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.reviewpack.EndedPacks;
import dev.waybill.shared.reviewpack.PackExpiryInput;
import dev.waybill.shared.reviewpack.PackWriting;
import dev.waybill.shared.reviewpack.ReviewPackOptions;
import dev.waybill.shared.reviewpack.ReviewPacksAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/** Makes a worker generate and end review packs. */
@AutoConfiguration(
        after = {ReviewPacksAutoConfiguration.class, InventoryAutoConfiguration.class},
        beforeName = "dev.waybill.worker.runtime.RuntimeAutoConfiguration")
@ConditionalOnBean({PackWriting.class, Findings.class})
@EnableConfigurationProperties(ReviewPackProperties.class)
public class ReviewPackAutoConfiguration {

    @Bean
    Job<ReviewPackOptions> generateReviewPack(
            PackWriting writing,
            FileStore files,
            Findings findings,
            ProcessReader processes,
            PlatformTransactionManager transactionManager,
            ReviewPackProperties properties) {
        return new GenerateReviewPack(
                writing, files, findings, processes, new Snapshot(transactionManager), properties);
    }

    @Bean
    Job<PackExpiryInput> expireReviewPacks(EndedPacks packs) {
        return new ExpireReviewPacks(packs);
    }
}
