package dev.waybill.worker.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.imports.SourceRow;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class CsvImportPostgresTest {

    private static ImportNode node;

    private final JdbcClient behind;

    CsvImportPostgresTest(TestDatabase database) {
        this.behind = database.superuser();
    }

    @BeforeAll
    static void start(TestDatabase database) {
        node = new ImportNode(database);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE products").update();
        behind.sql("UPDATE workspaces SET currency = 'USD'").update();
    }

    @ParameterizedTest
    @CsvSource({"woo-products.csv,24", "shopify-apparel.csv,22"})
    void importsARealExportAndTheSecondTimeChangesNothing(String corpus, int count) {
        byte[] content = Corpora.read(corpus);

        Process first = node.run(corpus, content);
        List<String> products = products();
        Process second = node.run(corpus, content);

        assertThat(first.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(first.progressPercent()).isEqualTo(100);
        assertThat(summary(first, "inserted")).isEqualTo(count);
        assertThat(products).hasSize(count);
        assertThat(node.items(first)).hasSize(count).allSatisfy(item -> {
            assertThat(item.status()).isEqualTo("success");
            assertThat(item.productId()).isNotNull();
            assertThat(item.beforeState()).isNull();
            assertThat(item.afterState()).isNotNull();
        });
        assertThat(second.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(summary(second, "unchanged")).isEqualTo(count);
        assertThat(node.items(second))
                .hasSize(count)
                .allSatisfy(item -> assertThat(item.errorCode()).isEqualTo("unchanged"));
        assertThat(products()).isEqualTo(products);
    }

    @Test
    void linksTheVariationsOfARealExportToTheirParents() {
        node.run("woo-products.csv", Corpora.read("woo-products.csv"));

        assertThat(behind.sql("""
                                SELECT count(*) FROM products c
                                JOIN products p ON p.workspace_id = c.workspace_id AND p.sku = c.parent_sku
                                """).query(Long.class).single()).isEqualTo(9);
    }

    @Test
    void linksVariationsThatNameTheirParentByIdWhereverItStands() {
        node.run("woo.csv", """
                ID,Type,SKU,Name,Tax status,In stock?,Regular price,Parent
                2,variation,T-R,Tee red,,1,20,id:1
                1,variable,T,Tee,,1,,
                3,variation,T-B,Tee blue,,1,20,id:1
                """.getBytes(UTF_8));

        assertThat(behind.sql("SELECT sku FROM products WHERE parent_sku = 'T' ORDER BY sku")
                        .query(String.class)
                        .list())
                .containsExactly("T-B", "T-R");
    }

    @Test
    void neverLetsABadRowFailTheFile() throws JsonProcessingException {
        Process process = node.run("products.csv", """
                sku;name;price;note
                A;Chair;10;x
                B;Table;-5;"of ""oak"", big"
                ;Lamp;7;
                C;Sofa;900;
                """.getBytes(UTF_8));

        assertThat(process.status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(process.outcome()).isEqualTo(Outcome.PARTIALLY_SUCCEEDED);
        assertThat(process.failures())
                .extracting(failure -> failure.get("reason_code").asText())
                .containsExactly("price_negative", "identity_missing");
        assertThat(Objects.requireNonNull(process.summary()).toString()).contains("\"price_negative\":1");
        List<ProcessItem> items = node.items(process);
        assertThat(items).extracting(ProcessItem::status).containsExactly("success", "error", "error", "success");
        assertThat(items).extracting(ProcessItem::itemKey).containsExactly("A", "B", null, "C");
        ProcessItem negative = items.get(1);
        assertThat(negative.message()).isEqualTo("Row 3: The price is negative: -5.");
        assertThat(JobJson.MAPPER.treeToValue(negative.afterState(), SourceRow.class))
                .isEqualTo(new SourceRow(
                        3, List.of("sku", "name", "price", "note"), List.of("B", "Table", "-5", "of \"oak\", big")));
        assertThat(products()).containsExactly("A USD", "C USD");
    }

    @Test
    void keepsARowThatTheDatabaseCouldNotHold() {
        String text = "sku,name\n" + "A%d,Chair%n".formatted(0).repeat(10_000) + "B\0,Ta\0ble\n";

        Process process = node.run("products.csv", text.getBytes(UTF_8));

        assertThat(process.outcome()).isEqualTo(Outcome.PARTIALLY_SUCCEEDED);
        assertThat(behind.sql("SELECT item_key || ' ' || (after_state -> 'values')::text FROM process_items"
                                + " WHERE process_id = ? AND error_code = 'invalid_character'")
                        .param(process.id().value())
                        .query(String.class)
                        .single())
                .isEqualTo("B\uFFFD [\"B\uFFFD\", \"Ta\uFFFDble\"]");
    }

    @Test
    void tellsWhatAnUpdateChanged() {
        node.run("a.csv", "sku,name,price,vendor\nA,Chair,10,Nordform\n".getBytes(UTF_8));
        Process process = node.run("b.csv", "sku,name,price\nA,Chair,12.50\n".getBytes(UTF_8));

        ProcessItem item = node.items(process).getFirst();
        assertThat(item.status()).isEqualTo("success");
        assertThat(Objects.requireNonNull(item.beforeState()).get("price").decimalValue())
                .isEqualByComparingTo("10");
        assertThat(Objects.requireNonNull(item.afterState()).get("price").decimalValue())
                .isEqualByComparingTo("12.50");
        assertThat(item.afterState().get("vendor").asText()).isEqualTo("Nordform");
    }

    @Test
    void takesTheCurrencyOfTheWorkspaceLast() {
        behind.sql("UPDATE workspaces SET currency = 'CHF'").update();
        byte[] content = "sku,name,price,currency\nA,Chair,1,eur\nB,Table,2,\n".getBytes(UTF_8);
        node.run("a.csv", content);

        assertThat(products()).containsExactly("A EUR", "B CHF");

        node.run(Inputs.csv(node.store("a.csv", content), Map.of("currency", "JPY")));
        assertThat(products()).containsExactly("A JPY", "B JPY");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    ''                           => empty_file
                    'sku,name\\n'                => empty_file
                    '{"sku": 1}'                 => not_a_csv
                    'a,b\\n1,2'                  => no_usable_header
                    'sku,name\\nA,\\nB,'         => all_items_failed
                    """)
    void failsForAStableReasonWithoutTouchingAProduct(String text, String reason) {
        Process process = node.run("x.csv", text.replace("\\n", "\n").getBytes(UTF_8));

        assertThat(process.status()).isEqualTo(ProcessStatus.FAILED);
        assertThat(process.reasonCode()).isEqualTo(reason);
        assertThat(process.attempts().begun()).isEqualTo(1);
        assertThat(products()).isEmpty();
    }

    @Test
    void failsForOptionsThatMakeNoSense() {
        UUID file = node.store("a.csv", "sku,name\nA,Chair\n");

        assertThat(node.run(CsvInput.of(UUID.randomUUID())).reasonCode()).isEqualTo("file_not_found");
        assertThat(node.run(Inputs.csv(file, Map.of("currency", "XYZ"))).reasonCode())
                .isEqualTo("currency_unknown");
        assertThat(node.run(Inputs.csv(file, Map.of("mapping", Map.of("price", "Preis"))))
                        .reasonCode())
                .isEqualTo("unknown_column");
    }

    @Test
    void importsOnlyTheRowsThatFailedBefore() {
        String text = "sku,name,currency\nA,Chair,EUR\nB,Table,XXY\nA,Again,EUR\nC,Sofa,XXY\n";
        Process first = node.run("a.csv", text.getBytes(UTF_8));
        assertThat(summary(first, "failed")).isEqualTo(3);
        behind.sql("TRUNCATE products").update();

        Process again = node.await(node.bean(ProcessQueue.class)
                .retryFailedItems(Caller.of(Scope.SEEDED), first.id())
                .id());

        assertThat(again.reasonCode()).isEqualTo("all_items_failed");
        assertThat(node.items(again)).extracting(ProcessItem::itemIndex).containsExactly(1L, 2L, 3L);
        assertThat(node.items(again))
                .extracting(ProcessItem::errorCode)
                .containsExactly("currency_invalid", "duplicate_identity", "currency_invalid");
        assertThat(products()).isEmpty();
    }

    @Test
    void importsOnlyTheRowsThatFailedForOneReason() {
        String text = "sku,name,currency\nA,Chair,EUR\nB,Table,XXY\nA,Again,EUR\nC,Sofa,XXY\n";
        Process first = node.run("a.csv", text.getBytes(UTF_8));

        Process again = node.await(node.bean(ProcessQueue.class)
                .retryFailedItems(Caller.of(Scope.SEEDED), first.id(), "currency_invalid")
                .id());

        assertThat(node.items(again)).extracting(ProcessItem::itemIndex).containsExactly(1L, 3L);
        assertThat(again.itemIds()).hasToString("{\"error_code\":\"currency_invalid\"}");
    }

    private List<String> products() {
        return behind.sql("SELECT COALESCE(sku, handle) || ' ' || currency FROM products ORDER BY identity_key")
                .query(String.class)
                .list();
    }

    private static int summary(Process process, String member) {
        return Objects.requireNonNull(process.summary()).get(member).asInt();
    }
}
