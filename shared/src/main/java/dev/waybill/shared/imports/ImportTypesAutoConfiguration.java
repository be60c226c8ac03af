package dev.waybill.shared.imports;

import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.job.JobType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Makes the import types known, and how their failed rows are repeated. */
@AutoConfiguration
public class ImportTypesAutoConfiguration {

    @Bean
    JobType<ImportInput> csvImportType() {
        return ImportTypes.CSV;
    }

    @Bean
    ItemRetry csvImportRetry() {
        return new ImportRetry();
    }
}
