package dev.waybill.worker.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.imports.ImportTypes;
import dev.waybill.shared.imports.UndoInput;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessEvent;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class UndoPostgresTest {

    private static ImportNode node;

    private final JdbcClient behind;
    private final TestDatabase database;

    UndoPostgresTest(TestDatabase database) {
        this.database = database;
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
        behind.sql("TRUNCATE products, locations").update();
    }

    @Test
    void restoresWhatWasAndRemovesWhatWasNot() {
        csv("sku,name,price,tags\nA,Chair,10,\"x,y\"\nB,Table,20,\n");
        List<String> before = products();
        Process imported = csv("sku,name,price,vendor\nA,Armchair,12,Acme\nB,Table,20,\nN,New,5,\nX,,1,\n");
        assertThat(products()).isNotEqualTo(before);

        Process undo = node.undo(imported);

        assertThat(products()).isEqualTo(before);
        assertThat(undo.kind().label()).isEqualTo("import_undo");
        assertThat(undo.kind().relatedType()).isEqualTo("process");
        assertThat(undo.kind().relatedId()).isEqualTo(imported.id().value());
        assertThat(undo.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(undo.counters()).isEqualTo(new Process.Counters(2L, 2, 2, 0, 0));
        assertThat(Objects.requireNonNull(undo.summary()).toString())
                .contains("\"restored\":1", "\"removed\":1", "\"left\":0");
        assertThat(node.items(undo)).extracting(ProcessItem::message).containsExactly("Restored.", "Removed.");
        Process marked = node.await(imported.id());
        assertThat(marked.undo()).isEqualTo(new Process.Undo(true, undo.id().value()));
        assertThat(marked.version()).isGreaterThan(imported.version());
        assertThat(events(imported)).endsWith("completed", "undo");
        assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
    }

    @Test
    void leavesWhatSomebodyChangedSince() {
        Process imported = csv("sku,name\nA,Chair\nB,Table\nC,Sofa\n");
        behind.sql("UPDATE products SET stock = 7 WHERE sku = 'A'").update();
        csv("sku,name\nB,Desk\n");

        Process undo = node.undo(imported);

        assertThat(node.items(undo)).extracting(ProcessItem::status).containsExactly("skipped", "skipped", "success");
        assertThat(node.items(undo))
                .extracting(ProcessItem::errorCode)
                .containsExactly("changed_since", "changed_since", null);
        assertThat(skus()).containsExactly("A", "B");
        assertThat(Objects.requireNonNull(undo.summary()).path("left").asInt()).isEqualTo(2);
    }

    @Test
    void leavesWhatAnotherProcessWroteAgainAsItWas() {
        Process imported = csv("sku,name\nA,Chair\n");
        csv("sku,name\nA,Desk\n");
        csv("sku,name\nA,Chair\n");

        assertThat(node.items(node.undo(imported)).getFirst().errorCode()).isEqualTo("changed_since");
        assertThat(skus()).containsExactly("A");
    }

    @Test
    void undoesOneImportAfterTheOther() {
        Process first = csv("sku,name\nA,Chair\n");
        Process second = csv("sku,name\nA,Desk\n");

        node.undo(second);
        assertThat(products()).singleElement().asString().contains("Chair");
        Process undo = node.undo(first);

        assertThat(Objects.requireNonNull(undo.summary()).path("removed").asInt())
                .isEqualTo(1);
        assertThat(products()).isEmpty();
    }

    @Test
    void undoesOnceUnlessSomethingWasLeft() {
        Process clean = csv("sku,name\nA,Chair\n");
        node.undo(clean);
        assertRefused(clean, "already_undone");

        Process touched = csv("sku,name\nA,Chair\nB,Table\n");
        behind.sql("UPDATE products SET stock = 1 WHERE sku = 'A'").update();
        Process left = node.undo(touched);
        behind.sql("UPDATE products SET stock = NULL WHERE sku = 'A'").update();
        Process again = node.undo(touched);

        assertThat(again.id()).isNotEqualTo(left.id());
        assertThat(node.items(again)).extracting(ProcessItem::errorCode).containsExactly(null, "already_undone");
        assertThat(Objects.requireNonNull(again.summary()).path("left").asInt()).isZero();
        assertThat(products()).isEmpty();
        assertRefused(touched, "already_undone");
    }

    @Test
    void undoesWhatACancelledImportHadDone() throws Exception {
        assertThat(csv("sku,name\nP1500,Held\n").outcome()).isEqualTo(Outcome.SUCCEEDED);
        UUID file = node.store("many.csv", manyRows());
        ProcessId id;
        try (Connection held = database.dataSource().getConnection();
                Statement statement = held.createStatement()) {
            held.setAutoCommit(false);
            statement.execute("SELECT 1 FROM products WHERE sku = 'P1500' FOR UPDATE");
            id = node.submit(CsvInput.of(file), 4);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(node.find(id))
                            .as("an import whose second chunk waits for a row")
                            .extracting(
                                    Process::status,
                                    process -> process.counters().succeeded())
                            .containsExactly(ProcessStatus.RUNNING, 1_000L));
            node.bean(ProcessQueue.class).cancel(Caller.of(Scope.SEEDED), id);
            held.rollback();
        }
        Process cancelled = node.await(id);
        assertThat(cancelled.status()).isEqualTo(ProcessStatus.CANCELLED);
        // The cancel races with the chunk that waits for the row: it may still be written whole.
        long done = cancelled.counters().succeeded();
        assertThat(done).isIn(1_000L, 1_700L);

        Process undo = node.undo(cancelled);

        assertThat(undo.counters().succeeded()).isEqualTo(done);
        assertThat(skus()).containsExactly("P1500");
    }

    @Test
    void undoesWhatAFailedImportHadDoneAndDoesNotLetItGoOn() {
        behind.sql("ALTER TABLE products ADD CONSTRAINT no_p1500 CHECK (sku <> 'P1500')")
                .update();
        Process failed = node.await(node.submit(CsvInput.of(node.store("many.csv", manyRows())), 1));
        behind.sql("ALTER TABLE products DROP CONSTRAINT no_p1500").update();
        assertThat(failed.status()).isEqualTo(ProcessStatus.FAILED);
        assertThat(skus()).hasSize(1_000);

        node.undo(failed);

        assertThat(skus()).isEmpty();
        assertThatThrownBy(() -> node.bean(ProcessQueue.class).retry(Caller.of(Scope.SEEDED), failed.id()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused -> assertThat(refused.reasonCode()).isEqualTo("already_undone"));
    }

    private static String manyRows() {
        StringBuilder rows = new StringBuilder("sku,name\n");
        for (int row = 0; row < 1_700; row++) {
            rows.append("P").append(row).append(",Chair\n");
        }
        return rows.toString();
    }

    @Test
    void refusesWhatDidNothingThatCouldBeTakenBack() {
        csv("sku,name\nA,Chair\n");
        Process unchanged = csv("sku,name\nA,Chair\n");
        Process undo = node.undo(csv("sku,name\nB,Table\n"));

        assertRefused(unchanged, "not_undoable");
        assertRefused(undo, "not_undoable");
    }

    @Test
    void givesBackTheParentOfVariationsThatNameItById() {
        String woo = "ID,Type,SKU,Name,Tax status,In stock?,Regular price,Parent\n";
        csv(woo + "9,simple,Z,Zip,,1,5,\n");
        List<String> before = products();
        Process imported = csv(woo + "2,variation,T-R,Tee red,,1,20,id:1\n1,variable,T,Tee,,1,,\n");
        assertThat(behind.sql("SELECT parent_sku FROM products WHERE sku = 'T-R'")
                        .query(String.class)
                        .single())
                .isEqualTo("T");

        Process undo = node.undo(imported);

        assertThat(Objects.requireNonNull(undo.summary()).path("removed").asInt())
                .isEqualTo(2);
        assertThat(products()).isEqualTo(before);
    }

    @Test
    void undoesAnImportOfLocations() {
        String header = "name,address,city,phone,floor\n";
        locations(header + "Main,1 High St,Bath,,2\n");
        List<String> before = table();
        Process imported = locations(
                header + "Main,1 High St,Bath,+441225000001,3\nNew,2 High St,Bath,,\n" + "Later,3 High St,Bath,,\n");
        behind.sql("UPDATE locations SET city = 'York' WHERE name = 'Later'").update();

        Process undo = node.undo(imported);

        assertThat(node.items(undo))
                .extracting(ProcessItem::message)
                .containsExactly("Restored.", "Removed.", "It was changed since, so it stays.");
        behind.sql("DELETE FROM locations WHERE name = 'Later'").update();
        assertThat(table()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnAfterACrash(boolean afterCommit) throws Exception {
        Process imported = csv(manyRows());
        ChunkDriver driver =
                new ChunkDriver(node.bean(RoleTransactions.class), node.bean(JdbcClient.class)).crashIn(1, afterCommit);

        JobOutcome outcome =
                driver.finish(node.undoJob(), new UndoInput(imported.id().value()));

        assertThat(products()).isEmpty();
        assertThat(driver.items).hasSize(1_700);
        assertThat(outcome.summary()).containsEntry("removed", 1_700L).containsEntry("left", 0L);
    }

    @Test
    void isNothingThatCallersSubmit() {
        assertThat(ImportTypes.UNDO.visibility()).isEqualTo(JobType.Visibility.BY_ROUTE);
        assertThat(node.await(node.undo(csv("sku,name\nA,Chair\n")).id()).status())
                .isEqualTo(ProcessStatus.COMPLETED);
    }

    private void assertRefused(Process process, String code) {
        assertThatThrownBy(() -> node.bean(ProcessQueue.class).undo(Caller.of(Scope.SEEDED), process.id()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused -> assertThat(refused.reasonCode()).isEqualTo(code));
    }

    private static Process csv(String text) {
        return node.run("x.csv", text.getBytes(UTF_8));
    }

    private static Process locations(String text) {
        return node.run(Inputs.csv(node.store("x.csv", text), Map.of("target", "locations")));
    }

    private List<String> products() {
        return behind.sql("""
                        SELECT (to_jsonb(p) - '{id,created_at,updated_at,source_row,source_process_id}'::text[])::text
                        FROM products p ORDER BY identity_key
                        """).query(String.class).list();
    }

    private List<String> skus() {
        return behind.sql("SELECT sku FROM products ORDER BY sku")
                .query(String.class)
                .list();
    }

    private List<String> table() {
        return behind.sql("""
                        SELECT (to_jsonb(l) - '{created_at,updated_at,source_process_id}'::text[])::text
                        FROM locations l ORDER BY id
                        """).query(String.class).list();
    }

    private static List<String> events(Process process) {
        return node.bean(ProcessReader.class).events(Scope.SEEDED, process.id(), 0, 100).stream()
                .map(ProcessEvent::type)
                .toList();
    }
}
