package dev.waybill.shared.housekeeping;

import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.ProcessExport;
import dev.waybill.shared.queue.QueueAutoConfiguration;
import dev.waybill.shared.schedule.ScheduleDefinition;
import dev.waybill.shared.tenancy.RoleTransactions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The types of housekeeping, and when each of the system's own works is done unless the configuration says otherwise. */
@AutoConfiguration(after = QueueAutoConfiguration.class)
public class HousekeepingAutoConfiguration {

    @Bean
    JobType<HousekeepingInput> retentionType() {
        return HousekeepingTypes.RETENTION;
    }

    @Bean
    JobType<HousekeepingInput> unusedFilesType() {
        return HousekeepingTypes.UNUSED_FILES;
    }

    @Bean
    JobType<HousekeepingInput> verifyType() {
        return HousekeepingTypes.VERIFY;
    }

    @Bean
    JobType<HousekeepingInput> reviewExpiryType() {
        return HousekeepingTypes.REVIEW_EXPIRY;
    }

    @Bean
    ScheduleDefinition hourlyVerify() {
        return ScheduleDefinition.of("hourly-verify", "25 * * * *", "ledger_verify");
    }

    @Bean
    ScheduleDefinition nightlyRetention() {
        return ScheduleDefinition.of("nightly-retention", "30 3 * * *", "retention");
    }

    @Bean
    ScheduleDefinition hourlyUnusedFiles() {
        return ScheduleDefinition.of("hourly-unused-files", "45 * * * *", "unused_files");
    }

    @Bean
    ScheduleDefinition dailyReviewReminders() {
        return ScheduleDefinition.of("daily-review-reminders", "0 6 * * *", "review_expiry");
    }

    @Bean
    ScheduleDefinition hourlyReviewPackExpiry() {
        return ScheduleDefinition.of("hourly-review-pack-expiry", "7 * * * *", "review_pack_expiry");
    }

    @Bean
    ScheduleDefinition nightlyDrift() {
        return ScheduleDefinition.of("nightly-drift", "0 2 * * *", "drift");
    }

    @Bean
    @ConditionalOnBean(RoleTransactions.class)
    ProcessArchives processArchives(JdbcClient jdbc, RoleTransactions roles) {
        return new ProcessArchives(jdbc, roles);
    }

    @Bean
    @ConditionalOnBean(RoleTransactions.class)
    ProcessExport processExport(JdbcClient jdbc, RoleTransactions roles) {
        return new ProcessExport(jdbc, roles);
    }
}
