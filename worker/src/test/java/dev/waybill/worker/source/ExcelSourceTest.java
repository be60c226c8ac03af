package dev.waybill.worker.source;

import static dev.waybill.worker.source.Reading.excel;
import static dev.waybill.worker.source.Reading.maps;
import static dev.waybill.worker.source.Reading.records;
import static dev.waybill.worker.source.Reading.refusal;
import static dev.waybill.worker.source.Reading.refused;
import static dev.waybill.worker.source.Reading.survey;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExcelSourceTest {

    private static final String HEADER = "<row r=\"1\">" + text("A1", "sku") + text("B1", "value") + "</row>";

    @Test
    void readsWhatAWriterOfWorkbooksWrites() {
        byte[] bytes = written((workbook, sheet) -> {
            List<String> names = List.of("sku", "name", "price", "stock", "since", "changed", "sold", "total");
            for (int column = 0; column < names.size(); column++) {
                sheet.value(0, column, names.get(column));
            }
            sheet.value(1, 0, "A-1");
            sheet.inlineString(1, 1, "Lamp <black> & shade\nlarge");
            sheet.value(1, 2, new BigDecimal("19.90"));
            sheet.value(1, 3, 12);
            sheet.value(1, 4, LocalDate.of(2026, 1, 31));
            sheet.style(1, 4).format("dd.mm.yyyy").set();
            sheet.value(1, 5, LocalDateTime.of(2026, 1, 31, 8, 30));
            sheet.style(1, 5).format("yyyy-mm-dd hh:mm").set();
            sheet.value(1, 6, true);
            sheet.value(1, 7, 0.1 + 0.2);
            sheet.value(3, 0, "A-2");
            sheet.range(3, 1, 3, 3).merge();
            sheet.value(3, 1, "merged");
        });

        RecordSource source = excel(bytes);

        assertThat(survey(source))
                .isEqualTo(new Survey(
                        null,
                        null,
                        List.of("sku", "name", "price", "stock", "since", "changed", "sold", "total"),
                        2,
                        "Products"));
        assertThat(records(source).getFirst().values())
                .containsExactly(
                        "A-1",
                        "Lamp <black> & shade\nlarge",
                        "19.9",
                        "12",
                        "2026-01-31",
                        "2026-01-31T08:30:00",
                        "true",
                        "0.3");
        assertThat(records(source).getLast().values()).startsWith("A-2", "merged", "");
        assertThat(records(source)).extracting(SourceRecord::row).containsExactly(2L, 4L);
        assertThat(records(source)).extracting(SourceRecord::number).containsExactly(0L, 1L);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    <c r="B2"><v>12</v></c>                                => 12
                    <c r="B2"><v>12.0</v></c>                              => 12
                    <c r="B2"><v>1.2E1</v></c>                             => 12
                    <c r="B2"><v>0.30000000000000004</v></c>               => 0.3
                    <c r="B2"><v>1.0000000000000001E-2</v></c>             => 0.01
                    <c r="B2"><v>-1234.5</v></c>                           => -1234.5
                    <c r="B2"><v>4.0069381333931E12</v></c>                => 4006938133393.1
                    <c r="B2"><v>4006938133393</v></c>                     => 4006938133393
                    <c r="B2"><v>12345678901234567</v></c>                 => 12345678901234567
                    <c r="B2"><v>1E+20</v></c>                             => 100000000000000000000
                    <c r="B2"><v>1E+300</v></c>                            => 1E+300
                    <c r="B2"><v>1E+999999999</v></c>                      => 1E+999999999
                    <c r="B2"><v>0x1p3</v></c>                             => 0x1p3
                    <c r="B2"><v>NaN</v></c>                               => NaN
                    <c r="B2" t="n"><v> 7 </v></c>                         => 7
                    <c r="B2" t="b"><v>1</v></c>                           => true
                    <c r="B2" t="b"><v>0</v></c>                           => false
                    <c r="B2" t="d"><v>2026-01-31</v></c>                  => 2026-01-31
                    <c r="B2" t="str"><f>A2&amp;"x"</f><v>A-1x</v></c>     => A-1x
                    <c r="B2"><f>1+1</f><v>2</v></c>                       => 2
                    <c r="B2" t="inlineStr"><is><t>plain</t></is></c>      => plain
                    <c r="B2" t="inlineStr"><is><r><t>ri</t></r><r><rPr><b/></rPr><t>ch</t></r></is></c> => rich
                    <c r="B2" t="s"><v>0</v></c>                           => shared
                    <c r="B2" t="s"><v>1</v></c>                           => rich text
                    <c r="B2" t="s"><v>2</v></c>                           => 東京
                    <c r="B2" t="s"><v>3</v></c>                           => two|lines
                    <c r="B2" t="s"><v>4</v></c>                           => _x000D
                    <c t="inlineStr"><is><t>A-1</t></is></c><c><v>5</v></c> => 5
                    """)
    void readsACell(String cell, String expected) {
        byte[] bytes =
                Book.of(HEADER + "<row r=\"2\">" + cell + "</row>").strings("""
                        <si><t>shared</t></si><si><r><t>rich</t></r><r><rPr><b/></rPr><t xml:space="preserve"> text</t></r>
                        </si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>
                        <si><t>two_x000A_lines</t></si><si><t>_x005F_x000D</t></si>""").bytes();

        assertThat(records(excel(bytes)).getFirst().values().get(1)).isEqualTo(expected.replace('|', '\n'));
        assertThat(records(excel(bytes)).getFirst().fault()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    yyyy-mm-dd           / 46053               => 2026-01-31
                    dd/mm/yy\\ hh:mm;@    / 46053.354166666664  => 2026-01-31T08:30:00
                    [$-409]d-mmm-yy      / 46053               => 2026-01-31
                    m/d/yyyy             / 46053.75            => 2026-01-31T18:00:00
                    yyyy-mm-dd hh:mm     / 46053               => 2026-01-31T00:00:00
                    mmm                  / 46053               => 2026-01-31
                    h:mm AM/PM           / 0.75                => 18:00:00
                    mm:ss.0              / 0.0000173611        => 00:00:01.5
                    hh:mm                / 46053.25            => 2026-01-31T06:00:00
                    hh:mm                / 0.99999999999       => 00:00:00
                    [h]:mm:ss            / 1.5625              => 37:30:00
                    [mm]:ss              / 0.5                 => 12:00:00
                    dd.mm.yyyy           / 59                  => 1900-02-28
                    dd.mm.yyyy           / 61                  => 1900-03-01
                    dd.mm.yyyy           / 1                   => 1900-01-01
                    dd.mm.yyyy           / 0                   => 0
                    dd.mm.yyyy           / -5                  => -5
                    dd.mm.yyyy           / 2958465             => 9999-12-31
                    dd.mm.yyyy           / 2958466             => 2958466
                    00000                / 123                 => 00123
                    00000                / 1234567             => 1234567
                    00000                / 1.5                 => 1.5
                    0.00                 / 1.5                 => 1.5
                    0%                   / 0.15                => 0.15
                    #,##0.00 "days"      / 1234.5              => 1234.5
                    #,##0\\ \\d           / 12                  => 12
                    [Red]#,##0           / 12                  => 12
                    0.00E+00             / 120                 => 120
                    General              / 12.5                => 12.5
                    @                    / 12                  => 12
                    _-* #,##0.00\\ [$€-407]_-;@ / 3             => 3
                    "unclosed            / 12                  => 12
                    [unclosed            / 12                  => 12
                    """)
    void readsANumberByItsFormat(String formatAndNumber, String expected) {
        String[] parts = formatAndNumber.split(" / ");
        byte[] bytes = Book.of(HEADER + "<row r=\"2\"><c r=\"B2\" s=\"1\"><v>" + parts[1].strip() + "</v></c></row>")
                .formats(parts[0].strip())
                .bytes();

        assertThat(records(excel(bytes)).getFirst().values().get(1)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "14, 46053, 2026-01-31",
        "22, 46053.5, 2026-01-31T12:00:00",
        "21, 0.5, 12:00:00",
        "46, 2, 48:00:00",
        "2, 2, 2"
    })
    void knowsTheFormatsThatAreNotWrittenOut(int format, String number, String expected) {
        byte[] bytes = Book.of(HEADER + "<row><c r=\"B2\" s=\"1\"><v>" + number + "</v></c></row>")
                .part("xl/styles.xml", "<s><cellXfs><xf/><xf numFmtId=\"" + format + "\"/></cellXfs></s>")
                .bytes();

        assertThat(records(excel(bytes)).getFirst().values().get(1)).isEqualTo(expected);
    }

    @Test
    void countsDaysSince1904WhereTheWorkbookDoes() {
        byte[] bytes = Book.of(HEADER + "<row><c r=\"B2\" s=\"1\"><v>44591</v></c></row>"
                        + "<row><c r=\"B3\" s=\"1\"><v>0</v></c></row>")
                .formats("yyyy-mm-dd")
                .workbook("<workbookPr date1904=\"1\"/>", "<sheet name=\"S\" sheetId=\"1\" r:id=\"s1\"/>")
                .bytes();

        assertThat(maps(excel(bytes))).containsExactly(Map.of("value", "2026-01-31"), Map.of("value", "1904-01-01"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    <c r="C2" t="e"><v>#N/A</v></c>                  => cell_error            => Cell C2 holds the error #N/A.
                    <c r="AB2" t="e"><v>#DIV/0!</v></c>              => cell_error            => Cell AB2 holds the error #DIV/0!.
                    <c r="B2"><f>A2*2</f></c>                        => formula_without_value => Cell B2 holds a formula
                    <c r="B2"><f>A2*2</f><v></v></c>                 => formula_without_value => Cell B2 holds a formula
                    <c r="C2"><v>1</v></c>                           => ragged_row            => The row has 3 fields
                    """)
    void makesOnlyTheRowWithABadCellAFault(String cell, String code, String message) {
        byte[] bytes = Book.of(
                        HEADER + "<row>" + text("A2", "A-1") + cell + "</row><row>" + text("A3", "A-2") + "</row>")
                .bytes();

        List<SourceRecord> records = records(excel(bytes));

        assertThat(records).hasSize(2);
        assertThat(records.getFirst().fault()).isNotNull();
        assertThat(String.valueOf(records.getFirst().fault())).contains(code).contains(message);
        assertThat(records.getFirst().values()).startsWith("A-1");
        assertThat(records.getLast().fault()).isNull();
        assertThat(records.getLast().values()).containsExactly("A-2", "");
    }

    @Test
    void takesAFormulaThatGivesNoTextForAnEmptyCell() {
        byte[] bytes = Book.of(
                        HEADER + "<row>" + text("A2", "A-1") + "<c r=\"B2\" t=\"str\"><f>\"\"</f><v></v></c></row>"
                                + "<row><c r=\"B3\" t=\"str\"><f>\"\"</f><v/></c></row>")
                .bytes();

        assertThat(maps(excel(bytes))).containsExactly(Map.of("sku", "A-1"));
    }

    @Test
    void makesARowThatIsTooLongAFault() {
        String large = "x".repeat(250);
        byte[] bytes = Book.of(HEADER
                        + "<row>" + text("A2", "1") + text("B2", large + large) + "</row>"
                        + "<row>" + text("A3", "2") + "<c r=\"B3\" t=\"s\"><v>0</v></c></row>"
                        + "<row>" + text("A4", "3") + text("J4", "far") + "</row>"
                        + "<row>" + text("A5", "4") + "</row>")
                .strings("<si><t>" + large + large + "</t></si>")
                .bytes();
        RecordSource source =
                new ExcelSource(Reading.content(bytes), ExcelOptions.DETECT, new ReadLimits(300, 600, 5, 10));

        List<SourceRecord> records = records(source);

        assertThat(records)
                .extracting(Reading::fault)
                .containsExactly("field_too_large", "field_too_large", "ragged_row", "none");
        assertThat(records.get(0).values().get(1)).hasSize(200);
        assertThat(records.get(1).values().get(1)).hasSize(200);
    }

    @Test
    void findsTheHeaderBelowBlankRowsAndCellsBehindGaps() {
        byte[] bytes = Book.of("<row r=\"2\"><c r=\"A2\" s=\"3\"/></row>"
                        + "<row r=\"4\">" + text("B4", "sku") + text("AA4", "name") + "<c r=\"AB4\"/></row>"
                        + "<row r=\"9\"><c r=\"A9\"/>" + text("AA9", "Lamp") + "</row>"
                        + "<row r=\"1048576\">" + text("B1048576", "A-1") + "</row>")
                .bytes();

        assertThat(survey(excel(bytes)).columns())
                .hasSize(27)
                .startsWith("column 1", "sku", "column 3")
                .endsWith("name");
        assertThat(maps(excel(bytes))).containsExactly(Map.of("name", "Lamp"), Map.of("sku", "A-1"));
        assertThat(records(excel(bytes))).extracting(SourceRecord::row).containsExactly(9L, 1_048_576L);
    }

    @Test
    void readsPrefixedAndStrictPartsUnderAbsoluteAndOddPaths() {
        String strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
        byte[] bytes = Book.of("")
                .without("xl/workbook.xml")
                .without("xl/_rels/workbook.xml.rels")
                .part(
                        "_rels/.rels",
                        Book.relationships(Book.relationship("r", "officeDocument", "/xl/book.xml"))
                                .replaceAll("http[^\"]*relationships/", strict + "/"))
                .part(
                        "xl/book.xml",
                        "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" xmlns:q=\"" + strict
                                + "\"><x:sheets><x:sheet name=\"Data\" sheetId=\"7\" q:id=\"R1\"/></x:sheets></x:workbook>")
                .part(
                        "xl\\_rels\\book.xml.rels",
                        Book.relationships(Book.relationship("R1", "worksheet", "../XL/Tables/./Data.xml")))
                .part(
                        "xl/tables/data.xml",
                        "\uFEFF<x:worksheet xmlns:x=\"urn:any\"><x:sheetData><x:row><x:c t=\"inlineStr\">"
                                + "<x:is><x:t>sku</x:t></x:is></x:c></x:row><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>")
                .bytes();

        assertThat(maps(excel(bytes))).containsExactly(Map.of("sku", "1"));
    }

    @ParameterizedTest
    @CsvSource({", Visible", "hidden, Hidden", "' VISIBLE ', Visible", "3, Visible", "2, Hidden", "4, 4"})
    void takesTheSheetThatIsAskedForOrTheFirstVisibleOneWithData(@Nullable String wanted, String expected) {
        RecordSource source = excel(severalSheets(), new ExcelOptions(wanted));

        assertThat(survey(source).part()).isEqualTo(expected);
        assertThat(records(source).getFirst().values()).containsExactly(expected);
    }

    @Test
    void namesTheSheetsWhenTheOneAskedForIsNotThere() {
        var refused = refused(excel(severalSheets(), new ExcelOptions("Prices")));

        assertThat(refused.reasonCode()).isEqualTo("unknown_sheet");
        assertThat(refused.reason())
                .isEqualTo("The workbook has no sheet \"Prices\"; it has \"Empty\", \"Hidden\", \"Visible\", \"4\".");
        assertThat(refusal(excel(severalSheets(), new ExcelOptions("5")))).isEqualTo("unknown_sheet");
        assertThat(refusal(excel(severalSheets(), new ExcelOptions("0")))).isEqualTo("unknown_sheet");
    }

    @Test
    void readsTheSameSheetAgainThatTheSurveyFound() {
        Survey survey = survey(excel(severalSheets(), new ExcelOptions("2")));

        assertThat(records(excel(severalSheets()), survey).getFirst().values()).containsExactly("Hidden");
    }

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

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNoFileBehindEvenWhenItsProcessIsKilled() throws IOException {
        byte[] bytes = Book.of(HEADER + "<row><c t=\"s\"><v>0</v></c></row>")
                .strings("<si><t>1</t></si>")
                .bytes();
        RecordSource source = excel(bytes);

        try (RecordReader reader = source.open(survey(source))) {
            assertThat(reader.next()).isNotNull();
            assertThat(openTemporaryFiles()).isNotEmpty().allMatch(file -> file.endsWith("(deleted)"));
        }
        assertThat(refusal(excel("PK\u0003\u0004".getBytes(UTF_8)))).isEqualTo("excel_malformed");
        assertThat(openTemporaryFiles()).isEmpty();
    }

    @Test
    void endsWhenTheContentSaysSo() {
        byte[] bytes =
                Book.of(HEADER + "<row><c><v>1</v></c></row>".repeat(2_000)).bytes();
        IllegalStateException stop = new IllegalStateException("stop");
        Content content = new Content() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public void throwIfStopped() {
                throw stop;
            }
        };
        RecordSource source = new ExcelSource(content, ExcelOptions.DETECT, ReadLimits.DEFAULTS);

        assertThatThrownBy(source::survey).isSameAs(stop);
    }

    /** Of this process, with what Linux says about them. */
    private static List<String> openTemporaryFiles() throws IOException {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : links) {
                // one of them is the listing itself, and gone by now
                files.add(
                        Files.isSymbolicLink(link)
                                ? Files.readSymbolicLink(link).toString()
                                : "");
            }
        }
        return files.stream().filter(file -> file.contains("/waybill-")).toList();
    }

    private static byte[] severalSheets() {
        Book book = Book.of("")
                .workbook(
                        "",
                        "<sheet name=\"Empty\" r:id=\"s1\"/><sheet name=\"Chart\" r:id=\"c\"/>"
                                + "<sheet name=\"Hidden\" state=\"hidden\" r:id=\"s2\"/>"
                                + "<sheet name=\"Visible\" r:id=\"s3\"/><sheet name=\"4\" r:id=\"s4\"/>");
        StringBuilder relationships = new StringBuilder();
        List<String> names = List.of("Empty", "Hidden", "Visible", "4");
        for (int number = 1; number <= names.size(); number++) {
            relationships.append(Book.relationship("s" + number, "worksheet", "worksheets/sheet" + number + ".xml"));
            String rows = "<row>" + text("A1", "sku") + "</row><row>" + text("A2", names.get(number - 1)) + "</row>";
            book.part("xl/worksheets/sheet" + number + ".xml", Book.sheet(number == 1 ? "" : rows));
        }
        relationships.append(Book.relationship("c", "chartsheet", "worksheets/sheet2.xml"));
        return book.part("xl/_rels/workbook.xml.rels", Book.relationships(relationships.toString()))
                .bytes();
    }

    private static String text(String cell, String text) {
        return "<c r=\"%s\" t=\"inlineStr\"><is><t>%s</t></is></c>".formatted(cell, text);
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

    private static byte[] written(Filling filling) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Waybill", "1.0")) {
            filling.fill(workbook, workbook.newWorksheet("Products"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Filling {
        void fill(Workbook workbook, Worksheet sheet);
    }
}
