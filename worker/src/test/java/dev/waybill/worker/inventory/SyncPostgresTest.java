package dev.waybill.worker.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.shared.imports.ApiOptions;
import dev.waybill.shared.imports.ApiPaging;
import dev.waybill.shared.inventory.InventoryRun;
import dev.waybill.shared.inventory.InventoryTypes;
import dev.waybill.shared.inventory.RunStatus;
import dev.waybill.shared.inventory.SubjectFields;
import dev.waybill.shared.inventory.SyncInput;
import dev.waybill.shared.inventory.SyncSource;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class SyncPostgresTest {

    private static TestDatabase database;
    private static InventoryNode node;
    private long tenant;

    @BeforeAll
    static void start(TestDatabase newDatabase) {
        database = newDatabase;
        node = new InventoryNode(database, "waybill.inventory.chunk-size=2", "waybill.inventory.max-subject-size=2KB");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void makeTenant() {
        tenant = node.tenant("acme");
    }

    @Test
    void takesASnapshotOfAFileWhoseFormDoesNotMatter() {
        Process one = node.sync(
                tenant,
                "{\"subject_type\":\"policy\",\"external_id\":\"p1\",\"a\":1.50,\"b\":{\"y\":[2],\"x\":null}}\n");
        Process other = node.sync(
                tenant,
                "\uFEFF\r\n{ \"b\":{\"x\":null,\"y\":[2.0]}, \"external_id\":\"p1\", \"a\":15e-1, \"subject_type\":\"policy\"}");

        InventoryRun run = node.run(one);
        assertThat(one.outcome()).as(one.errorMessage()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.itemCount()).isEqualTo(1);
        assertThat(run.finishedAt()).isEqualTo(one.times().finishedAt());
        assertThat(run.processId()).isEqualTo(one.id().value());
        assertThat(run.selection().toString()).isEqualTo("{\"sync\":\"full\"}");
        assertThat(run.selectionHash()).isEqualTo(node.run(other).selectionHash());
        assertThat(hashes(run)).isEqualTo(hashes(node.run(other))).hasSize(1);
    }

    @Test
    void saysOfEachBadLineWhatIsWrongWithItAndIsNotComplete() {
        Process sync = node.sync(
                tenant,
                String.join(
                        "\n",
                        List.of(
                                subject("p1", "1"),
                                "{broken",
                                "{\"external_id\":\"x\"}",
                                "{\"subject_type\":\"policy\"}",
                                "[1]",
                                subject("p2", "\"\\u0000\""),
                                subject("p3", "1e999"),
                                subject("p4", "[" + "1e390,".repeat(6) + "0]"),
                                "x".repeat(3_000),
                                subject("y".repeat(500) + "é".repeat(251), "1"),
                                "",
                                subject("p1", "2"),
                                subject("p5", "5"))));

        assertThat(sync.outcome()).as(sync.errorMessage()).isEqualTo(Outcome.PARTIALLY_SUCCEEDED);
        assertThat(node.items(sync))
                .extracting(ProcessItem::errorCode)
                .containsExactly(
                        null,
                        "json_malformed",
                        "subject_type_missing",
                        "external_id_missing",
                        "not_an_object",
                        "invalid_character",
                        "number_out_of_range",
                        "subject_too_large",
                        "subject_too_large",
                        "external_id_too_long",
                        "duplicate_subject",
                        null);
        InventoryRun run = node.run(sync);
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED_WITH_ERRORS);
        assertThat(run.itemCount()).isEqualTo(2);
        assertThat(run.failedCount()).isEqualTo(10);
        assertThat(sync.counters().total()).isEqualTo(12);
    }

    @Test
    void failsWhenNothingIsASubjectOrThereIsNothing() {
        Process bad = node.sync(tenant, "{}\nnonsense\n");
        Process empty = node.sync(tenant, "\n\n");
        SyncInput allowed = new SyncInput(SyncSource.file(node.store("")), null, null, null, true);

        assertThat(bad.reasonCode()).isEqualTo("all_items_failed");
        assertThat(runStatus(bad)).isEqualTo("failed");
        assertThat(empty.reasonCode()).isEqualTo("no_subjects");
        assertThat(node.run(node.sync(tenant, InventoryTypes.FULL, allowed)).status())
                .isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void readsSubjectsWhereTheInputSays() {
        SubjectFields fields = new SubjectFields("/meta/kind", "/meta/no", "/body");
        SyncInput input = new SyncInput(
                SyncSource.file(node.store("{\"meta\":{\"no\":7},\"body\":{\"a\":1},\"other\":2}")),
                selection("{\"region\":\"eu\"}"),
                "device",
                fields,
                null);

        InventoryRun run = node.run(node.sync(tenant, InventoryTypes.STOCK, input));

        assertThat(run.selection().toString()).isEqualTo("{\"sync\":\"stock\",\"region\":\"eu\"}");
        assertThat(contents(run)).containsExactly("device 7 {\"a\": 1}");
    }

    @Test
    void takesAPagedApi() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean first = exchange.getRequestURI().getQuery().contains("page=1");
            String body =
                    first ? "{\"items\":[" + subject("a", "1") + "," + subject("b", "2.50") + ",3]}" : "{\"items\":[]}";
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        try {
            ApiOptions api = new ApiOptions(
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/all",
                    "/items",
                    ApiPaging.of(ApiPaging.Kind.PAGE),
                    null);

            Process sync = node.sync(tenant, InventoryTypes.ORDERS, SyncInput.of(new SyncSource(null, api, null)));

            assertThat(sync.outcome()).as(sync.errorMessage()).isEqualTo(Outcome.PARTIALLY_SUCCEEDED);
            assertThat(contents(node.run(sync)))
                    .containsExactly("policy a {\"value\": 1}", "policy b {\"value\": 2.5}");
            assertThat(node.items(sync))
                    .extracting(ProcessItem::errorCode)
                    .containsExactly(null, null, "not_an_object");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void takesOurOwnProductsWithTheFieldsOfTheSubtype() {
        database.superuser().sql("DELETE FROM products").update();
        for (int at = 0; at < 5; at++) {
            database.superuser()
                    .sql("INSERT INTO products (workspace_id, identity_key, sku, name, price, stock) "
                            + "VALUES (1, 'sku:' || :n, :n, 'Thing', 2.50, 3)")
                    .param("n", "S" + at)
                    .update();
        }
        SyncInput products = SyncInput.of(new SyncSource(null, null, SyncSource.Catalog.PRODUCTS));

        assertThat(contents(node.run(node.sync(tenant, InventoryTypes.STOCK, products))))
                .hasSize(5)
                .first()
                .isEqualTo("product sku:S0 {\"sku\": \"S0\", \"stock\": 3}");
        assertThat(contents(node.run(node.sync(tenant, InventoryTypes.PRICE, products))))
                .first()
                .isEqualTo("product sku:S0 {\"sku\": \"S0\", \"price\": 2.5}");
        assertThat(contents(node.run(node.sync(tenant, InventoryTypes.FULL, products)))
                        .getFirst())
                .contains("\"name\": \"Thing\"", "\"tags\": []")
                .doesNotContain("created_at");
    }

    @Test
    void takesOurOwnLocations() {
        database.superuser().sql("DELETE FROM locations").update();
        database.superuser()
                .sql(
                        "INSERT INTO locations (workspace_id, identity_key, name, name_key) VALUES (1, 'id:1', 'Inn', 'inn')")
                .update();
        SyncInput locations = SyncInput.of(new SyncSource(null, null, SyncSource.Catalog.LOCATIONS));

        InventoryRun run = node.run(node.sync(tenant, InventoryTypes.FULL, locations));

        assertThat(run.selection().toString()).isEqualTo("{\"sync\":\"full\",\"catalog\":\"locations\"}");
        assertThat(contents(run).getFirst()).startsWith("location id:1 ").contains("\"name\": \"Inn\"");
        assertThatThrownBy(() -> node.submit(tenant, InventoryTypes.STOCK, locations))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused -> assertThat(refused.reasonCode()).isEqualTo("source_not_supported"));
    }

    @Test
    void writesEverySubjectOnceHoweverOftenItCrashes() throws Exception {
        SyncInput input = SyncInput.of(SyncSource.file(node.store(IntStream.range(0, 7)
                .mapToObj(at -> subject("p" + at % 6, String.valueOf(at)))
                .collect(Collectors.joining("\n")))));
        long process = runningProcess(tenant, "sync");
        Job<SyncInput> job =
                node.bean(InventoryJobsAutoConfiguration.Syncs.class).job(InventoryTypes.FULL);
        CrashingProgress progress = new CrashingProgress(node, process);

        JobOutcome outcome = progress.finish(job, input);

        assertThat(progress.crashes).isGreaterThan(5);
        assertThat(outcome.summary()).containsEntry("subjects", 6L);
        assertThat(progress.items.values())
                .extracting(item -> item.errorCode())
                .containsExactly(null, null, null, null, null, null, "duplicate_subject");
        assertThat(database.superuser()
                        .sql("SELECT item_count || ' ' || failed_count FROM inventory_sync_runs WHERE process_id = ?")
                        .param(process)
                        .query(String.class)
                        .list())
                .containsExactly("6 1");
    }

    @Test
    void answersWithTheRunThatIsActive() {
        SyncInput input = SyncInput.of(SyncSource.file(node.store(subject("p1", "1"))));
        Submission later = Submission.of(Scope.SEEDED, InventoryTypes.FULL, input)
                .ofTenant(tenant)
                .notBefore(Instant.parse("2999-01-01T00:00:00Z"));
        ProcessQueue queue = node.bean(ProcessQueue.class);
        var first = queue.submit(later);

        assertThat(queue.submit(later.onceAtATime("mine")).id()).isEqualTo(first.id());
        assertThat(node.submit(tenant, InventoryTypes.STOCK, input).created()).isTrue();
        assertThat(node.submit(node.tenant("other"), InventoryTypes.FULL, input).created())
                .isTrue();
        queue.cancel(Caller.of(Scope.SEEDED), first.id());
        assertThat(node.submit(tenant, InventoryTypes.FULL, input).created()).isTrue();
    }

    @Test
    void retriesNoFailedRunWhileAnotherOneIsActive() {
        SyncInput input = SyncInput.of(SyncSource.file(node.store("nonsense")));
        Process failed = node.sync(tenant, InventoryTypes.FULL, input);
        Submission later = Submission.of(Scope.SEEDED, InventoryTypes.FULL, input)
                .ofTenant(tenant)
                .notBefore(Instant.parse("2999-01-01T00:00:00Z"));
        ProcessQueue queue = node.bean(ProcessQueue.class);
        var active = queue.submit(later);

        assertThatThrownBy(() -> queue.retry(Caller.of(Scope.SEEDED), failed.id()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused -> assertThat(refused.reasonCode()).isEqualTo("already_active"));
        queue.cancel(Caller.of(Scope.SEEDED), active.id());
        queue.retry(Caller.of(Scope.SEEDED), failed.id());
        assertThat(node.await(failed.id()).status()).isEqualTo(ProcessStatus.FAILED);
    }

    @Test
    void belongsToATenant() {
        SyncInput input = SyncInput.of(SyncSource.file(node.store(subject("p1", "1"))));

        assertThatThrownBy(() ->
                        node.bean(ProcessQueue.class).submit(Submission.of(Scope.SEEDED, InventoryTypes.FULL, input)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused -> assertThat(refused.reasonCode()).isEqualTo("tenant_required"));
    }

    @Test
    void saysCancelledWithItsProcessHoweverThatComesToBe() {
        long process = runningProcess(tenant, "sync");
        database.superuser()
                .sql("INSERT INTO inventory_sync_runs (workspace_id, tenant_id, selection, selection_hash, process_id) "
                        + "VALUES (1, :tenant, '{}', repeat('0', 64), :process)")
                .param("tenant", tenant)
                .param("process", process)
                .update();

        database.superuser()
                .sql("UPDATE processes SET status = 'pending' WHERE id = ?")
                .param(process)
                .update();
        assertThat(runStatus(process)).isEqualTo("pending");

        node.bean(ProcessQueue.class).cancel(Caller.of(Scope.SEEDED), new ProcessId(process));
        assertThat(runStatus(process)).isEqualTo("cancelled");
    }

    static long runningProcess(long tenant, String type) {
        return database.superuser()
                .sql("INSERT INTO processes (workspace_id, tenant_id, type, subtype, status, queue, max_attempts) "
                        + "VALUES (1, :tenant, :type, 'full', 'running', 'nobody', 1) RETURNING id")
                .param("tenant", tenant)
                .param("type", type)
                .query(Long.class)
                .single();
    }

    private static String subject(String id, String value) {
        return "{\"subject_type\":\"policy\",\"external_id\":\"%s\",\"value\":%s}".formatted(id, value);
    }

    private static ObjectNode selection(String json) {
        return (ObjectNode) Objects.requireNonNull(JobJson.read(json));
    }

    private static String runStatus(Process process) {
        return runStatus(process.id().value());
    }

    private static String runStatus(long process) {
        return database.superuser()
                .sql("SELECT status FROM inventory_sync_runs WHERE process_id = ?")
                .param(process)
                .query(String.class)
                .single();
    }

    private static List<String> hashes(InventoryRun run) {
        return database.superuser()
                .sql("SELECT encode(content_hash, 'hex') FROM inventory_items WHERE sync_run_id = ?")
                .param(run.id())
                .query(String.class)
                .list();
    }

    private static List<String> contents(InventoryRun run) {
        return database.superuser()
                .sql("SELECT subject_type || ' ' || external_id || ' ' || content FROM inventory_items "
                        + "WHERE sync_run_id = ? ORDER BY external_id")
                .param(run.id())
                .query(String.class)
                .list();
    }
}
