package dev.waybill.worker.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import dev.waybill.shared.job.Rejected;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is damaged in a file, it is read or refused; it never fails in another way and never hangs. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DamagedSourcesTest {

    private static final int ROUNDS = 2_000;
    private static final long SEED = 20_260_131;

    private static final byte[] FEED = """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop &amp; Co</title>
            <item><g:id>A-1</g:id><title><![CDATA[Größe <b>1</b>]]></title><g:price>19.99 EUR</g:price>
            <link href='x'/><!-- no --></item><?p i?><item><g:id>A&#45;2</g:id><wp:x xmlns:wp="urn:x">1</wp:x></item>
            </channel></rss>""".getBytes(UTF_8);

    private static final List<String> SNIPPETS = List.of(
            "<",
            ">",
            "</",
            "/>",
            "<!",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<?",
            "?>",
            "&",
            ";",
            "&#0;",
            "&#xD800;",
            "&#x10FFFF;",
            "\"",
            "'",
            "=",
            "xmlns:g=\"\"",
            "xmlns=\"\"",
            ":",
            "\0",
            "\u00FF",
            "<a>",
            "</a>",
            "<row>",
            "<c>",
            "<v>",
            "</sheetData>",
            "r=\"ZZZ99999999999\"",
            "t=\"s\"",
            "s=\"-1\"",
            "99999999999",
            "1E+99",
            "encoding=\"UTF-16\"",
            "<!DOCTYPE a [<!ENTITY b \"c\">]>",
            "%",
            "_x0000_",
            "_xD800_",
            "..",
            "\\");

    @Test
    void readsOrRefusesADamagedFeed() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damaged(FEED, random);
            readOrRefuse(round, damaged, Reading.xml(damaged, XmlOptions.DETECT));
            readOrRefuse(round, damaged, Reading.xml(damaged, new XmlOptions("item")));
        }
    }

    @Test
    void readsOrRefusesADamagedArchive() {
        byte[] workbook = workbook().bytes();
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damaged(workbook, random);
            readOrRefuse(round, damaged, Reading.excel(damaged));
        }
    }

    @Test
    void readsOrRefusesAWorkbookWithADamagedPart() {
        List<String> names = List.of(
                "_rels/.rels",
                "xl/workbook.xml",
                "xl/_rels/workbook.xml.rels",
                "xl/styles.xml",
                "xl/sharedStrings.xml",
                "xl/worksheets/sheet1.xml");
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            String name = names.get(random.nextInt(names.size()));
            Book book = workbook();
            byte[] damaged =
                    book.part(name, damaged(book.partBytes(name), random)).bytes();
            readOrRefuse(round, damaged, Reading.excel(damaged));
        }
    }

    private static void readOrRefuse(int round, byte[] bytes, RecordSource source) {
        try {
            Survey survey = source.survey();
            if (Reading.records(source, survey).size() != survey.records()) {
                fail("round %d: another number of records when read again".formatted(round));
            }
            SourceFormat.of(Reading.content(bytes), null, null);
        } catch (Rejected refused) {
            // one of the two ways to end
        } catch (Exception e) {
            fail("round %d, %d bytes".formatted(round, bytes.length), e);
        }
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = good;
        for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 1; times--) {
            int at = random.nextInt(bytes.length);
            int until = Math.min(bytes.length, at + random.nextInt(20));
            bytes = switch (random.nextInt(6)) {
                case 0 -> Arrays.copyOf(bytes, at);
                case 1 ->
                    joined(
                            bytes,
                            at,
                            SNIPPETS.get(random.nextInt(SNIPPETS.size())).getBytes(UTF_8),
                            at);
                case 2 -> joined(bytes, at, new byte[0], until);
                case 3 -> joined(bytes, until, Arrays.copyOfRange(bytes, at, until), until);
                case 4 ->
                    joined(
                            bytes,
                            at,
                            SNIPPETS.get(random.nextInt(SNIPPETS.size())).getBytes(UTF_8),
                            until);
                default -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, at + 1));
            };
        }
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int end, byte[] between, int start) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, end);
        joined.writeBytes(between);
        joined.write(bytes, start, bytes.length - start);
        return joined.toByteArray();
    }

    private static Book workbook() {
        return Book.of("""
                <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>price</t></is></c></row>
                <row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><v>46053.5</v></c></row>
                <row r="5"><c r="A5" t="str"><f>A2</f><v>x</v></c><c r="B5" t="b"><v>1</v></c></row>
                <row><c t="e"><v>#N/A</v></c><c s="2"><v>12</v></c></row>
                """)
                .strings("<si><t>sku</t></si><si><r><t>A_x000D_</t></r><rPh><t>a</t></rPh></si>")
                .formats("[$-409]d/m/yy h:mm AM/PM;@", "[h]:mm \"hours\"");
    }
}
