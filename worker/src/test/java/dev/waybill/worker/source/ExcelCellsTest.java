package dev.waybill.worker.source;

import static dev.waybill.worker.source.Book.HEADER;
import static dev.waybill.worker.source.Book.text;
import static dev.waybill.worker.source.Reading.excel;
import static dev.waybill.worker.source.Reading.maps;
import static dev.waybill.worker.source.Reading.records;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the cells of a workbook read as. */
class ExcelCellsTest {

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
}
