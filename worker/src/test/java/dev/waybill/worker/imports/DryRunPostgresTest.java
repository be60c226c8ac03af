package dev.waybill.worker.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class DryRunPostgresTest {

    private static final String STORED = """
            sku,name,price,tags,vendor
            A,Chair,10,"x,y",Acme
            B,Table,20,,Acme
            C,Sofa,30,,
            """;
    private static final String COMING = """
            sku,name,price,tags
            A,Chair,10,"x,y"
            B,Table,25.50,
            N,New lamp,5,"a,b"
            D,,1,
            B,Twice,1,
            C,Sofa,-3,
            """;

    private static ImportNode node;

    private final JdbcClient behind;

    DryRunPostgresTest(TestDatabase database) {
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
    void saysWhatTheImportWouldDoAndTouchesNothing() {
        node.run("stored.csv", STORED.getBytes(UTF_8));
        refuseWrites("products");
        String before = table("products");

        Process dry = node.run(Inputs.csv(node.store("coming.csv", COMING), Map.of("dry_run", true)));

        String after = table("products");
        allowWrites("products");
        assertThat(after).isEqualTo(before);
        Process real = node.run("coming.csv", COMING.getBytes(UTF_8));
        assertThat(dry.outcome()).isEqualTo(real.outcome()).isEqualTo(Outcome.PARTIALLY_SUCCEEDED);
        assertThat(dry.counters()).isEqualTo(real.counters());
        assertThat(without(dry, "dry_run")).isEqualTo(without(real, "dry_run"));
        assertThat(Objects.requireNonNull(dry.summary()).path("dry_run").asBoolean())
                .isTrue();
        assertThat(states(dry)).isEqualTo(states(real)).hasSize(6);
        assertThat(node.items(dry))
                .extracting(ProcessItem::message)
                .startsWith("Unchanged.", "Would be updated.", "Would be inserted.", "Row 5: The row has no name.");
    }

    @Test
    void looksAtTheFirstRowsOnly() {
        Process dry = node.run(Inputs.csv(node.store("coming.csv", COMING), Map.of("dry_run", true, "rows", 2)));

        assertThat(node.items(dry)).extracting(ProcessItem::itemKey).containsExactly("A", "B");
        assertThat(dry.counters()).isEqualTo(new Process.Counters(2L, 2, 2, 0, 0));
        assertThat(dry.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(Objects.requireNonNull(dry.summary()).path("looked_at").asInt())
                .isEqualTo(2);
        assertThat(dry.summary().path("rows").asInt()).isEqualTo(6);
        assertThat(table("products")).isEmpty();
    }

    @Test
    void doesTheSameForLocations() {
        String stored = """
                name,address,city,phone
                Main,1 High St,Bath,
                Old,2 Low St,Bath,
                """;
        String coming = """
                name,address,city,phone
                Main,1 High St,Bath,+441225000001
                Old,2 Low St,Bath,
                New,3 Low St,Bath,
                ,4 Low St,Bath,
                """;
        node.run(Inputs.csv(node.store("a.csv", stored), Map.of("target", "locations")));
        refuseWrites("locations");
        String before = table("locations");

        Process dry = node.run(Inputs.csv(node.store("b.csv", coming), Map.of("target", "locations", "dry_run", true)));

        assertThat(table("locations")).isEqualTo(before);
        allowWrites("locations");
        assertThat(node.items(dry))
                .extracting(ProcessItem::message)
                .startsWith("Would be updated.", "Unchanged.", "Would be inserted.");
        Process real = node.run(Inputs.csv(node.store("b.csv", coming), Map.of("target", "locations")));
        assertThat(dry.counters()).isEqualTo(real.counters());
        assertThat(states(dry)).isEqualTo(states(real)).hasSize(4);
    }

    @Test
    void cannotBeUndone() {
        Process dry = node.run(Inputs.csv(node.store("coming.csv", STORED), Map.of("dry_run", true)));

        assertThat(dry.undo()).isEqualTo(new Process.Undo(false, null));
    }

    /** Not even a write that changes nothing goes through. */
    private void refuseWrites(String table) {
        behind.sql("""
                        CREATE OR REPLACE FUNCTION refuse_any_write() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN RAISE EXCEPTION 'a dry run writes'; END $$
                        """).update();
        behind.sql("CREATE TRIGGER no_write BEFORE INSERT OR UPDATE OR DELETE ON " + table
                        + " FOR EACH STATEMENT EXECUTE FUNCTION refuse_any_write()")
                .update();
    }

    private void allowWrites(String table) {
        behind.sql("DROP TRIGGER no_write ON " + table).update();
    }

    private String table(String table) {
        return behind.sql("SELECT COALESCE(string_agg(t::text || ' ' || t.xmin, '|' ORDER BY t.id), '') FROM " + table
                        + " t")
                .query(String.class)
                .single();
    }

    private static Map<String, Object> without(Process process, String member) {
        Map<String, Object> summary = JobJson.MAPPER.convertValue(process.summary(), new TypeReference<>() {});
        summary.remove(member);
        return summary;
    }

    private static List<String> states(Process process) {
        return node.items(process).stream()
                .map(item -> item.itemKey() + " " + item.status() + " " + item.errorCode() + " " + item.beforeState()
                        + " " + (item.afterState() == null ? "" : withoutId(item)))
                .toList();
    }

    private static String withoutId(ProcessItem item) {
        ObjectNode state = Objects.requireNonNull(item.afterState()).deepCopy();
        return state.without("location_id").toString();
    }
}
