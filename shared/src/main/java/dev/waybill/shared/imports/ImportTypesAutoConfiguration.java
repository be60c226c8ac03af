package dev.waybill.shared.imports;

import dev.waybill.shared.job.JobType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Makes the import types known. */
@AutoConfiguration
public class ImportTypesAutoConfiguration {

    @Bean
    JobType<ImportInput> csvImportType() {
        return ImportTypes.CSV;
    }
}
