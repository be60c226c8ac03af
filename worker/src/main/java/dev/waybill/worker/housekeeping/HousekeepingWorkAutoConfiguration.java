package dev.waybill.worker.housekeeping;

import dev.waybill.shared.bulk.BulkActionInput;
import dev.waybill.shared.bulk.BulkAutoConfiguration;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.FilesAutoConfiguration;
import dev.waybill.shared.files.UnusedFiles;
import dev.waybill.shared.housekeeping.HousekeepingAutoConfiguration;
import dev.waybill.shared.housekeeping.HousekeepingInput;
import dev.waybill.shared.housekeeping.ProcessArchives;
import dev.waybill.shared.imports.ImportPages;
import dev.waybill.shared.imports.ImportSourcesAutoConfiguration;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.process.ProcessExport;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessSelection;
import dev.waybill.shared.queue.HeldProcesses;
import dev.waybill.shared.queue.LeftReviews;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.ProcessRemoval;
import dev.waybill.shared.queue.RequestKeys;
import dev.waybill.shared.schedule.Schedules;
import dev.waybill.shared.verify.Verification;
import dev.waybill.shared.verify.VerifyAutoConfiguration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes a worker keep house. */
@AutoConfiguration(
        after = {
            HousekeepingAutoConfiguration.class,
            BulkAutoConfiguration.class,
            FilesAutoConfiguration.class,
            ImportSourcesAutoConfiguration.class,
            VerifyAutoConfiguration.class
        },
        afterName = "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
        beforeName = "dev.waybill.worker.runtime.RuntimeAutoConfiguration")
@ConditionalOnBean(ProcessQueue.class)
@EnableConfigurationProperties({RetentionProperties.class, BulkProperties.class, ReviewProperties.class})
public class HousekeepingWorkAutoConfiguration {

    @Bean
    Job<BulkActionInput> actOnMany(
            ProcessSelection selection,
            HeldProcesses held,
            ProcessReader reader,
            ProcessQueue queue,
            PlatformTransactionManager transactionManager,
            BulkProperties properties) {
        TransactionTemplate savepoints = new TransactionTemplate(transactionManager);
        savepoints.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        return new ActOnMany(selection, held, reader, new OneOfMany(queue, savepoints), properties);
    }

    @Bean
    Job<HousekeepingInput> applyRetention(
            ProcessRemoval removal,
            ProcessExport export,
            ProcessArchives archives,
            FileStore files,
            RequestKeys keys,
            ObjectProvider<Schedules> schedules,
            ImportPages pages,
            RetentionProperties properties) {
        return new ApplyRetention(
                removal, new Archiving(export, archives, files), keys, schedules::getObject, pages, properties);
    }

    @Bean
    Job<HousekeepingInput> verifyLedger(Verification verification, ObjectProvider<MeterRegistry> meters) {
        VerifyLedger job = new VerifyLedger(verification);
        meters.ifAvailable(registry -> Gauge.builder("waybill.verify.divergences", job, VerifyLedger::divergences)
                .description("Processes whose header, events, items and JobRunr job did not agree at the last look")
                .register(registry));
        return job;
    }

    @Bean
    Job<HousekeepingInput> expireReviews(LeftReviews left, ReviewProperties properties) {
        return new ExpireReviews(left, properties);
    }

    @Bean
    Job<HousekeepingInput> removeUnusedFiles(UnusedFiles unused, FileStore files, RetentionProperties properties) {
        return new RemoveUnusedFiles(unused, files, properties);
    }
}
