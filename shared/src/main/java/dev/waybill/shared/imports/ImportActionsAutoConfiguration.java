package dev.waybill.shared.imports;

import dev.waybill.shared.tenancy.RoleTransactions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Saved mappings, and what goes for imports besides running them. */
@AutoConfiguration(
        after = JdbcClientAutoConfiguration.class,
        afterName = "dev.waybill.shared.queue.QueueAutoConfiguration")
@ConditionalOnBean(RoleTransactions.class)
public class ImportActionsAutoConfiguration {

    @Bean
    ImportMappings importMappings(JdbcClient jdbc, RoleTransactions roles) {
        return new ImportMappings(jdbc, roles);
    }

    @Bean
    ImportActions csvImportActions(ImportMappings mappings) {
        return new ImportActions(ImportTypes.CSV, mappings);
    }

    @Bean
    ImportActions xmlImportActions(ImportMappings mappings) {
        return new ImportActions(ImportTypes.XML, mappings);
    }

    @Bean
    ImportActions excelImportActions(ImportMappings mappings) {
        return new ImportActions(ImportTypes.EXCEL, mappings);
    }

    @Bean
    ImportActions urlImportActions(ImportMappings mappings) {
        return new ImportActions(ImportTypes.URL, mappings);
    }

    @Bean
    ImportActions apiImportActions(ImportMappings mappings) {
        return new ImportActions(ImportTypes.API, mappings);
    }
}
