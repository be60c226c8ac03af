package dev.waybill.api.imports;

import dev.waybill.api.files.FilesApiAutoConfiguration;
import dev.waybill.api.files.Uploads;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.process.Intake;
import dev.waybill.api.process.ProcessApiAutoConfiguration;
import dev.waybill.shared.imports.ImportMappings;
import dev.waybill.shared.job.JobCatalog;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The routes of imports. */
@AutoConfiguration(after = {FilesApiAutoConfiguration.class, ProcessApiAutoConfiguration.class})
@ConditionalOnBean({Uploads.class, Intake.class})
public class ImportsApiAutoConfiguration {

    @Bean
    ImportController importController(JsonBody bodies, JobCatalog catalog, Uploads uploads, Intake intake) {
        return new ImportController(bodies, new ImportParts(bodies, new FormFields(catalog)), uploads, intake);
    }

    @Bean
    MappingController mappingController(JsonBody bodies, JobCatalog catalog, ImportMappings mappings, Clock clock) {
        return new MappingController(bodies, new MappingBody(catalog), mappings, clock);
    }
}
