package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.CatalogAutoConfiguration;
import dev.waybill.shared.catalog.Products;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.FilesAutoConfiguration;
import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.imports.ExcelInput;
import dev.waybill.shared.imports.UndoInput;
import dev.waybill.shared.imports.XmlInput;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.process.ProcessReader;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Makes a worker run the imports. */
@AutoConfiguration(
        after = {CatalogAutoConfiguration.class, FilesAutoConfiguration.class},
        beforeName = "dev.waybill.worker.runtime.RuntimeAutoConfiguration")
@ConditionalOnBean(FileStore.class)
@EnableConfigurationProperties(ImportProperties.class)
public class ImportAutoConfiguration {

    @Bean
    Imports imports(FileStore files, Products products, ProcessReader reader, ImportProperties properties) {
        return new Imports(files, new ProductTarget(products), reader, properties);
    }

    @Bean
    Job<CsvInput> csvImport(Imports imports) {
        return imports.csv();
    }

    @Bean
    Job<XmlInput> xmlImport(Imports imports) {
        return imports.xml();
    }

    @Bean
    Job<ExcelInput> excelImport(Imports imports) {
        return imports.excel();
    }

    @Bean
    Job<UndoInput> importUndo(Imports imports) {
        return imports.undo();
    }
}
