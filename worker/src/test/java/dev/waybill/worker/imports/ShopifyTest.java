package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.catalog.ProductDraft;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopifyTest {

    private static final String HEADER = "Handle,Title,Body (HTML),Vendor,Type,Tags,Option1 Name,Option1 Value,"
            + "Variant SKU,Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Variant Image,"
            + "SEO Title,Variant Barcode\n";

    @Test
    void takesWhatAVariantLeavesEmptyFromTheFirstRowOfItsHandle() {
        List<ProductDraft> drafts = Sheet.drafts(HEADER + """
                tee,Tee,Soft,Acme,Shirts,"a, b",Size,S,T-S,5,20,25,https://i/1.png,,Best tee,111
                tee,,,,,,,M,T-M,,22,,,,,
                """);

        ProductDraft second = drafts.getLast();
        assertThat(second.name()).isEqualTo("Tee");
        assertThat(second.description()).isEqualTo("Soft");
        assertThat(second.vendor()).isEqualTo("Acme");
        assertThat(second.categories()).containsExactly("Shirts");
        assertThat(second.tags()).containsExactly("a", "b");
        assertThat(second.imageUrls()).containsExactly("https://i/1.png");
        assertThat(second.options()).isEqualTo(Map.of("Size", "M"));
        assertThat(second.attributes()).isEqualTo(Map.of("SEO Title", "Best tee"));
    }

    @Test
    void leavesToEachVariantWhatIsItsOwn() {
        ProductDraft second = Sheet.drafts(HEADER + """
                        tee,Tee,,,,,Size,S,T-S,5,20,25,,,,111
                        tee,,,,,,,M,,,22,,,,,
                        """).getLast();

        assertThat(second.sku()).isNull();
        assertThat(second.identity().key()).isEqualTo("handle:tee|M");
        assertThat(second.stock()).isNull();
        assertThat(second.price()).isEqualByComparingTo("22");
        assertThat(second.compareAtPrice()).isNull();
        assertThat(second.attributes()).isEmpty();
    }

    @Test
    void inheritsAPriceTogetherWithWhatItIsComparedWith() {
        ProductDraft second = Sheet.drafts(HEADER + "tee,Tee,,,,,Size,S,,,20,25,,,,\ntee,,,,,,,M,,,,,,,,\n")
                .getLast();

        assertThat(second.price()).isEqualTo(new BigDecimal("20.00"));
        assertThat(second.compareAtPrice()).isEqualTo(new BigDecimal("25.00"));
    }

    @Test
    void givesTheImagesOfAHandleToAllItsProducts() {
        List<Checked<ProductDraft>> rows = Sheet.check(HEADER + """
                tee,Tee,,,,,Size,S,,,20,,https://i/1.png,https://i/s.png,,
                tee,,,,,,,M,,,20,,https://i/2.png,,,
                tee,,,,,,,,,,,,https://i/3.png,,,
                cup,Cup,,,,,Title,Default Title,,,5,,https://i/4.png,,,
                """);

        assertThat(rows).extracting(Sheet::verdict).containsExactly("good", "good", "image_row", "good");
        assertThat(Sheet.drafts(rows))
                .extracting(ProductDraft::imageUrls)
                .containsExactly(
                        List.of("https://i/s.png", "https://i/1.png", "https://i/2.png", "https://i/3.png"),
                        List.of("https://i/1.png", "https://i/2.png", "https://i/3.png"),
                        List.of("https://i/4.png"));
    }

    @Test
    void takesTheDefaultTitleForNoOptionAtAll() {
        ProductDraft cup = Sheet.drafts(HEADER + "cup,Cup,,,,,Title,Default Title,,,5,,,,,\n")
                .getFirst();

        assertThat(cup.options()).isEmpty();
        assertThat(cup.identity().key()).isEqualTo("handle:cup");
    }

    @Test
    void keepsAHandleTogetherAcrossABrokenRow() {
        List<Checked<ProductDraft>> rows = Sheet.check(HEADER + """
                tee,Tee,Soft,,,,Size,S,,,20,,,,,
                tee,"bro"ken,,,,,,M,,,20,,,,,
                tee,,,,,,,L,,,20,,,,,
                """);

        assertThat(rows).extracting(Sheet::verdict).containsExactly("good", "stray_quote", "good");
        assertThat(((Checked.Good<ProductDraft>) rows.getLast()).draft().description())
                .isEqualTo("Soft");
    }

    @Test
    void keepsWhatAVeryLongHandleInheritsAcrossItsParts() {
        StringBuilder text = new StringBuilder(HEADER + "tee,Tee,Soft,,,,Size,0,,,20,,,,,\n");
        for (int variant = 1; variant < 2_500; variant++) {
            text.append("tee,,,,,,,").append(variant).append(",,,20,,,,,\n");
        }

        assertThat(Sheet.drafts(text.toString()))
                .hasSize(2_500)
                .allSatisfy(draft -> assertThat(draft.description()).isEqualTo("Soft"));
    }

    @Test
    void inheritsNothingFromAnotherHandle() {
        List<Checked<ProductDraft>> rows =
                Sheet.check(HEADER + "tee,Tee,,,,,Size,S,,,20,,,,,\ncup,,,,,,,M,,,20,,,,,\n");

        assertThat(rows).extracting(Sheet::verdict).containsExactly("good", "name_missing");
    }
}
