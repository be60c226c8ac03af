package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.catalog.ProductDraft;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordPressTest {

    private static final String WXR = """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
                xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
            <channel><title>Shop</title><wp:wxr_version>1.2</wp:wxr_version>
            <item><title>About us</title><wp:post_id>1</wp:post_id><wp:post_type>page</wp:post_type></item>
            <item><title>hoodie.jpg</title><wp:post_id>9</wp:post_id><wp:post_type>attachment</wp:post_type></item>
            <item>
              <title>Hoodie</title><link>https://shop/hoodie</link><content:encoded><![CDATA[<p>Warm</p>]]></content:encoded>
              <excerpt:encoded><![CDATA[short]]></excerpt:encoded>
              <wp:post_id>10</wp:post_id><wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent>
              <wp:post_type>product</wp:post_type>
              <category domain="product_type" nicename="variable"><![CDATA[variable]]></category>
              <category domain="product_cat" nicename="hoodies"><![CDATA[Hoodies, warm]]></category>
              <category domain="product_cat" nicename="new"><![CDATA[New]]></category>
              <category domain="product_tag" nicename="cotton"><![CDATA[cotton]]></category>
              <category domain="pa_color" nicename="red"><![CDATA[Red]]></category>
              <category domain="pa_color" nicename="blue"><![CDATA[Blue]]></category>
              <wp:postmeta><wp:meta_key>_sku</wp:meta_key><wp:meta_value>H</wp:meta_value></wp:postmeta>
              <wp:postmeta><wp:meta_key>_edit_lock</wp:meta_key><wp:meta_value>1:1</wp:meta_value></wp:postmeta>
              <wp:postmeta><wp:meta_key>_weight</wp:meta_key><wp:meta_value>0.4</wp:meta_value></wp:postmeta>
              <wp:postmeta><wp:meta_key>washing</wp:meta_key><wp:meta_value>30</wp:meta_value></wp:postmeta>
            </item>
            <item>
              <title>Hoodie - Red</title><wp:post_id>11</wp:post_id><wp:status>publish</wp:status>
              <wp:post_parent>10</wp:post_parent><wp:post_type>product_variation</wp:post_type>
              <wp:postmeta><wp:meta_key>_sku</wp:meta_key><wp:meta_value>H-R</wp:meta_value></wp:postmeta>
              <wp:postmeta><wp:meta_key>_regular_price</wp:meta_key><wp:meta_value>45</wp:meta_value></wp:postmeta>
              <wp:postmeta><wp:meta_key>_sale_price</wp:meta_key><wp:meta_value>42</wp:meta_value></wp:postmeta>
              <wp:postmeta><wp:meta_key>_stock</wp:meta_key><wp:meta_value>7</wp:meta_value></wp:postmeta>
              <wp:postmeta><wp:meta_key>attribute_pa_color</wp:meta_key><wp:meta_value>red</wp:meta_value></wp:postmeta>
            </item>
            <item><title>Gone</title><wp:post_id>12</wp:post_id><wp:status>trash</wp:status>
              <wp:post_type>product</wp:post_type></item>
            <item><title>Gift card</title><wp:post_id>13</wp:post_id><wp:status>publish</wp:status>
              <wp:post_type>product</wp:post_type></item>
            </channel></rss>
            """;

    @Test
    void takesProductsAndVariationsAndSetsOtherPostsAside() {
        List<Checked<ProductDraft>> rows = Feed.check(WXR);

        assertThat(rows)
                .extracting(Sheet::verdict)
                .containsExactly("not_a_product", "not_a_product", "good", "good", "not_a_product", "good");
        assertThat(Sheet.drafts(rows))
                .extracting(draft -> draft.identity().key())
                .containsExactly("sku:H", "sku:H-R", "id:13");
    }

    @Test
    void readsAProduct() {
        ProductDraft hoodie = Feed.drafts(WXR).getFirst();

        assertThat(hoodie.name()).isEqualTo("Hoodie");
        assertThat(hoodie.description()).isEqualTo("<p>Warm</p>");
        assertThat(hoodie.sourceId()).isEqualTo("10");
        assertThat(hoodie.categories()).containsExactly("Hoodies, warm", "New");
        assertThat(hoodie.tags()).containsExactly("cotton");
        assertThat(hoodie.parentSourceId()).isNull();
        assertThat(hoodie.options()).isEmpty();
        assertThat(hoodie.attributes())
                .isEqualTo(Map.of(
                        "color",
                        List.of("Red", "Blue"),
                        "weight",
                        "0.4",
                        "washing",
                        "30",
                        "link",
                        "https://shop/hoodie"));
    }

    @Test
    void readsAVariation() {
        ProductDraft red = Feed.drafts(WXR).get(1);

        assertThat(red.price()).isEqualByComparingTo("42");
        assertThat(red.compareAtPrice()).isEqualByComparingTo("45");
        assertThat(red.stock()).isEqualTo(7);
        assertThat(red.parentSourceId()).isEqualTo("10");
        assertThat(red.options()).isEqualTo(Map.of("color", "red"));
        assertThat(red.attributes()).isEmpty();
    }
}
