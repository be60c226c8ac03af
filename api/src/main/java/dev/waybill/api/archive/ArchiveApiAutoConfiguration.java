package dev.waybill.api.archive;

import dev.waybill.api.http.HttpAutoConfiguration;
import dev.waybill.api.http.JsonBody;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.housekeeping.HousekeepingAutoConfiguration;
import dev.waybill.shared.housekeeping.ProcessArchives;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The routes of archives. */
@AutoConfiguration(
        after = {HttpAutoConfiguration.class, HousekeepingAutoConfiguration.class},
        afterName = "dev.waybill.shared.files.FilesAutoConfiguration")
@ConditionalOnBean(JsonBody.class)
public class ArchiveApiAutoConfiguration {

    @Bean
    ArchiveController archiveController(ProcessArchives archives, FileStore files, Clock clock) {
        return new ArchiveController(archives, files, clock);
    }
}
