package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.CatalogAutoConfiguration;
import dev.waybill.shared.catalog.Products;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.FilesAutoConfiguration;
import dev.waybill.shared.imports.ApiInput;
import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.imports.ExcelInput;
import dev.waybill.shared.imports.ImportSources;
import dev.waybill.shared.imports.UndoInput;
import dev.waybill.shared.imports.UrlInput;
import dev.waybill.shared.imports.XmlInput;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.locations.LocationUndo;
import dev.waybill.shared.locations.Locations;
import dev.waybill.shared.locations.LocationsAutoConfiguration;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.worker.outbound.RemoteFiles;
import dev.waybill.worker.source.ApiPages;
import dev.waybill.worker.source.SourceAutoConfiguration;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Makes a worker run the imports. */
@AutoConfiguration(
        after = {
            CatalogAutoConfiguration.class,
            LocationsAutoConfiguration.class,
            FilesAutoConfiguration.class,
            SourceAutoConfiguration.class
        },
        beforeName = "dev.waybill.worker.runtime.RuntimeAutoConfiguration")
@ConditionalOnBean(FileStore.class)
@EnableConfigurationProperties(ImportProperties.class)
public class ImportAutoConfiguration {

    @Bean
    Imports imports(
            FileStore files,
            Products products,
            Locations locations,
            LocationUndo locationUndo,
            ProcessReader reader,
            ImportProperties properties) {
        List<Target> targets = List.of(new ProductTarget(products), new LocationTarget(locations, locationUndo));
        return new Imports(files, targets, reader, properties);
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
    Job<UrlInput> urlImport(Imports imports, RemoteFiles remote, ImportSources sources) {
        return imports.url(remote, sources);
    }

    @Bean
    Job<ApiInput> apiImport(Imports imports, ApiPages pages) {
        return imports.api(pages);
    }

    @Bean
    Job<UndoInput> importUndo(Imports imports, ImportSources sources) {
        return imports.undo(sources);
    }
}
