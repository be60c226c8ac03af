package dev.waybill.worker.source;

import static dev.waybill.worker.source.Reading.maps;
import static dev.waybill.worker.source.Reading.records;
import static dev.waybill.worker.source.Reading.refusal;
import static dev.waybill.worker.source.Reading.survey;
import static dev.waybill.worker.source.Reading.xml;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class XmlSourceTest {

    private static final ReadLimits SMALL = new ReadLimits(300, 600, 5, 10);

    @Test
    void readsAnElementThatRepeatsWithItsPathsAsColumns() {
        RecordSource source = xml("""
                <?xml version="1.0"?>
                <catalog>
                  <info>Spring</info>
                  <product id="1"><name>Lamp</name><price currency="EUR">9.90</price></product>
                  <product id="2"><name/><price currency="USD">5</price><images><image>a.jpg</image></images></product>
                </catalog>""");

        assertThat(survey(source))
                .isEqualTo(new Survey(
                        "UTF-8",
                        null,
                        List.of("@id", "name", "price/@currency", "price", "images/image"),
                        2,
                        "/catalog/product"));
        assertThat(maps(source))
                .containsExactly(
                        Map.of("@id", "1", "name", "Lamp", "price/@currency", "EUR", "price", "9.90"),
                        Map.of("@id", "2", "price/@currency", "USD", "price", "5", "images/image", "a.jpg"));
    }

    @Test
    void tellsTheValuesOfARepeatedPathApart() {
        RecordSource source = xml("""
                <c><p><i>a.jpg</i><i>b
                c</i><i/><i>d.jpg</i><n>1</n></p><p><i>e.jpg</i><n/></p></c>""");

        List<SourceRecord> records = records(source);

        assertThat(records.getFirst().all(0)).containsExactly("a.jpg", "b\nc", "d.jpg");
        assertThat(records.getFirst().values().getFirst()).isEqualTo("a.jpg\nb\nc\nd.jpg");
        assertThat(records.getFirst().all(1)).containsExactly("1");
        assertThat(records.getLast().all(0)).containsExactly("e.jpg");
        assertThat(records.getLast().all(1)).isEmpty();
    }

    @Test
    void numbersRecordsFromZeroAndRowsFromOne() {
        List<SourceRecord> records = records(xml("<c><p><n>1</n></p><p><n>2</n></p></c>"));

        assertThat(records).extracting(SourceRecord::number).containsExactly(0L, 1L);
        assertThat(records).extracting(SourceRecord::row).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    <c><i/><p><n>1</n><m><x/><x/><x/></m></p><p><n>2</n></p></c>         => /c/p
                    <c><l a="1"/><s><k><v/></k><k><v/></k></s><s/></c>                   => /c/s
                    <c><h><l a="1"/><l a="2"/></h><s><o><n/></o><o><n/></o><o><n/></o></s></c> => /c/s/o
                    <c><p><n>1</n><m>2</m></p></c>                                       => /c/p
                    <c><head><t/></head><p><n>1</n><m>2</m></p></c>                      => /c/p
                    <p><n>1</n><m>2</m></p>                                              => /p
                    <c><url>a</url><url>b</url></c>                                      => /c/url
                    <c><row a="1" b="2"/><row a="3" b="4"/></c>                          => /c/row
                    <rss><channel><title/><link/><link/><item><title/></item></channel></rss> => /rss/channel/item
                    <rss><product><n/><m/></product><product><n/></product></rss>        => /rss/product
                    """)
    void findsOutWhichElementIsARecord(String text, String path) {
        assertThat(survey(xml(text)).part()).isEqualTo(path);
    }

    @Test
    void takesAFewLinksAtTheTopForWhatTheyAre() {
        String products = "<product><name>x</name></product>".repeat(50);
        assertThat(survey(xml("<c><link h='1'/><link h='2'/><group>" + products + "</group></c>"))
                        .part())
                .isEqualTo("/c/group/product");
    }

    @ParameterizedTest
    @CsvSource({
        "/c/a/p,  1, /c/a/p",
        "c/a/p,   1, c/a/p",
        "p,       3, p",
        "//b/p,   2, b/p",
        "/c,      1, /c",
    })
    void takesTheElementThatTheCallerNames(String wanted, long count, String part) {
        String text = "<c><a><p><n>1</n></p></a><b><p><n>2</n></p><p><n>3</n></p></b></c>";
        RecordSource source = xml(text.getBytes(UTF_8), new XmlOptions(wanted));

        assertThat(survey(source).records()).isEqualTo(count);
        assertThat(survey(source).part()).isEqualTo(part);
        assertThat(records(source)).hasSize((int) count);
    }

    @ParameterizedTest
    @CsvSource({
        "xmlns:g='http://base.google.com/ns/1.0', g:",
        "xmlns:merchant='http://base.google.com/ns/1.0', merchant:",
        "xmlns='http://base.google.com/ns/1.0', ''",
        "xmlns:g='https://base.google.com/ns/1.0/', g:",
    })
    void callsNamespacesByTheirUsualPrefix(String declaration, String prefix) {
        String text = "<c %s><p><%sid>1</%sid></p><p/></c>".formatted(declaration, prefix, prefix);

        assertThat(survey(xml(text)).columns()).containsExactly("g:id");
    }

    @Test
    void readsAGoogleMerchantFeed() {
        RecordSource source = xml("""
                <?xml version="1.0" encoding="UTF-8"?>
                <rss version="2.0" xmlns:x="http://base.google.com/ns/1.0" xmlns:atom="http://www.w3.org/2005/Atom">
                  <channel>
                    <title>Shop</title><link>https://shop.example</link><atom:link href="https://shop.example/feed"/>
                    <item>
                      <x:id>A-1</x:id><title>Lamp &amp; shade</title>
                      <description><![CDATA[<p>Bright & <b>warm</b></p>]]></description>
                      <x:price>19.99 EUR</x:price>
                      <x:additional_image_link>https://i.example/1.jpg</x:additional_image_link>
                      <x:additional_image_link>https://i.example/2.jpg</x:additional_image_link>
                      <x:shipping><x:country>DE</x:country><x:price>4.90 EUR</x:price></x:shipping>
                    </item>
                  </channel>
                </rss>""");

        assertThat(maps(source))
                .containsExactly(Map.of(
                        "g:id", "A-1",
                        "title", "Lamp & shade",
                        "description", "<p>Bright & <b>warm</b></p>",
                        "g:price", "19.99 EUR",
                        "g:additional_image_link", "https://i.example/1.jpg\nhttps://i.example/2.jpg",
                        "g:shipping/g:country", "DE",
                        "g:shipping/g:price", "4.90 EUR"));
    }

    @Test
    void readsAnAtomFeed() {
        RecordSource source = xml("""
                <a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
                  <a:title>Shop</a:title>
                  <a:entry><a:title>Lamp</a:title><a:link href="https://shop.example/1"/><g:id>1</g:id></a:entry>
                </a:feed>""");

        assertThat(survey(source).part()).isEqualTo("/feed/entry");
        assertThat(maps(source))
                .containsExactly(Map.of("title", "Lamp", "link/@href", "https://shop.example/1", "g:id", "1"));
    }

    @Test
    void readsAWordPressExport() {
        RecordSource source = xml(WXR);

        assertThat(survey(source).columns())
                .containsExactly(
                        "title",
                        "content:encoded",
                        "excerpt:encoded",
                        "wp:post_id",
                        "wp:post_type",
                        "category:product_cat",
                        "category:product_tag",
                        "meta:_sku",
                        "meta:_price",
                        "wp:post_parent");
        assertThat(maps(source))
                .containsExactly(
                        Map.of(
                                "title", "Hoodie",
                                "content:encoded", "<p>Soft</p>",
                                "wp:post_id", "10",
                                "wp:post_type", "product",
                                "category:product_cat", "Clothing\nHoodies",
                                "category:product_tag", "new",
                                "meta:_sku", "H-1",
                                "meta:_price", "45"),
                        Map.of("title", "About", "wp:post_id", "11", "wp:post_type", "page"),
                        Map.of(
                                "title",
                                "Hoodie red",
                                "wp:post_id",
                                "12",
                                "wp:post_type",
                                "product_variation",
                                "meta:_sku",
                                "H-1-R",
                                "wp:post_parent",
                                "10"));
    }

    @Test
    void refusesAWordPressExportWithoutProducts() {
        assertThat(refusal(xml(WXR.replaceAll("product(_variation)?(?=<|]]></wp:post_type)", "page"))))
                .isEqualTo("no_records");
    }

    @Test
    void leavesCategoriesOfAFeedAsTheyAre() {
        RecordSource source = xml("""
                <rss><channel><item><category domain="http://x.example/">Lamps</category></item></channel></rss>""");

        assertThat(maps(source)).containsExactly(Map.of("category/@domain", "http://x.example/", "category", "Lamps"));
    }

    static Stream<Arguments> encodings() {
        String body = "<c><p><n>größe</n></p><p/></c>";
        return Stream.of(
                arguments("UTF-8", body.getBytes(UTF_8)),
                arguments("UTF-8", ("\uFEFF" + body).getBytes(UTF_8)),
                arguments("UTF-8", ("\n  <?xml version='1.0' encoding='UTF-8'?>" + body).getBytes(UTF_8)),
                arguments("UTF-8", ("<?xml version='1.0' encoding='utf-16'?>" + body).getBytes(UTF_8)),
                arguments("ISO-8859-1", ("<?xml version='1.0' encoding=\"ISO-8859-1\"?>" + body).getBytes(ISO_8859_1)),
                arguments("UTF-16LE", ("\uFEFF<?xml version='1.0' encoding='utf-16'?>" + body).getBytes(UTF_16LE)),
                arguments("UTF-16BE", ("\uFEFF" + body).getBytes(UTF_16BE)),
                arguments("UTF-16LE", body.getBytes(UTF_16LE)));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void readsItInItsEncoding(String expected, byte[] bytes) {
        RecordSource source = xml(bytes, XmlOptions.DETECT);

        assertThat(survey(source).charset()).isEqualTo(expected);
        assertThat(maps(source)).containsExactly(Map.of("n", "größe"), Map.of());
    }

    @Test
    void makesOnlyTheRecordThatIsTooLongAFault() {
        String filler = "<![CDATA[" + "x".repeat(250) + "]]>";
        List<SourceRecord> records = records(small("<c><p><n>1</n></p><p><n>%s%s</n></p><p>%s</p><p><n>4</n></p></c>"
                .formatted(filler, filler, "<m>" + filler + "</m><m>" + filler + "</m><m>" + filler + "</m>")));

        assertThat(records)
                .extracting(Reading::fault)
                .containsExactly("none", "field_too_large", "field_too_large", "none");
        assertThat(records.get(1).values().getFirst()).hasSize(200);
    }

    @Test
    void holdsNoMoreThanARecordOfTextHoweverDeepItStands() {
        String deep = ("<a>" + "x ".repeat(100)).repeat(50) + "</a>".repeat(50);
        List<SourceRecord> records = records(new XmlSource(
                Reading.content(("<c><p>" + deep + "</p><p/></c>").getBytes(UTF_8)),
                new XmlOptions("p"),
                new ReadLimits(300, 600, 60, 10)));

        assertThat(Reading.fault(records.getFirst())).isEqualTo("field_too_large");
        assertThat(records.getFirst().size()).isLessThanOrEqualTo(600);
    }

    @Test
    void keepsTextBesideElementsWithoutBlanksOnly() {
        assertThat(maps(xml("<c><p>own <b>bold</b> text</p><p><n>1</n> </p></c>")))
                .containsExactly(Map.of(".", "own  text", "b", "bold"), Map.of("n", "1"));
    }

    @Test
    void passesOverCommentsAndInstructions() {
        assertThat(maps(xml("<?style x?><c><!-- <p/> --><p><n>a<!-- no -->b<?x y?></n></p><p/></c><!-- end -->")))
                .containsExactly(Map.of("n", "ab"), Map.of());
    }

    @Test
    void passesOnWhatTheContentThrows() {
        for (Exception thrown : List.of(new IllegalStateException("stop"), new IOException("gone"))) {
            InputStream failing = new Failing(thrown);
            Content content = () ->
                    new SequenceInputStream(new ByteArrayInputStream("<c><p><n>1</n></p>".getBytes(UTF_8)), failing);
            RecordSource source = new XmlSource(content, XmlOptions.DETECT, ReadLimits.DEFAULTS);
            Survey survey = new Survey("UTF-8", null, List.of("n"), 2, "/c/p");

            assertThatThrownBy(() -> records(source, survey))
                    .satisfiesAnyOf(
                            it -> assertThat(it).isSameAs(thrown),
                            it -> assertThat(it).hasCause(thrown));
        }
    }

    private static RecordSource small(String text) {
        return new XmlSource(Reading.content(text.getBytes(UTF_8)), XmlOptions.DETECT, SMALL);
    }

    private static final class Failing extends InputStream {

        private final Exception thrown;

        Failing(Exception thrown) {
            this.thrown = thrown;
        }

        @Override
        public int read() throws IOException {
            if (thrown instanceof RuntimeException stop) {
                throw stop;
            }
            throw (IOException) thrown;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }

    private static final String WXR = """
            <?xml version="1.0" encoding="UTF-8" ?>
            <!-- This is a WordPress eXtended RSS file -->
            <rss version="2.0"
              xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
              xmlns:content="http://purl.org/rss/1.0/modules/content/"
              xmlns:wp="http://wordpress.org/export/1.2/">
            <channel>
              <title>Shop</title>
              <wp:wxr_version>1.2</wp:wxr_version>
              <wp:category><wp:term_id>1</wp:term_id></wp:category>
              <wp:category><wp:term_id>2</wp:term_id></wp:category>
              <item>
                <title><![CDATA[Hoodie]]></title>
                <content:encoded><![CDATA[<p>Soft</p>]]></content:encoded>
                <excerpt:encoded><![CDATA[]]></excerpt:encoded>
                <wp:post_id>10</wp:post_id>
                <wp:post_type><![CDATA[product]]></wp:post_type>
                <category domain="product_cat" nicename="clothing"><![CDATA[Clothing]]></category>
                <category domain="product_cat" nicename="hoodies"><![CDATA[Hoodies]]></category>
                <category domain="product_tag" nicename="new"><![CDATA[new]]></category>
                <wp:postmeta><wp:meta_key><![CDATA[_sku]]></wp:meta_key><wp:meta_value>H-1</wp:meta_value></wp:postmeta>
                <wp:postmeta><wp:meta_key>_price</wp:meta_key><wp:meta_value><![CDATA[45]]></wp:meta_value></wp:postmeta>
              </item>
              <item>
                <title>About</title><wp:post_id>11</wp:post_id><wp:post_type>page</wp:post_type>
                <wp:postmeta><wp:meta_key>_template</wp:meta_key><wp:meta_value>wide</wp:meta_value></wp:postmeta>
              </item>
              <item>
                <title>Hoodie red</title><wp:post_id>12</wp:post_id><wp:post_parent>10</wp:post_parent>
                <wp:post_type>product_variation</wp:post_type>
                <wp:postmeta><wp:meta_key>_sku</wp:meta_key><wp:meta_value>H-1-R</wp:meta_value></wp:postmeta>
              </item>
            </channel>
            </rss>
            """;
}
