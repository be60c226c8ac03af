package dev.waybill.shared.catalog;

import dev.waybill.shared.amendment.AmendableRecords;
import dev.waybill.shared.amendment.RecordTable;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Offers the writers of products. */
@AutoConfiguration
public class CatalogAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Products products() {
        return new Products();
    }

    @Bean
    AmendableRecords amendableProducts() {
        return new RecordTable(
                "product",
                "products",
                "uuid",
                Set.of("name", "description", "seo_title", "seo_description", "categories", "tags", "attributes"),
                List.of(Products.OWN_COLUMNS));
    }
}
