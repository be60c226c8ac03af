package dev.waybill.worker.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.catalog.ProductDraft;
import dev.waybill.shared.catalog.ProductIdentity;
import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.imports.ImportField;
import dev.waybill.shared.imports.ImportMapping;
import dev.waybill.shared.job.Rejected;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTest {

    @Test
    void leavesOutWhatOurOwnListOfFailedRowsAppends() {
        String header = "sku,name,colour,";
        assertThat(Sheet.drafts(header + "error_code,error\nA,Chair,red,price_invalid,Row 2: no price\n")
                        .getFirst()
                        .attributes())
                .containsOnlyKeys("colour");
        assertThat(Sheet.drafts(header + "error,error_code\nA,Chair,red,x,y\n")
                        .getFirst()
                        .attributes())
                .containsOnlyKeys("colour", "error", "error_code");
    }

    @Test
    void takesColumnsByTheirUsualNames() {
        ProductDraft draft = Sheet.drafts("""
                        Product_SKU;Title;Body (HTML);Price;Compare-at price;Currency;Qty;Brand;Category;Tags;Images;Colour;Parent SKU
                        A-1;Chair;<p>Oak</p>;1.234,50;1.500,00;eur;1,200;Nordform;Home > Chairs|Sale;oak, new;https://a/1.png https://a/2.png;red;A-0
                        """).getFirst();

        assertThat(draft)
                .isEqualTo(new ProductDraft(
                        ProductIdentity.ofSku("A-1"),
                        2,
                        "A-1",
                        null,
                        "Chair",
                        "<p>Oak</p>",
                        new BigDecimal("1234.50"),
                        new BigDecimal("1500.00"),
                        "EUR",
                        1200,
                        "Nordform",
                        List.of("Home > Chairs", "Sale"),
                        List.of("oak", "new"),
                        List.of("https://a/1.png", "https://a/2.png"),
                        Map.of("Colour", "red"),
                        Map.of(),
                        "A-0",
                        null,
                        null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    price,sale price                  | 20,15    | 15.00 | 20.00
                    price,sale price                  | 20,      | 20.00 |
                    price,sale price                  | ,15      | 15.00 |
                    price,sale price                  | ,        |       |
                    price,compare at price            | 15,20    | 15.00 | 20.00
                    price,sale price,compare at price | 20,15,30 | 15.00 | 20.00
                    price,sale price,compare at price | ,15,30   | 15.00 | 30.00
                    """)
    void comparesASalePriceWithTheRegularOne(String columns, String values, String price, String before) {
        ProductDraft draft = Sheet.drafts("sku,name," + columns + "\nA,Chair," + values + "\n")
                .getFirst();

        assertThat(draft.price()).isEqualTo(price == null ? null : new BigDecimal(price));
        assertThat(draft.compareAtPrice()).isEqualTo(before == null ? null : new BigDecimal(before));
    }

    @Test
    void tellsVariantsWithoutASkuByHandleAndOptions() {
        List<ProductDraft> drafts = Sheet.drafts("""
                handle,name,option1 name,option1 value,option2 value
                tee,Tee,Size,S|M,red
                tee,Tee,Size,L,
                cup,Cup,,,
                """);

        assertThat(drafts)
                .extracting(draft -> draft.identity().key())
                .containsExactly("handle:tee|S\\|M|red", "handle:tee|L", "handle:cup");
        assertThat(drafts.getFirst().options()).isEqualTo(Map.of("Size", "S|M", "Option 2", "red"));
    }

    @Test
    void takesColumnsFromTheMappingBeforeTheUsualOnes() {
        ImportMapping mapping = ImportMapping.of(
                Map.of(ImportField.SKU, "Art.-Nr.", ImportField.NAME, "bezeichnung", ImportField.PRICE, "VK brutto"));
        String text = "Art. Nr.;Name;Bezeichnung;VK_Brutto\n";

        assertThatThrownBy(() -> Sheet.check(text.getBytes(UTF_8), Sheet.with(Map.of("mapping", mapping))))
                .isInstanceOf(Rejected.class);
        ProductDraft draft = Sheet.drafts(Sheet.check(
                        "Art.-Nr.;Name;Bezeichnung;VK_Brutto\n7;x;Stuhl;9,90\n".getBytes(UTF_8),
                        Sheet.with(Map.of("mapping", mapping))))
                .getFirst();

        assertThat(draft.sku()).isEqualTo("7");
        assertThat(draft.name()).isEqualTo("Stuhl");
        assertThat(draft.price()).isEqualByComparingTo("9.90");
        assertThat(draft.attributes()).isEqualTo(Map.of("Name", "x"));
    }

    @Test
    void refusesAMappingToAColumnThatIsNotThere() {
        CsvInput input = Sheet.with(Map.of("mapping", Map.of("name", "Titel")));

        assertThatThrownBy(() -> Sheet.check("sku,name\n1,a\n".getBytes(UTF_8), input))
                .isInstanceOfSatisfying(Rejected.class, refusal -> {
                    assertThat(refusal.reasonCode()).isEqualTo("unknown_column");
                    assertThat(refusal.reason()).contains("Titel");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b,c\n1,2,3\n", "sku,price\nA,1\n", "name,price\nChair,1\n", "one column\nof words\n"})
    void refusesAHeaderThatNamesNoProduct(String text) {
        assertThatThrownBy(() -> Sheet.check(text))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refusal -> assertThat(refusal.reasonCode()).isEqualTo("no_usable_header"));
    }

    @Test
    void takesTheCurrencyOfTheRequestBeforeTheColumn() {
        byte[] bytes = "sku,name,currency\nA,Chair,usd\nB,Table,\n".getBytes(UTF_8);

        assertThat(Sheet.drafts(Sheet.check(bytes, Sheet.INPUT)))
                .extracting(ProductDraft::currency)
                .containsExactly("USD", null);
        assertThat(Sheet.drafts(Sheet.check(bytes, Sheet.with(Map.of("currency", "CHF")))))
                .extracting(ProductDraft::currency)
                .containsExactly("CHF", "CHF");
    }

    @ParameterizedTest
    @CsvSource({"currency_unknown,XYZ,", "charset_unknown,,utf-99", "charset_unknown,,a b"})
    void refusesOptionsThatNobodyKnows(String reason, String currency, String charset) {
        Map<String, String> options = new HashMap<>();
        options.put("currency", currency);
        options.put("charset", charset);

        assertThatThrownBy(() -> Sheet.check("sku,name\n1,a\n".getBytes(UTF_8), Sheet.with(options)))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refusal -> assertThat(refusal.reasonCode()).isEqualTo(reason));
    }
}
