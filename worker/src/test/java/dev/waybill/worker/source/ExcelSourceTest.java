package dev.waybill.worker.source;

import static dev.waybill.worker.source.Book.HEADER;
import static dev.waybill.worker.source.Book.text;
import static dev.waybill.worker.source.Reading.excel;
import static dev.waybill.worker.source.Reading.maps;
import static dev.waybill.worker.source.Reading.records;
import static dev.waybill.worker.source.Reading.refusal;
import static dev.waybill.worker.source.Reading.refused;
import static dev.waybill.worker.source.Reading.survey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcelSourceTest {

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
        // as TemporaryFile names them: other tests in this JVM have files of their own
        return files.stream()
                .filter(file -> file.matches(".*/waybill-\\d+\\.tmp( \\(deleted\\))?"))
                .toList();
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
