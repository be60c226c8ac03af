package dev.waybill.worker.locations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.locations.BatchStatus;
import dev.waybill.shared.locations.ItemDecision;
import dev.waybill.shared.locations.ItemStatus;
import dev.waybill.shared.locations.LocationBatch;
import dev.waybill.shared.locations.LocationItem;
import dev.waybill.shared.locations.UserBatches;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class ApplyLocationsPostgresTest {

    private static ReviewNode node;

    private final JdbcClient behind;

    ApplyLocationsPostgresTest(TestDatabase database) {
        this.behind = database.superuser();
    }

    @BeforeAll
    static void start(TestDatabase database) {
        node = new ReviewNode(database, "waybill.locations.apply.chunk-size=3");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE locations").update();
    }

    @Test
    void makesLocationsOfWhatIsValidAndOfNothingElse() {
        long batch = node.generated(place(1), place(2), place(3), "{\"address\": \"nameless\"}", place(5));
        node.decide(batch, 0, ItemStatus.APPROVED);
        node.decide(batch, 4, ItemStatus.REJECTED);

        Process process = node.importNow(batch);

        assertThat(process.status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(process.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(String.valueOf(process.summary())).contains("\"imported\":3", "\"created\":3", "\"failed\":0");
        assertThat(process.counters().succeeded()).isEqualTo(3);
        assertThat(process.counters().total()).isEqualTo(3);
        assertThat(names()).containsExactly("Place 1", "Place 2", "Place 3");
        LocationBatch now = node.batch(batch);
        assertThat(now.status()).isEqualTo(BatchStatus.DRAFT);
        assertThat(now.counters()).isEqualTo(new LocationBatch.Counters(5, 1, 1, 3, 0));
        assertThat(node.items(batch).get(1).status()).isEqualTo(ItemStatus.IMPORTED);
        assertThat(node.items(batch).get(1).decision()).isNull();
        assertThat(result(batch, 0).path("location_id").asLong()).isEqualTo(id("Place 1"));

        node.decide(batch, 3, ItemStatus.REJECTED);

        assertThat(node.batch(batch).status()).isEqualTo(BatchStatus.IMPORTED);
        Process generation = node.process(node.batch(batch).processId());
        assertThat(generation.status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(String.valueOf(generation.summary())).contains("\"generated\":1", "\"imported_items\":3");
    }

    @Test
    void importsTheEditsOfAPerson() {
        long batch = node.generated(place(1), "{\"address\": \"9 Main St\"}");
        node.decide(batch, 0, edit("{\"phone\": \"212 555 0199\", \"city\": null}"));
        node.decide(batch, 1, edit("{\"name\": \"Named\"}"));

        node.importNow(batch);

        assertThat(names()).containsExactly("Named", "Place 1");
        assertThat(behind.sql("SELECT phone || COALESCE(city, '-') FROM locations WHERE name = 'Place 1'")
                        .query(String.class)
                        .single())
                .isEqualTo("+12125550199-");
        assertThat(node.batch(batch).status()).isEqualTo(BatchStatus.IMPORTED);
    }

    @Test
    void linksWhatIsThereAlready() {
        long first = node.generated(place(1), place(2), place(2));
        node.importNow(first);
        behind.sql("UPDATE locations SET website = NULL, phone = '+12125550100' WHERE name = 'Place 1'")
                .update();

        long second = node.generated(place(1).replace("Place 1", "PLACE  1"), place(3));
        Process process = node.importNow(second);

        assertThat(names()).containsExactly("Place 1", "Place 2", "Place 3");
        assertThat(result(second, 0).path("location_id").asLong()).isEqualTo(id("Place 1"));
        assertThat(result(second, 0).path("existing").asBoolean()).isTrue();
        assertThat(result(first, 2).path("location_id"))
                .isEqualTo(result(first, 1).path("location_id"));
        assertThat(behind.sql("SELECT website || phone FROM locations WHERE name = 'Place 1'")
                        .query(String.class)
                        .single())
                .isEqualTo("https://place1.example.com+12125550100");
        assertThat(String.valueOf(process.summary())).contains("\"created\":1", "\"existing\":1");
    }

    @Test
    void doesNotLetOneBadItemStopTheOthers() {
        behind.sql("ALTER TABLE locations ADD CONSTRAINT no_two CHECK (name <> 'Place 2')")
                .update();
        try {
            long batch = node.generated(place(1), place(2), place(3));

            Process process = node.importNow(batch);

            assertThat(process.outcome()).isEqualTo(Outcome.PARTIALLY_SUCCEEDED);
            assertThat(names()).containsExactly("Place 1", "Place 3");
            LocationItem failed = node.items(batch).get(1);
            assertThat(failed.status()).isEqualTo(ItemStatus.FAILED);
            assertThat(result(batch, 1).path("error").asText()).isEqualTo("location_refused");
            assertThat(node.batch(batch).status()).isEqualTo(BatchStatus.DRAFT);
            assertThat(node.batch(batch).counters().failed()).isEqualTo(1);
            List<ProcessItem> items = node.bean(ProcessReader.class).items(Scope.SEEDED, process.id(), "error", -1, 10);
            assertThat(items)
                    .singleElement()
                    .satisfies(item -> assertThat(item.errorCode()).isEqualTo("location_refused"));

            node.decide(batch, 1, edit("{\"name\": \"Place two\"}"));
            Process again = node.importNow(batch);

            assertThat(again.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(names()).containsExactly("Place 1", "Place 3", "Place two");
            assertThat(node.batch(batch).status()).isEqualTo(BatchStatus.IMPORTED);
            assertThat(node.batch(batch).counters()).isEqualTo(new LocationBatch.Counters(3, 1, 0, 3, 0));
        } finally {
            behind.sql("ALTER TABLE locations DROP CONSTRAINT no_two").update();
        }
    }

    @Test
    void failsWhenNothingCouldBeImportedAndEndsWithTheRejectionOfTheRest() {
        behind.sql("ALTER TABLE locations ADD CONSTRAINT none CHECK (name NOT LIKE 'Place%')")
                .update();
        try {
            long batch = node.generated(place(1));

            Process process = node.importNow(batch);

            assertThat(process.status()).isEqualTo(ProcessStatus.FAILED);
            assertThat(process.reasonCode()).isEqualTo("all_items_failed");
            assertThat(node.batch(batch).status()).isEqualTo(BatchStatus.DRAFT);
            assertThatThrownBy(() -> node.bean(ProcessQueue.class).retry(Caller.of(Scope.SEEDED), process.id()))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.reasonCode()).isEqualTo("import_ended"));
            node.decide(batch, 0, ItemStatus.REJECTED);
            assertThat(node.batch(batch).status()).isEqualTo(BatchStatus.IMPORTED);
            assertThat(node.batch(batch).counters()).isEqualTo(new LocationBatch.Counters(1, 0, 1, 0, 0));
        } finally {
            behind.sql("ALTER TABLE locations DROP CONSTRAINT none").update();
        }
    }

    @Test
    void keepsABatchOfNothingButRejectionsUntilItIsImported() {
        long batch = node.generated(place(1));
        node.decide(batch, 0, ItemStatus.REJECTED);
        assertThat(node.batch(batch).status()).isEqualTo(BatchStatus.DRAFT);

        Process process = node.importNow(batch);

        assertThat(process.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(node.batch(batch).status()).isEqualTo(BatchStatus.IMPORTED);
        assertThat(names()).isEmpty();
    }

    @Test
    void makesNothingTwiceHoweverOftenItIsAsked() throws Exception {
        long batch = node.generated(IntStream.range(0, 20)
                .mapToObj(ApplyLocationsPostgresTest::place)
                .toArray(String[]::new));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<ProcessId>> imports = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                imports.add(threads.submit(() -> importOrNothing(batch)));
            }
            for (Future<ProcessId> one : imports) {
                node.await(one.get());
            }
        }

        assertThat(names()).hasSize(20);
        assertThat(node.batch(batch).status()).isEqualTo(BatchStatus.IMPORTED);
        assertThat(behind.sql("""
                        SELECT count(*) FROM process_items i JOIN processes p ON p.id = i.process_id
                        WHERE p.type = 'ai_location_import_apply' AND p.related_id = ?
                        """).param(batch).query(Long.class).single()).isEqualTo(20);
    }

    @Test
    void leavesWithTheirUser() {
        long user = behind.sql("INSERT INTO users (name) VALUES ('leaver') RETURNING id")
                .query(Long.class)
                .single();
        long reviewed = node.generated(place(1));
        long imported = node.generated(place(2));
        node.importNow(imported);
        behind.sql("UPDATE ai_location_import_batches SET user_id = ? WHERE id IN (?, ?)")
                .params(user, reviewed, imported)
                .update();
        ProcessId waiting = Objects.requireNonNull(node.batch(reviewed).processId());

        assertThat(node.bean(UserBatches.class).deleteAll(user)).isEqualTo(2);

        assertThat(node.process(waiting).status()).isEqualTo(ProcessStatus.CANCELLED);
        assertThat(behind.sql("SELECT count(*) FROM ai_location_import_items WHERE batch_id IN (?, ?)")
                        .params(reviewed, imported)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(names()).containsExactly("Place 2");
        assertThat(behind.sql("DELETE FROM users WHERE id = ?").param(user).update())
                .isEqualTo(1);
    }

    /** The batch may be imported by the time the last ones ask. */
    private static ProcessId importOrNothing(long batch) {
        try {
            return node.reviews().startImport(Scope.SEEDED, batch);
        } catch (Refusal refused) {
            assertThat(refused.reasonCode()).isEqualTo("batch_imported");
            return Objects.requireNonNull(node.batch(batch).applyProcessId());
        }
    }

    private static ItemDecision edit(String json) {
        return new ItemDecision(ItemStatus.APPROVED, true, (ObjectNode) JobJson.read(json), null);
    }

    private static JsonNode result(long batch, int index) {
        return Objects.requireNonNull(node.items(batch).get(index).importResult());
    }

    private List<String> names() {
        return behind.sql("SELECT name FROM locations ORDER BY name")
                .query(String.class)
                .list();
    }

    private long id(String name) {
        return behind.sql("SELECT id FROM locations WHERE name = ?")
                .param(name)
                .query(Long.class)
                .single();
    }

    private static String place(int number) {
        return """
                {"name": "Place %1$d", "address": "%1$d Main St", "city": "New York", "state": "NY", "country": "US",
                 "website": "place%1$d.example.com"}""".formatted(number);
    }
}
