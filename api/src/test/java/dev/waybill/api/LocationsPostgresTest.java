package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.locations.ImportOutcome;
import dev.waybill.shared.locations.LocationBatches;
import dev.waybill.shared.locations.LocationItem;
import dev.waybill.shared.locations.LocationRules;
import dev.waybill.shared.locations.NewLocationItem;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class LocationsPostgresTest {

    private static final String ROUTE = "/api/ai-location-imports";
    private static final String CAFE = """
            {"name": "Café Uno", "address": "1 Main St", "city": "New York", "state": "NY", "zip": "10001",
             "country": "US", "phone": "+1 212 555 0123", "website": "uno.example.com"}""";
    private static final String NAMELESS = "{\"address\": \"2 Main St\"}";

    private static ApiNode node;
    private static Http http;
    private static TestDriver driver;
    private static JdbcClient behind;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database);
        http = node.http();
        driver = node.driver();
        behind = database.superuser();
        behind.sql("INSERT INTO workspaces (id, name) VALUES (2, 'other')").update();
        behind.sql("INSERT INTO finders (id, workspace_id, name) VALUES (7, 1, 'ours'), (8, 2, 'theirs')")
                .update();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void storesABatchAndEnqueuesItsGeneration() {
        Answer answer = http.post(
                ROUTE,
                "{\"source_answers\":{\"brand\":\"Acme\",\"location_count\":3},\"name\":\"Spring\",\"finder_id\":7,"
                        + "\"model\":\"gemini-2.5-flash\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JsonNode batch = answer.json();
        long process = batch.path("process").path("id").asLong();
        assertThat(answer.header("Location")).isEqualTo("/api/processes/" + process);
        assertThat(answer.header("ETag")).isNotEmpty();
        assertThat(batch.path("status").asText()).isEqualTo("draft");
        assertThat(batch.path("prompt_version").asText()).isEqualTo("v4");
        assertThat(batch.path("location_count").asInt()).isEqualTo(3);
        assertThat(batch.path("requested_model").asText()).isEqualTo("gemini-2.5-flash");
        assertThat(batch.path("finder_id").asLong()).isEqualTo(7);
        JsonNode generation = http.get("/api/processes/" + process).json();
        assertThat(generation.path("type").asText()).isEqualTo("ai_location_import_generate");
        assertThat(generation.path("related_type").asText()).isEqualTo("ai_location_import_batch");
        assertThat(generation.path("related_id").asLong()).isEqualTo(answer.id());
        assertThat(generation.path("input_payload").path("batch_id").asLong()).isEqualTo(answer.id());
        assertThat(generation.path("name").asText()).isEqualTo("Spring");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                            | /source_answers
            {"source_answers":{}}                                         | /source_answers
            {"source_answers":[]}                                         | /source_answers
            {"source_answers":{"a":1},"location_count":0}                 | /location_count
            {"source_answers":{"a":1},"location_count":101}               | /location_count
            {"source_answers":{"location_count":"many"}}                  | /source_answers/location_count
            {"source_answers":{"location_count":101}}                     | /source_answers/location_count
            {"source_answers":{"a":1},"model":"gpt"}                      | /model
            {"source_answers":{"a":1},"finder_id":8}                      | /finder_id
            {"source_answers":{"a":1},"status":"imported"}                | /status
            """)
    void refusesABatchThatMakesNoSense(String body, String pointer) {
        Answer answer = http.post(ROUTE, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.reason()).isEqualTo("invalid_input");
        assertThat(answer.pointer()).isEqualTo(pointer);
    }

    @Test
    void refusesAnswersThatAreTooLarge() {
        Answer answer = http.post(ROUTE, "{\"source_answers\":{\"a\":\"" + "x".repeat(33_000) + "\"}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointer()).isEqualTo("/source_answers");
    }

    @Test
    void createsOnlyOneBatchForAnIdempotencyKey() {
        String body = "{\"source_answers\":{\"brand\":\"Key\"}}";
        Answer first = http.post(ROUTE, body, "Idempotency-Key", "batch-1");
        Answer second = http.post(ROUTE, body, "Idempotency-Key", "batch-1");

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(http.post(ROUTE, "{\"source_answers\":{\"brand\":\"Other\"}}", "Idempotency-Key", "batch-1")
                        .reason())
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void showsABatchWithItsItemsPageByPage() {
        long batch = generated(CAFE, CAFE.replace("Uno", "Due").replace("1 Main", "9 Main"), NAMELESS);

        Answer whole = http.get(ROUTE + "/" + batch);
        Answer page = http.get(ROUTE + "/" + batch + "?limit=2");
        Answer rest = http.get(ROUTE + "/" + batch + "?limit=2&cursor="
                + page.json().path("items_next").asText());

        JsonNode item = whole.json().path("items").path(0);
        assertThat(item.path("status").asText()).isEqualTo("pending_review");
        assertThat(item.path("confidence").asText()).isEqualTo("high");
        assertThat(item.path("normalized_payload").path("phone").asText()).isEqualTo("+12125550123");
        assertThat(item.path("raw_model_output").path("phone").asText()).isEqualTo("+1 212 555 0123");
        assertThat(whole.json()
                        .path("items")
                        .path(2)
                        .path("validation_errors")
                        .path(0)
                        .path("code")
                        .asText())
                .isEqualTo("name_missing");
        assertThat(whole.json().path("items").path(2).path("confidence").asText())
                .isEqualTo("low");
        assertThat(whole.json().path("total_items").asInt()).isEqualTo(3);
        assertThat(whole.json().path("process").path("status").asText()).isEqualTo("waiting_review");
        assertThat(page.json().path("items")).hasSize(2);
        assertThat(rest.json().path("items")).hasSize(1);
        assertThat(rest.json().has("items_next")).isFalse();
        assertThat(http.get(ROUTE + "/" + batch, "If-None-Match", whole.header("ETag"))
                        .status())
                .isEqualTo(304);
        assertThat(http.get(ROUTE + "/" + batch + "?status=approved").json().path("items"))
                .isEmpty();
    }

    @Test
    void listsBatchesNewestFirst() {
        List<Long> ids = IntStream.range(0, 3).mapToObj(n -> create()).toList();
        http.send("DELETE", ROUTE + "/" + ids.getFirst(), null);

        Answer page = http.get(ROUTE + "?limit=2&status=draft");
        Answer next = http.get(ROUTE + "?limit=2&status=draft&cursor="
                + page.json().path("next").asText());
        Answer discarded = http.get(ROUTE + "?status=discarded&limit=1");

        assertThat(page.json().path("items").path(0).path("id").asLong()).isEqualTo(ids.getLast());
        assertThat(page.json().path("items").path(0).has("items")).isFalse();
        assertThat(next.json().path("items").path(0).path("id").asLong()).isLessThan(ids.get(1));
        assertThat(discarded.json().path("items").path(0).path("id").asLong()).isEqualTo(ids.getFirst());
        assertThat(http.get(ROUTE + "?status=done").status()).isEqualTo(400);
    }

    @Test
    void approvesRejectsAndReopens() {
        long batch = generated(CAFE, NAMELESS);
        long item = item(batch, 0);

        Answer approved = patch(batch, item, "{\"status\":\"approved\"}");
        Answer rejected = patch(batch, item, "{\"status\":\"rejected\"}");
        Answer reopened = patch(batch, item, "{\"status\":\"pending_review\"}");

        assertThat(approved.status()).as(approved.text()).isEqualTo(200);
        JsonNode entries =
                http.get("/api/audit-log?process_id=" + process(batch)).json().path("items");
        assertThat(entries.findValuesAsText("action")).contains("item.decided");
        assertThat(entries.get(0).path("details").path("item_id").asLong()).isEqualTo(item);
        assertThat(approved.json().path("item").path("decision").asText()).isEqualTo("approved");
        assertThat(approved.json().path("item").path("decided_by").asLong()).isEqualTo(1);
        assertThat(approved.json().path("item").path("decided_at").asText()).isNotEmpty();
        assertThat(approved.json().path("batch").path("approved_items").asInt()).isEqualTo(1);
        assertThat(rejected.json().path("batch").path("approved_items").asInt()).isZero();
        assertThat(rejected.json().path("batch").path("rejected_items").asInt()).isEqualTo(1);
        assertThat(reopened.json().path("item").path("status").asText()).isEqualTo("pending_review");
        assertThat(reopened.json().path("item").path("decided_at").isNull()).isTrue();
        assertThat(reopened.json().path("batch").path("rejected_items").asInt()).isZero();
    }

    @Test
    void laysEditsOverTheDraftAndScoresAgain() {
        long batch = generated(NAMELESS);
        long item = item(batch, 0);

        Answer refused = patch(batch, item, "{\"status\":\"approved\"}");
        Answer edited = patch(
                batch,
                item,
                "{\"user_payload\":{\"name\":\"<b>Bar</b>\",\"city\":\"New York\",\"state\":\"New York\",\"zip\":\"10001\","
                        + "\"country\":\"USA\",\"phone\":\"212 555 0123\"},\"status\":\"approved\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.reason()).isEqualTo("item_invalid");
        assertThat(refused.pointer()).isEqualTo("/user_payload/name");
        JsonNode now = edited.json().path("item");
        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        assertThat(now.path("confidence").asText()).isEqualTo("high");
        assertThat(now.path("validation_errors")).isEmpty();
        assertThat(now.path("user_payload").path("country").asText()).isEqualTo("USA");
        assertThat(now.path("payload").path("address").asText()).isEqualTo("2 Main St");
        assertThat(now.path("normalized_payload").path("name").isNull()).isTrue();

        Answer cleared = patch(batch, item, "{\"user_payload\":{\"address\":null}}");
        assertThat(cleared.json().path("item").path("status").asText()).isEqualTo("pending_review");
        assertThat(cleared.json().path("item").path("decision").isNull()).isTrue();
        assertThat(cleared.json().path("item").path("validation_errors")).hasSize(2);
        Answer undone = patch(batch, item, "{\"user_payload\":null}");
        assertThat(undone.json().path("item").path("user_payload").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                         | ``
            {"version":1}                              | ``
            {"status":"imported"}                      | /status
            {"status":"failed"}                        | /status
            {"status":7}                               | /status
            {"user_payload":[]}                        | /user_payload
            {"user_payload":{"fax":"1"}}               | /user_payload/fax
            {"user_payload":{"source_id":"1"}}         | /user_payload/source_id
            {"status":"approved","by":1}               | /by
            """)
    void refusesADecisionItDoesNotUnderstand(String body, String pointer) {
        long batch = generated(CAFE);

        Answer answer = patch(batch, item(batch, 0), body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointer()).isEqualTo(pointer);
    }

    @Test
    void decidesOnlyAboutTheVersionThatWasSeen() {
        long batch = generated(CAFE);
        long item = item(batch, 0);
        patch(batch, item, "{\"status\":\"rejected\"}");

        Answer byMember = patch(batch, item, "{\"status\":\"approved\",\"version\":1}");
        Answer byHeader = patch(batch, item, "{\"status\":\"approved\"}", "If-Match", "\"1\"");

        assertThat(byMember.status()).isEqualTo(412);
        assertThat(byMember.reason()).isEqualTo("stale");
        assertThat(byHeader.status()).isEqualTo(412);
        assertThat(patch(batch, item, "{\"status\":\"approved\"}", "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void imports() throws Exception {
        long batch = generated(CAFE, NAMELESS);
        patch(batch, item(batch, 1), "{\"status\":\"rejected\"}");
        CompletableFuture<Void> worker = CompletableFuture.runAsync(() -> applyWhenAsked(batch));

        Answer answer = http.send("POST", ROUTE + "/" + batch + "/import", null, "Prefer", "wait=20");
        worker.get(20, TimeUnit.SECONDS);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=20");
        JsonNode now = http.get(ROUTE + "/" + batch).json();
        assertThat(now.path("status").asText()).isEqualTo("imported");
        assertThat(now.path("process").path("status").asText()).isEqualTo("completed");
        assertThat(now.path("import_process").path("status").asText()).isEqualTo("completed");
        assertThat(now.path("imported_items").asInt()).isEqualTo(1);
        assertThat(now.path("approved_items").asInt()).isZero();
        assertThat(now.path("rejected_items").asInt()).isEqualTo(1);
        assertThat(now.path("items").path(0).path("import_result").toString()).isEqualTo("{\"location_id\":42}");
        assertThat(patch(batch, item(batch, 0), "{\"status\":\"rejected\"}").reason())
                .isEqualTo("batch_imported");
        assertThat(startImport(batch).reason()).isEqualTo("batch_imported");
        assertThat(http.send("DELETE", ROUTE + "/" + batch, null).reason()).isEqualTo("batch_imported");
    }

    @Test
    void answersWithTheProcessWhenTheImportTakesLonger() {
        long batch = generated(CAFE);

        Answer first = startImport(batch);
        Answer second = startImport(batch);

        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(first.header("Preference-Applied")).isEqualTo("respond-async");
        long process = first.json().path("import_process").path("id").asLong();
        assertThat(first.header("Location")).isEqualTo("/api/processes/" + process);
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(http.get(ROUTE + "/" + batch)
                        .json()
                        .path("items")
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("approved");
    }

    @Test
    void keepsAnImportedItemAsItIs() {
        long batch = generated(CAFE, NAMELESS);
        startImport(batch);
        apply(batch);

        assertThat(patch(batch, item(batch, 0), "{\"status\":\"rejected\"}").reason())
                .isEqualTo("item_imported");
        assertThat(http.get(ROUTE + "/" + batch).json().path("status").asText()).isEqualTo("draft");
        Answer last = patch(batch, item(batch, 1), "{\"status\":\"rejected\"}");
        assertThat(last.json().path("batch").path("status").asText()).isEqualTo("imported");
        assertThat(last.json().path("batch").path("process").path("status").asText())
                .isEqualTo("completed");
    }

    @Test
    void takesNoDecisionsBeforeTheDraftsAreComplete() {
        long batch = create();

        assertThat(startImport(batch).reason()).isEqualTo("not_generated");
        assertThat(startImport(batch).status()).isEqualTo(409);
    }

    @Test
    void discardsABatchWithItsProcesses() {
        long batch = generated(CAFE);
        long importing =
                startImport(batch).json().path("import_process").path("id").asLong();

        Answer discarded = http.send("DELETE", ROUTE + "/" + batch, null);

        assertThat(discarded.status()).as(discarded.text()).isEqualTo(200);
        assertThat(discarded.json().path("status").asText()).isEqualTo("discarded");
        assertThat(discarded.json().path("process").path("status").asText()).isEqualTo("cancelled");
        assertThat(status(importing)).isEqualTo("cancelled");
        assertThat(http.send("DELETE", ROUTE + "/" + batch, null).status()).isEqualTo(200);
        assertThat(patch(batch, item(batch, 0), "{\"status\":\"approved\"}").reason())
                .isEqualTo("batch_discarded");
    }

    @Test
    void discardsWhatIsStillGenerated() {
        long batch = create();
        driver.start(process(batch));

        http.send("DELETE", ROUTE + "/" + batch, null);

        assertThat(status(process(batch))).isEqualTo("cancelled");
        assertThat(http.get(ROUTE + "/" + batch).json().path("status").asText()).isEqualTo("discarded");
    }

    @Test
    void doesNotGenerateAgainWhatWasDiscarded() {
        long batch = create();
        driver.start(process(batch));
        driver.fail(process(batch));
        assertThat(http.send("DELETE", ROUTE + "/" + batch, null)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("discarded");

        Answer retry = http.send("POST", "/api/processes/" + process(batch) + "/retry", null);

        assertThat(retry.status()).isEqualTo(409);
        assertThat(retry.reason()).isEqualTo("batch_discarded");
        assertThat(status(process(batch))).isEqualTo("failed");
    }

    @Test
    void understandsTheGenericDecisions() {
        long approved = generated(CAFE);
        long rejected = generated(CAFE);
        long cancelled = generated(CAFE);

        Answer approval = decide(process(approved), "approve");
        decide(process(rejected), "reject");
        http.send("POST", "/api/processes/" + process(cancelled) + "/cancel", null);

        assertThat(approval.status()).as(approval.text()).isEqualTo(202);
        assertThat(approval.json().path("type").asText()).isEqualTo("ai_location_import_apply");
        assertThat(approval.header("Location")).isEqualTo("/api/processes/" + approval.id());
        assertThat(status(process(approved))).isEqualTo("waiting_review");
        assertThat(http.get(ROUTE + "/" + rejected).json().path("status").asText())
                .isEqualTo("discarded");
        assertThat(status(process(rejected))).isEqualTo("cancelled");
        assertThat(http.get(ROUTE + "/" + cancelled).json().path("status").asText())
                .isEqualTo("discarded");
        apply(approved);
        assertThat(status(process(approved))).isEqualTo("completed");
    }

    @Test
    void doesNotLetCallersGenerateForAnyBatch() {
        Answer answer = http.post(
                "/api/processes",
                "{\"type\":\"ai_location_import_generate\",\"input\":{\"batch_id\":" + generated(CAFE) + "}}");

        assertThat(answer.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ai_location_import", "ai_location_import_generate"})
    void takesTheSeedsTypeAtTheGenericRouteToo(String type) {
        String body =
                "{\"type\":\"" + type + "\",\"name\":\"By type\",\"input\":{\"source_answers\":{\"brand\":\"A\"}}}";

        Answer answer = http.post("/api/processes", body, "Idempotency-Key", type);
        Answer again = http.post("/api/processes", body, "Idempotency-Key", type);

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(again.id()).isEqualTo(answer.id());
        assertThat(answer.json().path("type").asText()).isEqualTo("ai_location_import_generate");
        long batch = answer.json().path("related_id").asLong();
        assertThat(process(batch)).isEqualTo(answer.id());
        assertThat(http.get(ROUTE + "/" + batch).json().path("name").asText()).isEqualTo("By type");
        assertThat(http.post("/api/processes", "{\"type\":\"" + type + "\",\"priority\":5,\"input\":{}}")
                        .pointer())
                .isEqualTo("/priority");
        assertThat(http.post("/api/processes", "{\"type\":\"" + type + "\",\"input\":{}}")
                        .pointer())
                .isEqualTo("/input/source_answers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET ", "DELETE ", "POST /import", "PATCH /items/1"})
    void knowsNothingOfOtherWorkspaces(String route) {
        long batch = generated(CAFE);
        long foreign = behind.sql("""
                        INSERT INTO ai_location_import_batches (workspace_id, user_id, source_answers, location_count)
                        VALUES (2, 1, '{}', 1) RETURNING id
                        """).query(Long.class).single();
        String method = route.substring(0, route.indexOf(' '));
        String tail = route.substring(route.indexOf(' ') + 1);
        byte[] body = method.equals("PATCH") ? "{\"status\":\"rejected\"}".getBytes(StandardCharsets.UTF_8) : null;

        Answer answer = http.send(method, ROUTE + "/" + foreign + tail, body, "Content-Type", "application/json");

        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(answer.reason()).isEqualTo("not_found");
        assertThat(patch(batch, 999_999_999, "{\"status\":\"rejected\"}").status())
                .isEqualTo(404);
    }

    private static long create() {
        return http.post(ROUTE, "{\"source_answers\":{\"brand\":\"Acme\"}}").id();
    }

    /** A batch with these drafts that waits for review. */
    private static long generated(String... drafts) {
        long batch = create();
        long process = process(batch);
        driver.start(process);
        LocationBatches batches = node.bean(LocationBatches.class);
        node.bean(RoleTransactions.class).asTenant(Scope.SEEDED, () -> {
            JdbcClient tx = node.bean(JdbcClient.class);
            List<NewLocationItem> items = new ArrayList<>();
            for (String draft : drafts) {
                JsonNode raw = Objects.requireNonNull(JobJson.read(draft));
                items.add(new NewLocationItem(raw, LocationRules.check(raw)));
            }
            batches.addDrafts(tx, batches.generating(tx, 1, batch, process), items);
            return batch;
        });
        driver.awaitReview(process);
        return batch;
    }

    private static void applyWhenAsked(long batch) {
        Awaitility.await()
                .until(() -> http.get(ROUTE + "/" + batch)
                        .json()
                        .path("import_process")
                        .isObject());
        apply(batch);
    }

    /** Does what the worker does, without locations. */
    private static void apply(long batch) {
        long process = http.get(ROUTE + "/" + batch)
                .json()
                .path("import_process")
                .path("id")
                .asLong();
        driver.start(process);
        LocationBatches batches = node.bean(LocationBatches.class);
        node.bean(RoleTransactions.class).asTenant(Scope.SEEDED, () -> {
            JdbcClient tx = node.bean(JdbcClient.class);
            List<ImportOutcome> outcomes = new ArrayList<>();
            for (LocationItem item : batches.toApply(tx, 1, batch, 100)) {
                outcomes.add(new ImportOutcome.Imported(item.id(), 42, false));
            }
            return batches.recordImports(tx, 1, batch, outcomes);
        });
        driver.complete(process);
    }

    private static Answer startImport(long batch) {
        return http.send("POST", ROUTE + "/" + batch + "/import", null, "Prefer", "respond-async");
    }

    private static Answer patch(long batch, long item, String body, String... headers) {
        String[] more = new String[headers.length + 2];
        System.arraycopy(headers, 0, more, 2, headers.length);
        more[0] = "Content-Type";
        more[1] = "application/json";
        return http.send("PATCH", ROUTE + "/" + batch + "/items/" + item, body.getBytes(StandardCharsets.UTF_8), more);
    }

    private static Answer decide(long process, String word) {
        return http.post("/api/processes/" + process + "/decision", "{\"decision\":\"" + word + "\"}");
    }

    private static long process(long batch) {
        return http.get(ROUTE + "/" + batch).json().path("process").path("id").asLong();
    }

    private static long item(long batch, int index) {
        return http.get(ROUTE + "/" + batch)
                .json()
                .path("items")
                .path(index)
                .path("id")
                .asLong();
    }

    private static String status(long process) {
        return http.get("/api/processes/" + process).json().path("status").asText();
    }
}
