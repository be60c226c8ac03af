package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.catalog.ProductDraft;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WooCommerceTest {

    private static final String HEADER = "ID,Type,SKU,Name,Tax status,In stock?,Stock,Sale price,Regular price,"
            + "Categories,Images,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 1 visible,"
            + "Attribute 2 name,Attribute 2 value(s)\n";

    @Test
    void comparesTheSalePriceWithTheRegularOne() {
        List<ProductDraft> drafts =
                Sheet.drafts(HEADER + "1,simple,A,Tee,,1,,15,20,,,,,,,,\n2,simple,B,Cup,,1,,,20,,,,,,,,\n");

        assertThat(drafts.getFirst().price()).isEqualByComparingTo("15");
        assertThat(drafts.getFirst().compareAtPrice()).isEqualByComparingTo("20");
        assertThat(drafts.getLast().price()).isEqualByComparingTo("20");
        assertThat(drafts.getLast().compareAtPrice()).isNull();
    }

    @Test
    void takesTheAttributesOfAVariationForItsOptions() {
        List<ProductDraft> drafts = Sheet.drafts(HEADER + """
                1,variable,T,Tee,taxable,1,,,,"Clothing > Tees, Sale","https://i/a,b.png, https://i/2.png",,Color,"Red, Blue\\, dark",1,Size,"S, M"
                2,variation,T-R,Tee - Red,,1,parent,,20,,,T,Color,Red,,Size,
                """);

        assertThat(drafts.getFirst().attributes())
                .isEqualTo(Map.of(
                        "Type",
                        "variable",
                        "Tax status",
                        "taxable",
                        "In stock?",
                        "1",
                        "Color",
                        List.of("Red", "Blue, dark"),
                        "Size",
                        List.of("S", "M")));
        assertThat(drafts.getFirst().options()).isEmpty();
        assertThat(drafts.getFirst().categories()).containsExactly("Clothing > Tees", "Sale");
        assertThat(drafts.getLast().options()).isEqualTo(Map.of("Color", "Red"));
        assertThat(drafts.getLast().parentSku()).isEqualTo("T");
        assertThat(drafts.getLast().stock()).isNull();
    }

    @Test
    void takesAParentByItsIdToo() {
        ProductDraft variation = Sheet.drafts(HEADER + "2,variation,T-R,Tee,,1,,,20,,,id:741,,,,,\n")
                .getFirst();

        assertThat(variation.parentSku()).isNull();
        assertThat(variation.parentSourceId()).isEqualTo("741");
    }

    @Test
    void tellsAProductWithoutASkuByItsId() {
        assertThat(Sheet.drafts(HEADER + "741,simple,,Tee,,1,,,20,,,,,,,,\n")
                        .getFirst()
                        .identity()
                        .key())
                .isEqualTo("id:741");
    }
}
