package dev.waybill.worker.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.waybill.shared.job.Rejected;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CsvSourceTest {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final ReadLimits SMALL = new ReadLimits(20, 50, 5, 100);
    private static final String MARK = "\uFEFF";

    static Stream<Arguments> encodings() {
        String text = "sku,größe €\n1,große Tür\n";
        return Stream.of(
                arguments("UTF-8", text.getBytes(UTF_8)),
                arguments("UTF-8", (MARK + text).getBytes(UTF_8)),
                arguments("UTF-16LE", (MARK + text).getBytes(UTF_16LE)),
                arguments("UTF-16BE", (MARK + text).getBytes(UTF_16BE)),
                arguments("UTF-16LE", text.getBytes(UTF_16LE)),
                arguments("UTF-16BE", text.getBytes(UTF_16BE)),
                arguments("windows-1252", text.getBytes(WINDOWS)));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void findsOutTheEncoding(String expected, byte[] bytes) {
        Survey survey = survey(bytes);

        assertThat(survey.charset()).isEqualTo(expected);
        assertThat(survey.columns()).containsExactly("sku", "größe €");
        assertThat(values(bytes)).containsExactly(List.of("1", "große Tür"));
    }

    @Test
    void noticesLateInTheFileThatItIsNotUtf8() {
        byte[] bytes = ("sku,name\n" + "1,plain\n".repeat(20_000) + "2,große Tür\n").getBytes(WINDOWS);

        assertThat(survey(bytes).charset()).isEqualTo("windows-1252");
        assertThat(values(bytes).getLast()).containsExactly("2", "große Tür");
    }

    @Test
    void takesUtf8ThatIsSplitBetweenTwoReads() {
        byte[] bytes = ("sku,name\n" + "1,€€€€€€€\n".repeat(20_000)).getBytes(UTF_8);

        assertThat(survey(bytes).charset()).isEqualTo("UTF-8");
    }

    @Test
    void believesTheCallerAboutTheEncodingUnlessThereIsAMark() {
        CsvOptions latin = new CsvOptions(null, ISO_8859_1);

        assertThat(survey("sku,name\n1,Tür\n".getBytes(UTF_8), latin).charset()).isEqualTo("ISO-8859-1");
        assertThat(survey((MARK + "sku,name\n1,Tür\n").getBytes(UTF_8), latin).charset())
                .isEqualTo("UTF-8");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    'sku,name\\n1,a' => ','
                    'sku;name\\n1;a' => ';'
                    'sku\\tname\\n1\\ta' => '\\t'
                    'sku|name\\n1|a' => '|'
                    'sku;price;text\\n1;1,50;a, b, c\\n2;2,50;d' => ';'
                    'sku;"a,b,c,d"\\n1;x' => ';'
                    'sku|name\\n1|"x, y\\n, z"\\n2|b' => '|'
                    'sku\\n1\\n2' => ','
                    'sep=;\\nsku;name\\n1;a' => ';'
                    'sku,"5"" bolt;;;;"\\n1,2' => ','
                    """)
    void findsOutTheDelimiter(String text, String expected) {
        Survey survey = survey(unescaped(text).getBytes(UTF_8));

        assertThat(survey.delimiter()).isEqualTo(unescaped(expected));
    }

    @Test
    void takesTheDelimiterOfTheCaller() {
        assertThat(survey("a;b,c\n1;2,3".getBytes(UTF_8), new CsvOptions(',', null))
                        .columns())
                .containsExactly("a;b", "c");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    'a,b\\n1,"x\\ny"\\n2,z'         => 1/x~y 2/z
                    'a,b\\r\\n1,x\\r\\n2,y\\r\\n'   => 1/x 2/y
                    'a,b\\r1,x\\r2,y'               => 1/x 2/y
                    'a,b\\n\\n1,x\\n,\\n  \\n2,y\\n\\n' => 1/x 2/y
                    'a,b\\n1\\n2,y'                 => 1/ 2/y
                    'a,b\\n1,x,,\\n'                => 1/x//
                    'a,b\\n1,"say ""hi\"""\\n'       => 1/say-"hi"
                    'a,b\\n1 , "x,y" \\n'           => 1-/x,y
                    """)
    void readsRecords(String text, String expected) {
        List<String> read = records(unescaped(text).getBytes(UTF_8)).stream()
                .peek(record -> assertThat(record.fault()).isNull())
                .map(record ->
                        String.join("/", record.values()).replace('\n', '~').replace(' ', '-'))
                .toList();

        assertThat(String.join(" ", read)).isEqualTo(expected);
    }

    @Test
    void numbersRecordsFromZeroAndRowsAsASpreadsheetDoes() {
        List<SourceRecord> records = records("a,b\n1,\"x\ny\"\n\n2,z\n".getBytes(UTF_8));

        assertThat(records).extracting(SourceRecord::number).containsExactly(0L, 1L);
        assertThat(records).extracting(SourceRecord::row).containsExactly(2L, 4L);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    'a,b\\n1,x,y\\n2,z'                       => ragged_row
                    'a,b\\n1,"x"y\\n2,z'                      => stray_quote
                    'a,b\\n1,"he "said" so", "and" more\\n2,z' => stray_quote
                    'a,b\\r1,"x"y,"\\r2,z'                   => stray_quote
                    'a,b\\r\\n1,"x"y,"\\r\\n2,z'            => stray_quote
                    'a,b\\n1,x\\0y\\n2,z'                     => invalid_character
                    'a,b\\n1,aaaaaaaaaaaaaaaaaaaaa\\n2,z'     => field_too_large
                    'a,b,c,d\\n1,aaaaaaaaaaaaaaaaaaaa,bbbbbbbbbbbbbbbbbbbb,cccccccccccccc\\n2,z,,' => field_too_large
                    'a,b\\n1,2,3,4,5,6\\n2,z'                 => ragged_row
                    """)
    void makesOnlyTheBrokenRecordAFault(String text, String code) {
        // a comma that a fault may hide stands in a sample that is long enough to tell
        byte[] bytes = unescaped(text).replace("\\0", "\0").getBytes(UTF_8);
        List<SourceRecord> records = readAll(bytes, new Survey("UTF-8", ",", List.of(), 2), SMALL);

        assertThat(records).hasSize(2);
        assertThat(fault(records.getFirst())).isEqualTo(code);
        assertThat(records.getFirst().values().getFirst()).isEqualTo("1");
        assertThat(records.getLast().fault()).isNull();
        assertThat(records.getLast().values()).startsWith("2", "z");
        assertThat(records.getLast().row()).isEqualTo(3);
    }

    @Test
    void makesAQuoteThatIsNeverClosedTheFaultOfItsRecord() {
        List<SourceRecord> records = records("a,b\n1,x\n2,\"y\n3,z\n".getBytes(UTF_8));

        assertThat(records).hasSize(2);
        assertThat(fault(records.getLast())).isEqualTo("unclosed_quote");
        assertThat(records.getLast().values()).startsWith("2");
    }

    @Test
    void keepsOnlyTheStartOfAFieldThatIsTooLong() {
        String text = "a,b\n1," + "x".repeat(5_000) + "\n";
        List<SourceRecord> records = readAll(text.getBytes(UTF_8), new Survey("UTF-8", ",", List.of(), 1), SMALL);

        assertThat(records.getFirst().values().get(1)).hasSize(200);
    }

    @Test
    void namesColumnsOnceWithoutBlanks() {
        assertThat(survey((MARK + " Sku ,name,NAME,,name\n1,2,3,4,5").getBytes(UTF_8))
                        .columns())
                .containsExactly("Sku", "name", "NAME (2)", "column 4", "name (3)");
    }

    @Test
    void doesNotTakeTheLineThatNamesTheDelimiterForTheHeader() {
        byte[] bytes = "sep=;\r\nsku;name\r\n1;a\r\n".getBytes(UTF_8);

        assertThat(survey(bytes).columns()).containsExactly("sku", "name");
        assertThat(values(bytes)).containsExactly(List.of("1", "a"));
        assertThat(records(bytes).getFirst().row()).isEqualTo(3);
    }

    @Test
    void countsRecordsFaultsIncluded() {
        assertThat(survey("a,b\n1,x\n\n2,\"y\" z\n3,y,z\n".getBytes(UTF_8)).records())
                .isEqualTo(3);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("empty_file", bytes("")),
                arguments("empty_file", bytes("  \r\n \n")),
                arguments("empty_file", MARK.getBytes(UTF_8)),
                arguments("empty_file", bytes("sku,name\n")),
                arguments("empty_file", bytes("sku,name\n,\n\n")),
                arguments("not_a_csv", bytes("PK\u0003\u0004 workbook")),
                arguments("not_a_csv", "\u00D0\u00CF\u0011\u00E0".getBytes(ISO_8859_1)),
                arguments("not_a_csv", gzip("sku,name\n1,a\n")),
                arguments("not_a_csv", bytes("%PDF-1.7\n1 0 obj")),
                arguments("not_a_csv", bytes("{\\rtf1 hello}")),
                arguments("not_a_csv", bytes(" <!DOCTYPE html><html></html>")),
                arguments("not_a_csv", bytes("<?xml version=\"1.0\"?><a/>")),
                arguments("not_a_csv", bytes("{\"sku\": 1}")),
                arguments("not_a_csv", bytes("[\n{\"sku\": 1}]")),
                arguments("not_a_csv", new byte[] {'a', 0, 0, 0, 'b', 0, 7, 0, 0, 0, 1, 2}),
                arguments("not_a_csv", bytes("a,b\n\u0001\u0002\u0003,\u0005\n")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsNoTable(String reason, byte[] bytes) {
        assertThatThrownBy(() -> survey(bytes))
                .satisfies(refusal -> assertThat(refusal)
                        .isInstanceOfSatisfying(
                                Rejected.class,
                                it -> assertThat(it.reasonCode()).isEqualTo(reason)));
    }

    @Test
    void refusesMoreRowsThanAreAllowed() {
        byte[] bytes = ("a,b\n" + "1,2\n".repeat(101)).getBytes(US_ASCII);
        assertThatThrownBy(() -> source(bytes, CsvOptions.DETECT, SMALL).survey())
                .isInstanceOfSatisfying(
                        Rejected.class, it -> assertThat(it.reasonCode()).isEqualTo("too_many_rows"));
    }

    @Test
    void refusesAFieldThatNeverEnds() {
        byte[] bytes = ("a,b\n1,\"" + "2,3\n".repeat(100_000)).getBytes(US_ASCII);
        assertThatThrownBy(() -> source(bytes, CsvOptions.DETECT, SMALL).survey())
                .isInstanceOfSatisfying(
                        Rejected.class, it -> assertThat(it.reasonCode()).isEqualTo("field_too_large"));
    }

    @Test
    void refusesAHeaderThatCannotBeRead() {
        assertThatThrownBy(() -> survey("\"a\"b,c\n1,2\n".getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Rejected.class, it -> assertThat(it.reasonCode()).isEqualTo("no_usable_header"));
    }

    @Test
    void passesOnWhatTheContentThrows() {
        IllegalStateException stop = new IllegalStateException("stop");
        InputStream stopping = new InputStream() {
            @Override
            public int read() {
                throw stop;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                throw stop;
            }
        };
        Content content = () -> new SequenceInputStream(new ByteArrayInputStream(bytes("a,b\n1")), stopping);
        Survey survey = new Survey("UTF-8", ",", List.of("a", "b"), 1);
        assertThatThrownBy(
                        () -> new dev.waybill.worker.source.CsvSource(content, CsvOptions.DETECT, ReadLimits.DEFAULTS)
                                .open(survey)
                                .next())
                .isSameAs(stop);
    }

    private static Survey survey(byte[] bytes) {
        return survey(bytes, CsvOptions.DETECT);
    }

    private static Survey survey(byte[] bytes, CsvOptions options) {
        try {
            return source(bytes, options, ReadLimits.DEFAULTS).survey();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<String>> values(byte[] bytes) {
        return records(bytes).stream().map(SourceRecord::values).toList();
    }

    private static List<SourceRecord> records(byte[] bytes) {
        return readAll(bytes, survey(bytes), ReadLimits.DEFAULTS);
    }

    private static List<SourceRecord> readAll(byte[] bytes, Survey survey, ReadLimits limits) {
        List<SourceRecord> records = new ArrayList<>();
        try (RecordReader reader = source(bytes, CsvOptions.DETECT, limits).open(survey)) {
            for (SourceRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    private static RecordSource source(byte[] bytes, CsvOptions options, ReadLimits limits) {
        return new dev.waybill.worker.source.CsvSource(() -> new ByteArrayInputStream(bytes), options, limits);
    }

    private static String fault(SourceRecord record) {
        Fault fault = record.fault();
        return fault == null ? "none" : fault.code();
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
