package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.catalog.ProductDraft;
import dev.waybill.shared.imports.SourceRow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowCheckerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    A,Chair,10,3,EUR,    | good
                    A,Chair,,,,          | good
                    ,Chair,10,3,EUR,     | identity_missing
                    A,,10,3,EUR,         | name_missing
                    A,{501},10,3,EUR,    | name_too_long
                    A,{500},10,3,EUR,    | good
                    {256},Chair,10,3,EUR, | sku_too_long
                    {255},Chair,10,3,EUR, | good
                    A,Chair,-1,3,EUR,    | price_negative
                    A,Chair,ten,3,EUR,   | price_invalid
                    A,Chair,10,few,EUR,  | stock_invalid
                    A,Chair,10,1.5,EUR,  | stock_invalid
                    A,Chair,10,3.0,EUR,  | good
                    A,Chair,10,-3,EUR,   | good
                    A,Chair,10,9999999999,EUR, | stock_invalid
                    A,Chair,10,parent,EUR, | good
                    A,Chair,10,3,XYZ,    | currency_invalid
                    A,Chair,10,3,EUR,{2049} | value_too_long
                    A,Chair,10,3,EUR,,x  | ragged_row
                    A,Chair,10,3,EUR,,   | good
                    A,"Cha"ir,10,3,EUR,  | stray_quote
                    """)
    void checksEveryRow(String row, String verdict) {
        String text = "sku,name,price,stock,currency,tags\n" + filled(row) + "\n";

        assertThat(Sheet.verdict(Sheet.check(text).getFirst())).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    handle,name,vendor,description | {256},Chair,,   | handle_too_long
                    handle,name,vendor,description | a,Chair,{256},  | vendor_too_long
                    handle,name,vendor,description | a,Chair,,{100001} | description_too_long
                    handle,name,option1 value      | {255},Chair,{400} | identity_too_long
                    sku,name,anything              | a,Chair,{100001} | attributes_too_long
                    """)
    void knowsHowLongThingsMayBe(String header, String row, String verdict) {
        assertThat(Sheet.verdict(Sheet.check(header + "\n" + filled(row) + "\n").getFirst()))
                .isEqualTo(verdict);
    }

    @Test
    void takesNoMoreThanFiveHundredValues() {
        String text = "sku,name,tags\nA,Chair,\"" + String.join(",", numbers(501)) + "\"\nB,Chair,\""
                + String.join(",", numbers(500)) + "\"\n";

        assertThat(Sheet.check(text)).extracting(Sheet::verdict).containsExactly("too_many_values", "good");
    }

    @Test
    void saysAllThatIsWrongWithARow() {
        Checked.Bad<?> bad =
                (Checked.Bad<?>) Sheet.check("sku,name,price\n,,-1\n").getFirst();

        assertThat(bad.fault().code()).isEqualTo("identity_missing");
        assertThat(bad.fault().message()).contains("SKU", "name", "negative");
    }

    @Test
    void refusesTheSameProductTwiceInAFile() {
        List<Checked<ProductDraft>> rows = Sheet.check("sku,name\nA,one\nB,two\nA,three\n A ,four\n");

        assertThat(rows)
                .extracting(Sheet::verdict)
                .containsExactly("good", "good", "duplicate_identity", "duplicate_identity");
        assertThat(((Checked.Bad<?>) rows.get(2)).fault().message()).contains("Row 2 ");
    }

    @Test
    void letsARowReplaceAnEarlierOneThatFailed() {
        assertThat(Sheet.check("sku,name\nA,\nA,two\n"))
                .extracting(Sheet::verdict)
                .containsExactly("name_missing", "good");
    }

    @Test
    void givesBackTheRowAsItStood() {
        Checked<?> row =
                Sheet.check("sku, name ,price\nA,\" Chair\n\",ten,more\n").getFirst();

        assertThat(row.row().source())
                .isEqualTo(new SourceRow(2, List.of("sku", "name", "price"), List.of("A", " Chair\n", "ten", "more")));
    }

    private static List<String> numbers(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(Integer::toString)
                .toList();
    }

    /** {@code {n}} becomes n letters. */
    private static String filled(String row) {
        return java.util.regex.Pattern.compile("\\{(\\d+)}")
                .matcher(row)
                .replaceAll(length -> "x".repeat(Integer.parseInt(length.group(1))));
    }
}
