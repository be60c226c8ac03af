package dev.waybill.worker.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SourceFormatTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '~', textBlock = """
                    sku,name                                    => CSV
                    [old] sku,name                              => CSV
                    <?xml version="1.0"?><rss/>                 => XML
                    <!-- exported --><catalog/>                 => XML
                    <title/>                                    => XML
                    <größe/>                                    => XML
                    {"items": []}                               => JSON
                    [{"sku": 1}]                                => JSON
                    []                                          => JSON
                    PK\u0003\u0004....                          => EXCEL
                    <?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/> => EXCEL
                    """)
    void tellsAFormatByHowItStarts(String start, SourceFormat expected) throws IOException {
        byte[] bytes =
                start.replace("\\u0003", "\u0003").replace("\\u0004", "\u0004").getBytes(UTF_8);

        assertThat(of(bytes, "text/html", "download.php")).isEqualTo(expected);
        if (expected != SourceFormat.EXCEL) {
            assertThat(of(("\n " + start).getBytes(UTF_8), null, null)).isEqualTo(expected);
        }
    }

    @Test
    void tellsMarkupInTwoBytesACharacter() throws IOException {
        assertThat(of("\uFEFF<catalog/>".getBytes(UTF_16LE), null, null)).isEqualTo(SourceFormat.XML);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json; charset=utf-8,    , '[1, 2]',   JSON",
        "application/vnd.api+json,           , '{ }',      JSON",
        ",                     feed.JSON     , '[1, 2]',   JSON",
        "application/json,                   , 'sku,name', CSV",
        "text/plain,                         , '[1, 2]',   CSV",
        "application/json,     feed.json     , '<a/>',     XML",
    })
    void believesWhatIsSaidWhereTheStartCanBeBoth(
            @Nullable String contentType, @Nullable String fileName, String start, SourceFormat expected)
            throws IOException {
        assertThat(of(start.getBytes(UTF_8), contentType, fileName)).isEqualTo(expected);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("empty_file", ""),
                arguments("empty_file", " \n "),
                arguments("html_page", "<!DOCTYPE html><html>"),
                arguments("html_page", "<!doctype  HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">"),
                arguments("html_page", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\" \"y\"><html>"),
                arguments("html_page", "<!-- a --><!-- b -->\n<HTML lang=de>"),
                arguments("html_page", "<script>location='/login'</script>"),
                arguments("unknown_format", "%PDF-1.7"),
                arguments("unknown_format", "\u001F\u008B\b"),
                arguments("unknown_format", "{\\rtf1 hello}"),
                arguments("unknown_format", "a\u0000\u0001\u0002\u0003\u0004b\u0000\u0000\u0000"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatNoReaderTakes(String reason, String start) {
        assertThatThrownBy(() -> of(start.getBytes(ISO_8859_1), "text/csv", "products.csv"))
                .isInstanceOfSatisfying(
                        Rejected.class, it -> assertThat(it.reasonCode()).isEqualTo(reason));
    }

    @Test
    void leavesAnOldWorkbookToTheReaderThatTellsWhy() throws IOException {
        assertThat(of("\u00D0\u00CF\u0011\u00E0".getBytes(ISO_8859_1), null, null))
                .isEqualTo(SourceFormat.EXCEL);
    }

    @Test
    void isNotSlowedDownByManyComments() throws IOException {
        assertThat(of("<!-- a -->".repeat(6_000).getBytes(UTF_8), null, null)).isEqualTo(SourceFormat.XML);
    }

    private static SourceFormat of(byte[] bytes, @Nullable String contentType, @Nullable String fileName)
            throws IOException {
        return SourceFormat.of(Reading.content(bytes), contentType, fileName);
    }
}
