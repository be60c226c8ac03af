package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.catalog.ProductDraft;
import dev.waybill.shared.imports.ImportDialect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoogleTest {

    private static final String RSS = """
            <?xml version="1.0"?>
            <rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>
            %s
            </channel></rss>
            """;

    @Test
    void readsAFeedInRss() {
        ProductDraft draft = Feed.drafts(RSS.formatted("""
                <item>
                  <g:id>TV-1</g:id><title>Telly</title><description>&lt;b>Big&lt;/b></description>
                  <link>https://shop/tv</link><g:image_link>https://shop/1.jpg</g:image_link>
                  <g:additional_image_link>https://shop/2.jpg</g:additional_image_link>
                  <g:additional_image_link>https://shop/3,x.jpg</g:additional_image_link>
                  <g:price>249.99 EUR</g:price><g:sale_price>199.00 EUR</g:sale_price>
                  <g:sale_price_effective_date>2026-01-01T00:00Z/2026-02-01T00:00Z</g:sale_price_effective_date>
                  <g:brand>Seen</g:brand><g:gtin>4006381333931</g:gtin><g:availability>in_stock</g:availability>
                  <g:product_type>Home &gt; TV, big</g:product_type><g:product_type>Offers</g:product_type>
                  <g:google_product_category>404</g:google_product_category><g:color>Black</g:color>
                </item>""")).getFirst();

        assertThat(draft.identity().key()).isEqualTo("sku:TV-1");
        assertThat(draft.name()).isEqualTo("Telly");
        assertThat(draft.description()).isEqualTo("<b>Big</b>");
        assertThat(draft.price()).isEqualByComparingTo("199.00");
        assertThat(draft.compareAtPrice()).isEqualByComparingTo("249.99");
        assertThat(draft.currency()).isEqualTo("EUR");
        assertThat(draft.vendor()).isEqualTo("Seen");
        assertThat(draft.stock()).isNull();
        assertThat(draft.categories()).containsExactly("Home > TV, big", "Offers");
        assertThat(draft.imageUrls())
                .containsExactly("https://shop/1.jpg", "https://shop/2.jpg", "https://shop/3,x.jpg");
        assertThat(draft.options()).isEmpty();
        assertThat(draft.parentSku()).isNull();
        assertThat(draft.attributes())
                .containsEntry("gtin", "4006381333931")
                .containsEntry("color", "Black")
                .containsEntry("link", "https://shop/tv")
                .containsEntry("availability", "in_stock")
                .containsEntry("google_product_category", "404");
    }

    @Test
    void makesVariantsOfAnItemGroup() {
        List<ProductDraft> drafts = Feed.drafts(RSS.formatted("""
                <item><g:id>T-S</g:id><g:title>Tee</g:title><g:item_group_id>T</g:item_group_id>
                  <g:size>S</g:size><g:color>Red</g:color><g:product_type>Home, garden</g:product_type></item>
                <item><g:id>T</g:id><g:title>Tee</g:title><g:item_group_id>T</g:item_group_id><g:size>M</g:size></item>
                """));

        assertThat(drafts.getFirst().parentSku()).isEqualTo("T");
        assertThat(drafts.getFirst().options()).isEqualTo(Map.of("size", "S", "color", "Red"));
        assertThat(drafts.getFirst().attributes()).doesNotContainKeys("size", "color");
        assertThat(drafts.getFirst().categories()).containsExactly("Home, garden");
        assertThat(drafts.getLast().parentSku()).isNull();
        assertThat(drafts.getLast().attributes()).containsEntry("size", "M");
    }

    @Test
    void knowsOfStockOnlyThatThereIsNone() {
        List<ProductDraft> drafts = Feed.drafts(RSS.formatted("""
                <item><g:id>A</g:id><title>a</title><g:availability>out_of_stock</g:availability></item>
                <item><g:id>B</g:id><title>b</title><g:availability>out of stock</g:availability></item>
                <item><g:id>C</g:id><title>c</title><g:availability>in stock</g:availability></item>
                <item><g:id>D</g:id><title>d</title><g:availability>preorder</g:availability></item>
                """));

        assertThat(drafts).extracting(ProductDraft::stock).containsExactly(0, 0, null, null);
    }

    @Test
    void readsAFeedInAtom() {
        ProductDraft draft = Feed.drafts("""
                <feed xmlns="http://www.w3.org/2005/Atom" xmlns:x="http://base.google.com/ns/1.0">
                  <title>Shop</title>
                  <entry><x:id>A</x:id><title>Lamp</title><summary>Bright</summary><x:price>12 USD</x:price></entry>
                </feed>
                """).getFirst();

        assertThat(draft.sku()).isEqualTo("A");
        assertThat(draft.name()).isEqualTo("Lamp");
        assertThat(draft.description()).isEqualTo("Bright");
        assertThat(draft.currency()).isEqualTo("USD");
    }

    @Test
    void readsAFeedThatIsATable() {
        List<ProductDraft> drafts = Sheet.drafts("""
                id\ttitle\tprice\tavailability\timage link\tcondition
                A\tLamp\t12.00 CHF\tout of stock\thttps://a/1.png\tnew
                """);

        assertThat(drafts.getFirst().sku()).isEqualTo("A");
        assertThat(drafts.getFirst().currency()).isEqualTo("CHF");
        assertThat(drafts.getFirst().stock()).isZero();
    }

    @Test
    void takesNoOtherTableForAFeed() {
        assertThat(Dialect.of(ImportDialect.AUTO, List.of("id", "sku", "title", "price", "condition"))
                        .name())
                .isEqualTo(ImportDialect.PLAIN);
    }
}
