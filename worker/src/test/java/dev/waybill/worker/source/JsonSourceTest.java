package dev.waybill.worker.source;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.job.Rejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSourceTest {

    @Test
    void laysRecordsFlatUnderTheColumnsOfAllOfThem() throws IOException {
        String json = """
                [{"id": 1, "price": {"amount": 19.90, "currency": "EUR"}, "tags": ["a", "b"], "new": true},
                 {"id": 2, "name": "x", "images": [{"src": "p", "alt": null}, {"src": "q"}], "price": null}]""";

        assertThat(survey(json, null).columns())
                .containsExactly(
                        "id",
                        "price/amount",
                        "price/currency",
                        "tags",
                        "new",
                        "name",
                        "images/src",
                        "images/alt",
                        "price");
        assertThat(rows(json, null))
                .containsExactly(
                        List.of("1", "19.90", "EUR", "a\nb", "true", "", "", "", ""),
                        List.of("2", "", "", "", "", "x", "p\nq", "", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"a\":1},{\"a\":2}] | ``",
                "[{\"a\":1},{\"a\":2}] |",
                "{\"data\":{\"items\":[{\"a\":1},{\"a\":2}]},\"next\":{\"items\":[3]}} | /data/items",
                "{\"x/y\":{\"~\":[{\"a\":1},{\"a\":2}]}} | /x~1y/~0",
                "[0,{\"list\":[{\"a\":1},{\"a\":2}]}] | /1/list",
                "{\"a\":1}{\"a\":2} |",
                "{\"list\":[{\"a\":1}]} {\"list\":[]} {\"none\":0} {\"list\":[{\"a\":2}]} | /list",
                "{\"\":[{\"a\":1},{\"a\":2}]} | /",
            })
    void findsRecordsWhereThePointerPoints(String json, @Nullable String pointer) throws IOException {
        assertThat(rows(json, pointer)).containsExactly(List.of("1"), List.of("2"));
    }

    @Test
    void takesTheMembersOfAnObjectForRecordsWithTheirNames() throws IOException {
        String json = "{\"products\":{\"A1\":{\"name\":\"x\"},\"B2\":{\"name\":\"y\"},\"count\":2}}";

        assertThat(survey(json, "/products").columns()).containsExactly("@key", "name");
        assertThat(rows(json, "/products")).startsWith(List.of("A1", "x"), List.of("B2", "y"));
        assertThat(records(json, "/products").get(2).fault())
                .extracting(Fault::code)
                .isEqualTo("not_an_object");
    }

    @Test
    void readsPagesAsOne() throws IOException {
        List<Content> pages = List.of(
                content("{\"list\":[{\"a\":1}]}"), content("\uFEFF{\"list\":[{\"b\":2},{\"a\":3}]}"), content("{}"));
        JsonSource source = new JsonSource(pages, new JsonOptions("/list"), ReadLimits.DEFAULTS);

        assertThat(source.survey()).isEqualTo(new Survey(null, null, List.of("a", "b"), 3));
        assertThat(read(source).stream().map(SourceRecord::values))
                .containsExactly(List.of("1", ""), List.of("", "2"), List.of("3", ""));
        assertThat(read(source).stream().map(SourceRecord::number)).containsExactly(0L, 1L, 2L);
        assertThat(read(source).stream().map(SourceRecord::row)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void writesNumbersAsTheyStandButWithoutExponents() throws IOException {
        assertThat(rows("[{\"a\":[1.0,1E3,1.5e-3,0.10,-7,12345678901234567890123,1e400]}]", null))
                .containsExactly(List.of("1.0\n1000\n0.0015\n0.10\n-7\n12345678901234567890123\n1e400"));
    }

    @Test
    void tellsSeveralValuesApart() throws IOException {
        SourceRecord record = records("[{\"a\":[\"x\\ny\",\"\",\"z\"],\"b\":\"x\\ny\",\"c\":[]}]", null)
                .getFirst();

        assertThat(record.all(0)).containsExactly("x\ny", "z");
        assertThat(record.all(1)).containsExactly("x\ny");
    }

    @Test
    void namesColumnsSoThatTheyCanBeWritten() throws IOException {
        assertThat(survey("[{\"Name\":1,\"name\":2,\" \":3,\" a\\u0000b \":4,\"x/y~z\":5}]", null)
                        .columns())
                .containsExactly("Name", "name", "_", "a b", "x~1y~0z");
    }

    @Test
    void refusesMoreColumnsThanItMay() {
        JsonSource source = new JsonSource(
                content("[{\"a\":1},{\"b\":1},{\"c\":1}]"), JsonOptions.ROOT, new ReadLimits(10, 10, 2, 10));

        assertThatThrownBy(source::survey)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.reasonCode()).isEqualTo("too_many_columns"));
    }

    @Test
    void readsOtherUnicodeEncodings() throws IOException {
        JsonSource source = new JsonSource(
                () -> new ByteArrayInputStream("[{\"a\":\"ü\"}]".getBytes(UTF_16LE)),
                JsonOptions.ROOT,
                ReadLimits.DEFAULTS);

        assertThat(read(source).getFirst().values()).containsExactly("ü");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | | records_not_found",
                "[] | | empty_file",
                "{\"list\":[]} | /list | empty_file",
                "{\"list\":null} | /list | empty_file",
                "<html> | | not_json",
                "sku,name | | not_json",
                "{\"list\":[{\"a\":1}]} | /items | records_not_found",
                "{\"list\":3} | /list | records_not_found",
                "3 | | records_not_found",
                "{\"products\":[{\"a\":1}],\"total\":1} | | records_not_found",
                "[{\"a\":1},{\"a\": | | json_malformed",
                "[{\"a\":1}]] | | json_malformed",
                "{\"list\":[{\"a\":1}],\"b\":] | /list | json_malformed",
                "[{\"a\":01}] | | json_malformed"
            })
    void refusesWhatHoldsNoRecords(String json, @Nullable String pointer, String code) {
        assertThatThrownBy(() -> survey(json, pointer))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.reasonCode()).isEqualTo(code));
    }

    @Test
    void saysWhereRecordsCouldBe() {
        assertThatThrownBy(() -> survey("{\"meta\":[1],\"a/b\":[{}],\"products\":[{\"a\":[1]},{}],\"x\":{}}", null))
                .hasMessageContaining("Perhaps they are at /a~1b or /products.");
    }

    @Test
    void keepsOtherRecordsWhenOneIsBad() throws IOException {
        ReadLimits limits = new ReadLimits(10, 15, 3, 100);
        JsonSource source = new JsonSource(
                content("[{\"a\":\"12345678901\"},7,{\"a\":\"1\",\"b\":\"2\",\"c\":null},"
                        + "{\"a\":\"\\u0000\"},{\"a\":[\"123456789\",\"1234567\"]},{\"a\":\"good\"}]"),
                JsonOptions.ROOT,
                limits);

        assertThat(source.survey().columns()).containsExactly("a", "b", "c");
        assertThat(read(source).getFirst().values().getFirst()).isEqualTo("12345678901");
        assertThat(read(source).stream()
                        .map(record ->
                                record.fault() == null ? "" : record.fault().code()))
                .containsExactly("field_too_large", "not_an_object", "", "invalid_character", "field_too_large", "");
        assertThat(read(source).getLast().values()).containsExactly("good", "", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
    void refusesWhatIsNestedWithoutEnd(String level) {
        assertThatThrownBy(() -> survey(level.repeat(100_000), null))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.reasonCode()).isEqualTo("json_too_complex"));
    }

    @Test
    void refusesMoreRecordsThanItMay() {
        JsonSource source = new JsonSource(content("[{},{},{}]"), JsonOptions.ROOT, new ReadLimits(10, 10, 10, 2));

        assertThatThrownBy(source::survey)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.reasonCode()).isEqualTo("too_many_rows"));
    }

    @Test
    void readsMoreThanTheHeapHolds() throws IOException {
        // one text a record, so long that the records together are larger than the heap of this JVM
        String text = "x".repeat(1_000_000);
        long records = Runtime.getRuntime().maxMemory() / text.length() + 100;
        JsonSource source = new JsonSource(
                () -> new Repeated("[{\"a\":\"%s\"}".formatted(text), ",{\"a\":\"%s\"}".formatted(text), "]", records),
                JsonOptions.ROOT,
                ReadLimits.DEFAULTS);

        assertThat(source.survey().records()).isEqualTo(records);
    }

    @Test
    void endsWithRecordsOrARefusalWhateverIsBroken() throws IOException {
        byte[] good = ("{\"list\":[{\"id\":1,\"p\":{\"a\":[1.5e2,null,true]},\"n\":\"h\\u00fc\\n\"},"
                        + "{\"id\":2,\"x\":[{\"y\":\"ü\"}]}],\"next\":\"c\"}")
                .getBytes(UTF_8);
        Random random = new Random(4711);
        for (int round = 0; round < 20_000; round++) {
            byte[] broken = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
            for (int change = random.nextInt(4); change > 0 && broken.length > 0; change--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            readOrRefuse(broken);
        }
    }

    private static void readOrRefuse(byte[] json) throws IOException {
        JsonSource source =
                new JsonSource(() -> new ByteArrayInputStream(json), new JsonOptions("/list"), ReadLimits.DEFAULTS);
        try {
            assertThat(read(source)).isNotEmpty();
        } catch (Rejected refused) {
            assertThat(refused.reasonCode()).isNotEmpty();
        }
    }

    private static Survey survey(String json, @Nullable String pointer) throws IOException {
        return source(json, pointer).survey();
    }

    private static List<List<String>> rows(String json, @Nullable String pointer) throws IOException {
        return records(json, pointer).stream().map(SourceRecord::values).toList();
    }

    private static List<SourceRecord> records(String json, @Nullable String pointer) throws IOException {
        return read(source(json, pointer));
    }

    private static JsonSource source(String json, @Nullable String pointer) {
        return new JsonSource(content(json), new JsonOptions(pointer), ReadLimits.DEFAULTS);
    }

    private static Content content(String json) {
        return () -> new ByteArrayInputStream(json.getBytes(UTF_8));
    }

    private static List<SourceRecord> read(JsonSource source) throws IOException {
        Survey survey = source.survey();
        List<SourceRecord> records = new ArrayList<>();
        try (RecordReader reader = source.open(survey)) {
            for (SourceRecord next = reader.next(); next != null; next = reader.next()) {
                records.add(next);
            }
        }
        assertThat(records).hasSize((int) survey.records());
        return records;
    }

    /** A first text, another one again and again, and a last. */
    private static final class Repeated extends InputStream {

        private final byte[] again;
        private final byte[] last;
        private long left;
        private byte[] current;
        private int at;

        Repeated(String first, String again, String last, long times) {
            this.current = first.getBytes(UTF_8);
            this.again = again.getBytes(UTF_8);
            this.last = last.getBytes(UTF_8);
            this.left = times;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, buffer.length);
            if (at == current.length) {
                if (left == 0) {
                    return -1;
                }
                current = --left > 0 ? again : last;
                at = 0;
            }
            int count = Math.min(length, current.length - at);
            System.arraycopy(current, at, buffer, offset, count);
            at += count;
            return count;
        }
    }
}
