package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.catalog.ProductDraft;
import dev.waybill.shared.job.Rejected;
import java.util.Map;
import org.junit.jupiter.api.Test;

class XmlMappingTest {

    private static final String CATALOG = """
            <catalog><meta><version>3</version></meta>
              <products>
                <product code="A-1"><titles><de>Stuhl</de><en>Chair</en></titles>
                  <price currency="CHF">120.00</price>
                  <images><image>https://a/1.png</image><image>https://a/2.png</image></images>
                  <category>Home, big</category><category>Chairs</category></product>
                <product code="A-2"><titles><en>Table</en></titles><price currency="EUR">80</price></product>
              </products>
            </catalog>
            """;

    private static final Map<String, String> MAPPING =
            Map.of("sku", "@code", "name", "titles/en", "currency", "price/@currency", "image_urls", "images/image");

    @Test
    void takesFieldsFromPaths() {
        ProductDraft chair =
                Sheet.drafts(Feed.check(CATALOG, Map.of("mapping", MAPPING))).getFirst();

        assertThat(chair.sku()).isEqualTo("A-1");
        assertThat(chair.name()).isEqualTo("Chair");
        assertThat(chair.price()).isEqualByComparingTo("120");
        assertThat(chair.currency()).isEqualTo("CHF");
        assertThat(chair.imageUrls()).containsExactly("https://a/1.png", "https://a/2.png");
        assertThat(chair.categories()).containsExactly("Home, big", "Chairs");
        assertThat(chair.attributes()).isEqualTo(Map.of("titles/de", "Stuhl"));
    }

    @Test
    void takesTheElementThatIsNamedForTheRecord() {
        assertThat(Feed.check(CATALOG, Map.of("mapping", MAPPING, "record_path", "/catalog/products/product")))
                .hasSize(2);
        assertThatThrownBy(() -> Feed.check(CATALOG, Map.of("record_path", "/catalog/thing")))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.reasonCode()).isEqualTo("unknown_record_path"));
    }

    @Test
    void refusesAPathThatIsNotThere() {
        assertThatThrownBy(() -> Feed.check(CATALOG, Map.of("mapping", Map.of("sku", "@id", "name", "titles/en"))))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.reasonCode()).isEqualTo("unknown_column"));
    }
}
