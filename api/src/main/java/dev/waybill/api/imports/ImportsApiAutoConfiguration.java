package dev.waybill.api.imports;

import dev.waybill.api.files.FilesApiAutoConfiguration;
import dev.waybill.api.files.Uploads;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.process.Intake;
import dev.waybill.api.process.ProcessApiAutoConfiguration;
import dev.waybill.shared.job.JobCatalog;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The route of imports. */
@AutoConfiguration(after = {FilesApiAutoConfiguration.class, ProcessApiAutoConfiguration.class})
@ConditionalOnBean({Uploads.class, Intake.class})
public class ImportsApiAutoConfiguration {

    @Bean
    ImportController importController(JsonBody bodies, JobCatalog catalog, Uploads uploads, Intake intake) {
        return new ImportController(bodies, new ImportParts(bodies, new FormFields(catalog)), uploads, intake);
    }
}
