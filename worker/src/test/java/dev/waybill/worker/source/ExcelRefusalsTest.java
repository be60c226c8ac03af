package dev.waybill.worker.source;

import static dev.waybill.worker.source.Book.HEADER;
import static dev.waybill.worker.source.Reading.excel;
import static dev.waybill.worker.source.Reading.refusal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Workbooks that are refused, and with which word. */
class ExcelRefusalsTest {

    static Stream<Arguments> unreadable() {
        String row = "<row><c r=\"A2\"><v>1</v></c></row>";
        byte[] good = Book.of(HEADER + row).bytes();
        return Stream.of(
                arguments("empty_file", new byte[0]),
                arguments("empty_file", Book.of("").bytes()),
                arguments(
                        "empty_file",
                        Book.of("<row><c r=\"A1\" s=\"1\"/></row>").bytes()),
                arguments("empty_file", Book.of(HEADER).bytes()),
                arguments("not_an_excel", "sku,name\n1,a\n".getBytes(UTF_8)),
                arguments("not_an_excel", "<?xml version='1.0'?><a/>".getBytes(UTF_8)),
                arguments("html_page", "<html><body>Log in</body></html>".getBytes(UTF_8)),
                arguments("old_excel", "\u00D0\u00CF\u0011\u00E0 Workbook".getBytes(ISO_8859_1)),
                arguments(
                        "old_excel",
                        "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>"
                                .getBytes(UTF_8)),
                arguments("excel_encrypted", compound("EncryptionInfo", 70_000, "EncryptedPackage")),
                arguments("excel_encrypted", compound("", 65_515, "EncryptedPackage")),
                arguments(
                        "excel_binary",
                        Book.of("")
                                .without("xl/workbook.xml")
                                .part("xl/workbook.bin", "x")
                                .bytes()),
                arguments("not_an_excel", Book.of("").without("xl/workbook.xml").bytes()),
                arguments(
                        "not_an_excel",
                        Book.of("")
                                .without("_rels/.rels")
                                .without("xl/workbook.xml")
                                .part("products.csv", "sku")
                                .bytes()),
                arguments(
                        "not_an_excel",
                        Book.of("").part("xl/workbook.xml", "<document/>").bytes()),
                arguments("excel_malformed", Arrays.copyOf(good, good.length - 30)),
                arguments("excel_malformed", Arrays.copyOf(good, 300)),
                arguments("excel_malformed", Book.of(HEADER + "<row><c></row>").bytes()),
                arguments(
                        "excel_malformed",
                        Book.of(HEADER + row)
                                .part("xl/workbook.xml", "<workbook>")
                                .bytes()),
                arguments(
                        "excel_malformed",
                        Book.of(HEADER + "<row><c t=\"s\"><v>3</v></c></row>").bytes()),
                arguments(
                        "excel_malformed",
                        Book.of(HEADER + "<row><c r=\"XFE2\"><v>3</v></c></row>")
                                .bytes()),
                arguments(
                        "excel_malformed",
                        Book.of(HEADER + row)
                                .part("xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>")
                                .bytes()),
                arguments(
                        "no_usable_header",
                        Book.of("<row><c r=\"A1\" t=\"e\"><v>#REF!</v></c></row>" + row)
                                .bytes()));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void refusesWhatItCannotRead(String reason, byte[] bytes) {
        assertThat(refusal(excel(bytes))).isEqualTo(reason);
    }

    @Test
    void refusesAPartThatUnpacksToFarMoreThanItsSize() {
        byte[] blanks = new byte[100 << 20];
        Arrays.fill(blanks, (byte) ' ');

        assertThat(refusal(excel(
                        Book.of("").part("xl/worksheets/sheet1.xml", blanks).bytes())))
                .isEqualTo("archive_bomb");
        assertThat(refusal(
                        excel(Book.of("").part("xl/sharedStrings.xml", blanks).bytes())))
                .isEqualTo("archive_bomb");
    }

    @Test
    void refusesAWorkbookThatNamesMoreThanCanBeKept() {
        String many =
                "<sheet name=\"%s\" r:id=\"s1\"/>".formatted("n".repeat(60_000)).repeat(200);

        assertThat(refusal(excel(Book.of("").workbook("", many).bytes()))).isEqualTo("archive_bomb");
    }

    @Test
    void refusesAnArchiveWithTooManyEntries() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int number = 0; number < 70_000; number++) {
                zip.putNextEntry(new ZipEntry(Integer.toString(number)));
            }
        }

        assertThat(refusal(excel(bytes.toByteArray()))).isEqualTo("archive_bomb");
    }

    @Test
    void refusesMoreRowsThanAreAllowed() {
        byte[] bytes = Book.of(HEADER + "<row><c><v>1</v></c></row>".repeat(11)).bytes();
        RecordSource source =
                new ExcelSource(Reading.content(bytes), ExcelOptions.DETECT, new ReadLimits(300, 600, 5, 10));

        assertThat(refusal(source)).isEqualTo("too_many_rows");
    }

    private static byte[] compound(String before, int gap, String after) {
        List<byte[]> pieces = new ArrayList<>();
        pieces.add("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1".getBytes(ISO_8859_1));
        pieces.add(before.getBytes(UTF_16LE));
        pieces.add(new byte[gap]);
        pieces.add(after.getBytes(UTF_16LE));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pieces.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }
}
