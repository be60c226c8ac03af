package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.reviewpack.PackWriting;
import dev.waybill.shared.reviewpack.ReviewPack;
import dev.waybill.shared.reviewpack.ReviewPacks;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
class ReviewPacksPostgresTest {

    private static final String ROUTE = "/api/review-packs";
    private static final byte[] CONTENT = new byte[2_500_000];

    private static ApiNode node;
    private static Http http;
    private static TestDriver driver;
    private static JdbcClient behind;

    @BeforeAll
    static void start(TestDatabase database) {
        for (int index = 0; index < CONTENT.length; index++) {
            CONTENT[index] = (byte) (index * 31 + index / 997);
        }
        node = ApiNode.start(database);
        http = node.http();
        driver = node.driver();
        behind = database.superuser();
        behind.sql("INSERT INTO workspaces (id, name) VALUES (2, 'other')").update();
        behind.sql("INSERT INTO tenants (id, workspace_id, name) VALUES (900, 2, 'theirs')")
                .update();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void enqueuesAPackAndItsProcessTogether() {
        long tenant = tenant();

        Answer answer = http.post(
                ROUTE,
                "{\"tenant_id\":" + tenant + ",\"name\":\"For the audit\",\"options\":{\"evidence_limit\":5,"
                        + "\"from\":\"2026-01-01T00:00:00Z\",\"statuses\":[\"new\"]}}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JsonNode pack = answer.json();
        long process = pack.path("operation_run_id").asLong();
        assertThat(answer.header("Location")).isEqualTo("/api/processes/" + process);
        assertThat(pack.path("status").asText()).isEqualTo("queued");
        assertThat(pack.path("poll_after_ms").asLong()).isEqualTo(10_000);
        assertThat(pack.path("tenant_id").asLong()).isEqualTo(tenant);
        assertThat(pack.path("initiated_by_user_id").asLong()).isEqualTo(1);
        assertThat(pack.path("options").path("evidence_limit").asInt()).isEqualTo(5);
        assertThat(pack.path("links").has("download")).isFalse();
        JsonNode run = http.get("/api/processes/" + process).json();
        assertThat(run.path("type").asText()).isEqualTo("review_pack_generate");
        assertThat(run.path("resource").asText()).isEqualTo("review_pack");
        assertThat(run.path("action").asText()).isEqualTo("generate");
        assertThat(run.path("related_type").asText()).isEqualTo("review_pack");
        assertThat(run.path("related_id").asLong()).isEqualTo(answer.id());
        assertThat(run.path("name").asText()).isEqualTo("For the audit");
        assertThat(behind.sql("SELECT type FROM operation_runs WHERE id = ?")
                        .param(process)
                        .query(String.class)
                        .single())
                .isEqualTo("review_pack.generate");
    }

    @Test
    void takesAPackAtTheGeneralRouteToo() {
        long tenant = tenant();

        Answer answer = http.post(
                "/api/processes",
                "{\"type\":\"review_pack_generate\",\"tenant_id\":" + tenant + ",\"input\":{\"include_items\":false}}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JsonNode latest = latest(tenant).json();
        assertThat(latest.path("operation_run_id").asLong()).isEqualTo(answer.id());
        assertThat(latest.path("options").path("include_items").asBoolean(true)).isFalse();
        Answer refused = http.post(
                "/api/processes",
                "{\"type\":\"review_pack_generate\",\"tenant_id\":" + tenant + ",\"input\":{\"evidence_limit\":201}}");
        assertThat(refused.pointer()).isEqualTo("/input/evidence_limit");
    }

    @Test
    void answersTheActiveOneToTheSameWishAndStartsAnotherOnceItHasEnded() throws Exception {
        long tenant = tenant();
        String body = "{\"tenant_id\":" + tenant + "}";
        List<Callable<Answer>> wishes = IntStream.range(0, 8)
                .<Callable<Answer>>mapToObj(index -> () -> http.post(ROUTE, body))
                .toList();
        long first;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Long> ids = threads.invokeAll(wishes).stream()
                    .map(ReviewPacksPostgresTest::id)
                    .distinct()
                    .toList();
            assertThat(ids).hasSize(1);
            first = ids.getFirst();
        }
        assertThat(http.get(ROUTE + "?tenant_id=" + tenant).json().path("items"))
                .hasSize(1);
        assertThat(http.post(ROUTE, "{\"tenant_id\":" + tenant + ",\"options\":{\"evidence_limit\":1}}")
                        .id())
                .as("another scope")
                .isNotEqualTo(first);

        generate(first);

        assertThat(http.post(ROUTE, body).id()).isNotEqualTo(first);
    }

    @Test
    void doesNotRetryAFailedOneWhileAnotherOfTheSameIsActive() {
        long tenant = tenant();
        long failed = create(tenant);
        driver.start(process(failed));
        driver.fail(process(failed));
        create(tenant);

        Answer answer = http.post("/api/processes/" + process(failed) + "/retry", "{}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.reason()).isEqualTo("already_active");
    }

    @Test
    void repeatsAnAnswerForAnIdempotencyKey() {
        String body = "{\"tenant_id\":" + tenant() + "}";
        Answer first = http.post(ROUTE, body, "Idempotency-Key", "pack-1");
        generate(first.id());
        Answer second = http.post(ROUTE, body, "Idempotency-Key", "pack-1");

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                                  | /tenant_id
            {"tenant_id":900}                                                                   | /tenant_id
            {"tenant_id":1,"colour":"red"}                                                      | /colour
            {"tenant_id":1,"options":{"evidence_limit":-1}}                                     | /options/evidence_limit
            {"tenant_id":1,"options":{"from":"yesterday"}}                                      | /options/from
            {"tenant_id":1,"options":{"statuses":["old"]}}                                      | /options/statuses/0
            {"tenant_id":1,"options":{"from":"2026-02-01T00:00:00Z","to":"2026-01-01T00:00:00Z"}} | /options
            {"tenant_id":1,"options":{"include_findings":false,"include_operations":false}}     | /options
            """)
    void refusesWhatMakesNoSense(String body, String pointer) {
        Answer answer = http.post(ROUTE, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.reason()).isEqualTo("invalid_input");
        assertThat(answer.pointer()).isEqualTo(pointer);
    }

    @Test
    void saysNothingToPollForWhereThereIsNoPack() {
        assertThat(latest(tenant()).status()).isEqualTo(204);
        assertThat(http.get(ROUTE + "/latest").status()).isEqualTo(400);
    }

    @Test
    void followsItsProcessThroughEveryStatus() {
        long pack = create(tenant());
        assertThat(status(pack)).isEqualTo("queued 10000");
        driver.start(process(pack));
        assertThat(status(pack)).isEqualTo("generating 10000");
        driver.fail(process(pack));
        assertThat(status(pack)).isEqualTo("failed null");
        assertThat(http.post("/api/processes/" + process(pack) + "/retry", "{}").status())
                .isEqualTo(202);
        assertThat(status(pack)).isEqualTo("queued 10000");
        http.post("/api/processes/" + process(pack) + "/cancel", "{}");
        assertThat(status(pack)).isEqualTo("failed null");
        assertThat(http.get(ROUTE + "/" + pack + "/download").reason()).isEqualTo("generation_failed");
    }

    @Test
    void showsAReadyPackUntilItExpires() {
        long pack = create(tenant());
        String before = http.get(ROUTE + "/" + pack).header("ETag");
        assertThat(http.get(ROUTE + "/" + pack, "If-None-Match", before).status())
                .isEqualTo(304);
        generate(pack);

        Answer ready = http.get(ROUTE + "/" + pack, "If-None-Match", before);

        assertThat(ready.status()).isEqualTo(200);
        JsonNode json = ready.json();
        assertThat(json.path("status").asText()).isEqualTo("ready");
        assertThat(json.path("poll_after_ms").isNull()).isTrue();
        assertThat(json.path("file_size").asLong()).isEqualTo(CONTENT.length);
        assertThat(json.path("file_disk").asText()).isEqualTo("postgresql");
        assertThat(json.path("file_path").asText()).isNotEmpty();
        assertThat(json.path("generated_at").isNull()).isFalse();
        assertThat(json.path("summary").path("findings").asInt()).isEqualTo(3);
        assertThat(json.path("links").path("download").asText()).isEqualTo(ROUTE + "/" + pack + "/download");
        String link = link(pack);

        behind.sql("UPDATE review_packs SET expires_at = now() WHERE id = ?")
                .param(pack)
                .update();

        assertThat(status(pack)).isEqualTo("expired null");
        for (String path : List.of(ROUTE + "/" + pack + "/download", link)) {
            Answer gone = http.get(path);
            assertThat(gone.status()).isEqualTo(410);
            assertThat(gone.reason()).isEqualTo("expired");
        }
        assertThat(http.post(ROUTE + "/" + pack + "/link", "{}").status()).isEqualTo(410);
    }

    @Test
    void refusesTheFileOfAPackThatIsNotReady() {
        long pack = create(tenant());

        for (Answer answer :
                List.of(http.get(ROUTE + "/" + pack + "/download"), http.post(ROUTE + "/" + pack + "/link", "{}"))) {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.reason()).isEqualTo("not_ready");
            assertThat(answer.header("Retry-After")).isEqualTo("10");
        }
    }

    @Test
    void sendsTheFileAsAWholeAndInParts() {
        long pack = ready(tenant());
        String path = ROUTE + "/" + pack + "/download";

        Answer whole = http.get(path);

        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.response().body()).isEqualTo(CONTENT);
        assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(whole.header("Content-Type")).isEqualTo("application/zip");
        assertThat(whole.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"review-pack-" + pack + ".zip\"");
        String tag = whole.header("ETag");
        Answer part = http.get(path, "Range", "bytes=1048570-1048585");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes 1048570-1048585/" + CONTENT.length);
        assertThat(part.response().body()).isEqualTo(Arrays.copyOfRange(CONTENT, 1_048_570, 1_048_586));
        Answer tail = http.get(path, "Range", "bytes=-5", "If-Range", tag);
        assertThat(tail.status()).isEqualTo(206);
        assertThat(tail.response().body()).isEqualTo(Arrays.copyOfRange(CONTENT, CONTENT.length - 5, CONTENT.length));
        assertThat(http.get(path, "Range", "bytes=0-4", "If-Range", "\"other\"").status())
                .isEqualTo(200);
        assertThat(http.get(path, "If-None-Match", tag).status()).isEqualTo(304);
        Answer beyond = http.get(path, "Range", "bytes=" + CONTENT.length + "-");
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(beyond.header("Content-Range")).isEqualTo("bytes */" + CONTENT.length);
        assertThat(beyond.reason()).isEqualTo("range_not_satisfiable");
        Answer head = http.send("HEAD", path, null, "Range", "bytes=0-4");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(CONTENT.length));
    }

    @Test
    void givesALinkThatOpensWithoutAnythingElseUntilItEnds() {
        long pack = ready(tenant());
        Answer made = http.post(ROUTE + "/" + pack + "/link", "");
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        String path = made.json().path("path").asText();

        assertThat(http.get(path).response().body()).isEqualTo(CONTENT);
        assertThat(http.get(path, "Range", "bytes=0-1").status()).isEqualTo(206);
        assertThat(http.get(path.replace("signature=", "signature=A")).reason()).isEqualTo("link_invalid");
        assertThat(http.get(path.replaceFirst("expires=[0-9]+", "expires=9999999999"))
                        .status())
                .isEqualTo(403);
        assertThat(http.get(path.replaceFirst("review-packs/[0-9]+", "review-packs/" + (pack + 1)))
                        .status())
                .isEqualTo(403);
        assertThat(http.get(path.replaceFirst("&signature.*", "")).status()).isEqualTo(400);
        assertThat(http.get(path + "&more=1").status()).isEqualTo(400);
    }

    @Test
    void endsALinkAfterItsTimeAndSignsTheSameOnEveryNode(TestDatabase database) {
        long pack = ready(tenant());
        try (ApiNode other = ApiNode.start(database, "waybill.review-pack.link-lifetime=1s")) {
            assertThat(other.http().get(link(pack)).status())
                    .as("of the other node")
                    .isEqualTo(200);
            String brief = other.http()
                    .post(ROUTE + "/" + pack + "/link", "{}")
                    .json()
                    .path("path")
                    .asText();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> http.get(brief).status() != 200);
            assertThat(http.get(brief).status()).isEqualTo(410);
            assertThat(http.get(brief).reason()).isEqualTo("link_expired");
        }
        try (ApiNode configured =
                ApiNode.start(database, "waybill.review-pack.link-secret=a-secret-of-thirty-two-characters")) {
            assertThat(configured.http().get(link(pack)).status()).isEqualTo(403);
        }
    }

    @Test
    void listsByTenantAndStatusInPages() {
        long tenant = tenant();
        List<Long> ready =
                IntStream.range(0, 3).mapToObj(index -> ready(tenant)).toList();
        long queued = create(tenant);

        JsonNode first = http.get(ROUTE + "?tenant_id=" + tenant + "&status=ready&limit=2")
                .json();
        assertThat(ids(first)).containsExactly(ready.get(2), ready.get(1));
        JsonNode second = http.get(ROUTE + "?tenant_id=" + tenant + "&status=ready&limit=2&cursor="
                        + first.path("next").asText())
                .json();
        assertThat(ids(second)).containsExactly(ready.get(0));
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(ids(http.get(ROUTE + "?tenant_id=" + tenant).json()))
                .hasSize(4)
                .startsWith(queued);
        assertThat(latest(tenant).id()).isEqualTo(queued);
        assertThat(http.get(ROUTE + "?status=done").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET ", "GET /download", "POST /link"})
    void knowsNothingOfOtherWorkspaces(String route) {
        long foreign = behind.sql(
                        "INSERT INTO review_packs (workspace_id, tenant_id, options) VALUES (2, 900, '{}') RETURNING id")
                .query(Long.class)
                .single();
        String method = route.substring(0, route.indexOf(' '));

        Answer answer = http.send(method, ROUTE + "/" + foreign + route.substring(route.indexOf(' ') + 1), null);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.reason()).isEqualTo("not_found");
        assertThat(latest(900).status()).isEqualTo(204);
    }

    private static long tenant() {
        return behind.sql("INSERT INTO tenants (workspace_id, name) VALUES (1, 'ours') RETURNING id")
                .query(Long.class)
                .single();
    }

    private static long create(long tenant) {
        return http.post(ROUTE, "{\"tenant_id\":" + tenant + "}").id();
    }

    private static long ready(long tenant) {
        long pack = create(tenant);
        generate(pack);
        return pack;
    }

    /** Does what the worker does. */
    private static void generate(long id) {
        ReviewPack pack = node.bean(ReviewPacks.class).find(Scope.SEEDED, id);
        long process = process(id);
        driver.start(process);
        UUID file = UUID.randomUUID();
        PackWriting writing = node.bean(PackWriting.class);
        JdbcClient tx = node.bean(JdbcClient.class);
        node.bean(RoleTransactions.class).asTenant(Scope.SEEDED, () -> {
            writing.begin(tx, writing.pack(tx, 1, process).orElseThrow(), file);
            return file;
        });
        StoredFile stored = store(file, "review-pack-" + id + ".zip");
        node.bean(RoleTransactions.class).asTenant(Scope.SEEDED, () -> {
            JsonNode summary = JobJson.MAPPER.createObjectNode().put("findings", 3);
            writing.commit(tx, pack, stored, summary, Duration.ofDays(30));
            return file;
        });
        assertThat(status(id)).as("its process runs still").isEqualTo("generating 10000");
        driver.complete(new ProcessId(process).value());
    }

    private static StoredFile store(UUID id, String name) {
        try {
            return node.bean(FileStore.class)
                    .store(
                            new NewFile(1, 1L, name, "application/zip", id),
                            new ByteArrayInputStream(CONTENT),
                            Long.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String link(long pack) {
        return http.post(ROUTE + "/" + pack + "/link", "{}").json().path("path").asText();
    }

    private static Answer latest(long tenant) {
        return http.get(ROUTE + "/latest?tenant_id=" + tenant);
    }

    private static long process(long pack) {
        return http.get(ROUTE + "/" + pack).json().path("operation_run_id").asLong();
    }

    private static String status(long pack) {
        JsonNode json = http.get(ROUTE + "/" + pack).json();
        return json.path("status").asText() + " " + json.path("poll_after_ms").asText();
    }

    private static List<Long> ids(JsonNode page) {
        return page.path("items").findValues("id").stream()
                .map(JsonNode::asLong)
                .toList();
    }

    private static long id(Future<Answer> answer) {
        return answer.resultNow().id();
    }
}
