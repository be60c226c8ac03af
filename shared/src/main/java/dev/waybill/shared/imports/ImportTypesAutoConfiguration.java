package dev.waybill.shared.imports;

import dev.waybill.shared.job.JobType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Makes the import types known. */
@AutoConfiguration
public class ImportTypesAutoConfiguration {

    @Bean
    JobType<CsvInput> csvImportType() {
        return ImportTypes.CSV;
    }

    @Bean
    JobType<XmlInput> xmlImportType() {
        return ImportTypes.XML;
    }

    @Bean
    JobType<ExcelInput> excelImportType() {
        return ImportTypes.EXCEL;
    }

    @Bean
    JobType<UrlInput> urlImportType() {
        return ImportTypes.URL;
    }

    @Bean
    JobType<ApiInput> apiImportType() {
        return ImportTypes.API;
    }

    @Bean
    JobType<UndoInput> importUndoType() {
        return ImportTypes.UNDO;
    }
}
