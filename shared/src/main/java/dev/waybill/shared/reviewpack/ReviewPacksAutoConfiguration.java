package dev.waybill.shared.reviewpack;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.FilesAutoConfiguration;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.RunScoping;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.QueueAutoConfiguration;
import dev.waybill.shared.tenancy.RoleTransactions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Review packs, as both sides know them. */
@AutoConfiguration(after = {QueueAutoConfiguration.class, FilesAutoConfiguration.class})
public class ReviewPacksAutoConfiguration {

    @Bean
    JobType<ReviewPackOptions> reviewPackGenerateType() {
        return ReviewPackTypes.GENERATE;
    }

    @Bean
    JobType<PackExpiryInput> reviewPackExpiryType() {
        return ReviewPackTypes.EXPIRY;
    }

    @Bean
    RunScoping reviewPackScoping() {
        return new PackScoping();
    }

    /** Where processes and files are kept. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean({ProcessQueue.class, FileStore.class})
    static class Packs {

        @Bean
        ReviewPacks reviewPacks(JdbcClient jdbc, RoleTransactions roles, ProcessQueue queue) {
            return new ReviewPacks(jdbc, roles, queue);
        }

        @Bean
        PackWriting reviewPackWriting(FileStore files) {
            return new PackWriting(files);
        }

        @Bean
        EndedPacks endedReviewPacks(JdbcClient jdbc, RoleTransactions roles, FileStore files) {
            return new EndedPacks(jdbc, roles, files);
        }

        @Bean
        LinkSecrets reviewPackLinkSecrets(JdbcClient jdbc, RoleTransactions roles) {
            return new LinkSecrets(jdbc, roles);
        }
    }
}
