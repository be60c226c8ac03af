package dev.waybill.worker.source;

import static dev.waybill.worker.source.Reading.refusal;
import static dev.waybill.worker.source.Reading.refused;
import static dev.waybill.worker.source.Reading.xml;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** XML that is refused, and with which word. */
class XmlRefusalsTest {

    private static final ReadLimits SMALL = new ReadLimits(300, 600, 5, 10);

    @Test
    void namesWhatThereIsWhenTheElementOfTheCallerIsNot() {
        RecordSource source = xml("<c><p><n/></p><p/></c>".getBytes(UTF_8), new XmlOptions("/c/item"));

        assertThat(refused(source).reasonCode()).isEqualTo("unknown_record_path");
        assertThat(refused(source).reason())
                .isEqualTo("The file has no element /c/item; it has for example /c/p, /c/p/n.");
    }

    static Stream<Arguments> unreadable() {
        String product = "<p><n>1</n></p>";
        return Stream.of(
                arguments("empty_file", ""),
                arguments("empty_file", " \n\t"),
                arguments("not_an_xml", "sku,name\n1,a\n"),
                arguments("not_an_xml", "{\"sku\": 1}"),
                arguments("not_an_xml", "PK\u0003\u0004"),
                arguments("html_page", "<!DOCTYPE html><html><body>Log in</body></html>"),
                arguments("html_page", "<?xml version='1.0'?>\n<!-- x -->\n<HTML><body/></HTML>"),
                arguments("no_records", "<catalog/>"),
                arguments("no_records", "<catalog>nothing</catalog>"),
                arguments("no_records", "<rss><channel><title>Shop</title></channel></rss>"),
                arguments("charset_unknown", "<?xml version='1.0' encoding='klingon'?><c/>"),
                arguments("xml_malformed", "<c>" + product + product),
                arguments("xml_malformed", "<c>" + product + "</d>"),
                arguments("xml_malformed", "<c>" + product + "<x></limit></c>"),
                arguments("xml_malformed", "<c>" + product + product + "</c><c/>"),
                arguments("xml_malformed", "<c>" + product + "<p><n>1 & 2</n></p></c>"),
                arguments("xml_malformed", "<c>" + product + "<p><n>&nbsp;</n></p></c>"),
                arguments("xml_malformed", "<c>" + product + "<p a=1/></c>"),
                arguments("xml_malformed", "<c>" + product + "<g:id>1</g:id></c>"),
                arguments("xml_doctype", "<!DOCTYPE c SYSTEM \"file:///etc/passwd\"><c>" + product + "</c>"),
                arguments(
                        "xml_doctype",
                        "<!DOCTYPE c [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><c><p><n>&b;</n></p></c>"),
                arguments("xml_too_complex", "<a>".repeat(101) + "</a>".repeat(101)),
                arguments("xml_too_complex", "<c><" + "n".repeat(256) + "/></c>"),
                arguments("xml_too_complex", "<c><p " + attributes(257) + "/></c>"),
                arguments("xml_too_complex", "<c><p a='" + "x".repeat(70_000) + "'/></c>"),
                arguments("xml_too_complex", "<c>" + names(10_001) + "</c>"),
                arguments("field_too_large", "<c><" + "n".repeat(5_000_000)),
                arguments(
                        "field_too_large",
                        "<c><p" + attributes(100).replace("1'", "x".repeat(60_000) + "'") + "/></c>"),
                arguments("too_many_columns", "<c><p>" + names(2_001) + "</p><p><n/></p></c>"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void refusesWhatItCannotRead(String reason, String text) {
        assertThat(refusal(xml(text))).isEqualTo(reason);
    }

    @Test
    void tellsWhereTheXmlIsMalformed() {
        assertThat(refused(xml("<c>\n<p><n>1</n></p>\n<p><n>2</m></p>\n</c>")).reason())
                .isEqualTo("The file is malformed at line 3, column 10: Unexpected close tag </m>; expected </n>.");
    }

    @Test
    void refusesBytesThatAreNoTextInItsEncoding() {
        byte[] bytes = "<?xml version='1.0' encoding='UTF-8'?><c><p><n>größe</n></p></c>".getBytes(ISO_8859_1);
        var refused = refused(xml(bytes, XmlOptions.DETECT));

        assertThat(refused.reasonCode()).isEqualTo("xml_malformed");
        assertThat(refused.reason()).contains("no text in its encoding");
    }

    @Test
    void refusesMoreRecordsThanAreAllowed() {
        assertThat(refusal(small("<c>" + "<p><n>1</n></p>".repeat(11) + "</c>")))
                .isEqualTo("too_many_rows");
    }

    private static String attributes(int count) {
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < count; number++) {
            text.append(" a").append(number).append("='1'");
        }
        return text.toString();
    }

    private static String names(int count) {
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < count; number++) {
            text.append("<n").append(number).append("/>");
        }
        return text.toString();
    }

    private static RecordSource small(String text) {
        return new XmlSource(Reading.content(text.getBytes(UTF_8)), XmlOptions.DETECT, SMALL);
    }
}
