package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.catalog.ProductDraft;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CorporaTest {

    @Test
    void makesTwentyFourProductsOfTheWooCommerceExport() {
        Map<String, ProductDraft> products = bySku(Corpora.read("woo-products.csv"));

        assertThat(products).hasSize(24);
        assertThat(products.values().stream().map(ProductDraft::parentSku).filter(Objects::nonNull))
                .hasSize(9)
                .containsOnly("cc-hoodie", "cc-tee")
                .allSatisfy(parent -> assertThat(products).containsKey(parent));
        ProductDraft red = Objects.requireNonNull(products.get("cc-hoodie-red"));
        assertThat(red.price()).isEqualByComparingTo("42");
        assertThat(red.compareAtPrice()).isEqualByComparingTo("45");
        assertThat(red.options()).isEqualTo(Map.of("Color", "Red", "Logo", "No"));
        assertThat(Objects.requireNonNull(products.get("cc-tee")).imageUrls()).hasSize(3);
    }

    @Test
    void makesTwentyTwoProductsOfTheShopifyExport() {
        List<ProductDraft> products = Sheet.drafts(Sheet.check(Corpora.read("shopify-apparel.csv"), Sheet.INPUT));

        assertThat(products).hasSize(22);
        assertThat(products.stream().map(ProductDraft::handle).distinct()).hasSize(20);
        assertThat(products.stream().filter(product -> "classic-varsity-top".equals(product.handle())))
                .hasSize(3)
                .allSatisfy(variant -> {
                    assertThat(variant.name()).isEqualTo("Classic Varsity Top");
                    assertThat(variant.vendor()).isEqualTo("partners-demo");
                    assertThat(variant.imageUrls()).hasSize(1);
                })
                .extracting(ProductDraft::options)
                .containsExactly(Map.of("Size", "Small"), Map.of("Size", "Medium"), Map.of("Size", "Large"));
    }

    private static Map<String, ProductDraft> bySku(byte[] bytes) {
        return Sheet.drafts(Sheet.check(bytes, Sheet.INPUT)).stream()
                .collect(Collectors.toMap(draft -> Objects.requireNonNull(draft.sku()), Function.identity()));
    }
}
