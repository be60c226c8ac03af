package dev.waybill.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.ApiNode;
import dev.waybill.api.Http;
import dev.waybill.api.Http.Answer;
import dev.waybill.shared.access.ApiKey;
import dev.waybill.shared.access.ApiKeys;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys, on two nodes: streams last longer here than any test, so that what ends one is its credential. */
@PostgresTest
class KeysPostgresTest {

    private static final Scope ADMIN = new Scope(1L, 1L, Role.ADMIN, false);
    private static final String WORKSPACE_STREAM = "/api/processes/stream";

    private static ApiNode node;
    private static ApiNode other;
    private static Http http;
    private static JdbcClient behind;

    @BeforeAll
    static void start(TestDatabase database) {
        // the cache and the poll are made useless: only the wake-up can be quick enough
        String[] settings = {
            "waybill.api.stream-duration=10m",
            "waybill.access.key-cache=10s",
            "waybill.access.recheck-interval=1m",
            "logging.level.org.springframework.web=DEBUG",
            "logging.level.org.springframework.jdbc=DEBUG",
            "logging.level.dev.waybill=DEBUG",
            "logging.file.name=target/keys-postgres-test.log"
        };
        node = ApiNode.start(database, settings);
        other = ApiNode.start(
                database,
                "waybill.api.stream-duration=10m",
                "waybill.access.key-cache=10s",
                "waybill.access.recheck-interval=1m");
        http = node.http();
        behind = database.superuser();
    }

    @AfterAll
    static void stop() {
        node.close();
        other.close();
    }

    @Test
    void showsAKeyOnceAndStoresAHash() throws Exception {
        Answer made = create("{\"name\":\"ci\",\"role\":\"operator\"}");

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/api/keys/" + made.id());
        assertThat(made.header("Cache-Control")).contains("no-store");
        String key = made.json().path("key").asText();
        assertThat(key).matches("wbk_[0-9a-f]{12}_[0-9a-f]{64}");
        String secret = key.substring(key.lastIndexOf('_') + 1);
        assertThat(http.get("/api/keys/" + made.id()).text()).doesNotContain(secret);
        assertThat(http.get("/api/keys").text()).doesNotContain(secret);
        JsonNode shown = http.get("/api/keys/" + made.id()).json();
        assertThat(shown.path("public_id").asText()).isEqualTo(key.split("_")[1]);
        assertThat(shown.path("role").asText()).isEqualTo("operator");
        assertThat(shown.path("user_id").asLong()).isEqualTo(1);
        assertThat(shown.path("last_used_at").isNull()).isTrue();
        assertThat(behind.sql("SELECT secret_hash FROM api_keys WHERE id = :id")
                        .param("id", made.id())
                        .query(byte[].class)
                        .single())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        assertThat(rowsWith(secret)).isEmpty();
        assertThat(Files.readString(Path.of("target/keys-postgres-test.log"))).doesNotContain(secret);

        assertThat(other.http().as(key).get("/api/session").json().path("role").asText())
                .isEqualTo("operator");
        assertThat(http.get("/api/keys/" + made.id())
                        .json()
                        .path("last_used_at")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void remembersTheLastUseAtMostOnceAMinute() {
        ApiKey.Made key = key(Role.VIEWER, false, null);
        Http holder = http.as(key.text().text());
        holder.get("/api/processes");
        String first = lastUsed(key);
        for (int count = 0; count < 5; count++) {
            holder.get("/api/processes");
            other.http().as(key.text().text()).get("/api/processes");
        }

        assertThat(lastUsed(key)).isEqualTo(first);
    }

    @Test
    void refusesARevokedKeyAtOnceOnAllNodesAndEndsItsStreams() {
        ApiKey.Made key = key(Role.ADMIN, false, null);
        long process = http.submit();
        Http here = http.as(key.text().text());
        Http there = other.http().as(key.text().text());
        try (Stream ofProcess = new Stream(here, "/api/processes/" + process + "/stream");
                Stream ofWorkspace = new Stream(there, WORKSPACE_STREAM);
                Stream ofSomebodyElse = new Stream(other.http(), WORKSPACE_STREAM)) {
            assertThat(there.get("/api/processes").status()).isEqualTo(200);

            assertThat(http.send("DELETE", "/api/keys/" + key.key().id(), null).status())
                    .isEqualTo(204);

            assertThat(here.get("/api/processes").status()).isEqualTo(401);
            ofProcess.awaitEnd();
            ofWorkspace.awaitEnd();
            assertThat(there.get("/api/processes").status()).isEqualTo(401);
            assertThat(ofSomebodyElse.isOpen()).isTrue();
        }
        assertThat(http.send("DELETE", "/api/keys/" + key.key().id(), null).status())
                .as("again")
                .isEqualTo(204);
        assertThat(audit("api_key.revoked", key.key().id())).hasSize(1);
    }

    @Test
    void answersNobodyWhoWaitedWithAKeyThatWasRevokedMeanwhile() throws Exception {
        ApiKey.Made key = key(Role.VIEWER, false, null);
        long process = http.submit();
        Http there = other.http().as(key.text().text());
        String version =
                there.get("/api/processes/" + process).json().path("version").asText();
        CompletableFuture<Answer> held = CompletableFuture.supplyAsync(
                () -> there.get("/api/processes/" + process + "?wait=20&version=" + version));
        await().until(() -> other.bean(LiveCredentials.class).count() >= 1);

        http.send("DELETE", "/api/keys/" + key.key().id(), null);

        assertThat(held.get(10, TimeUnit.SECONDS).status()).isEqualTo(401);
    }

    @Test
    void endsStreamsOfAKeyThatExpires() {
        ApiKey.Made key = key(Role.VIEWER, false, Instant.now().plusSeconds(3));
        try (Stream stream = new Stream(http.as(key.text().text()), WORKSPACE_STREAM)) {
            stream.awaitEnd();
        }

        Answer late = http.as(key.text().text()).get("/api/processes");
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.text()).contains("expired");
    }

    @Test
    void findsOutByItselfWhenAWakeUpIsLost(TestDatabase database) {
        ApiKey.Made key = key(Role.VIEWER, false, null);
        try (ApiNode polling = ApiNode.start(
                        database,
                        "waybill.api.stream-duration=10m",
                        "waybill.access.recheck-interval=200ms",
                        "waybill.access.key-cache=200ms");
                Stream stream = new Stream(polling.http().as(key.text().text()), WORKSPACE_STREAM)) {
            behind.sql("UPDATE api_keys SET revoked_at = now() WHERE id = :id")
                    .param("id", key.key().id())
                    .update();

            stream.awaitEnd();
        }
    }

    @Test
    void givesAKeyTheLowerOfItsRoleAndItsUsers() {
        long user = http.post("/api/members", "{\"name\":\"Kim\",\"role\":\"operator\"}")
                .json()
                .path("user_id")
                .asLong();
        Answer made = create("{\"name\":\"kim\",\"role\":\"operator\",\"user_id\":" + user + "}");
        String key = made.json().path("key").asText();
        try (Stream stream = new Stream(other.http().as(key), WORKSPACE_STREAM)) {
            assertThat(http.send(
                                    "PUT",
                                    "/api/members/" + user,
                                    "{\"role\":\"viewer\"}".getBytes(StandardCharsets.UTF_8),
                                    "Content-Type",
                                    "application/json")
                            .status())
                    .isEqualTo(200);

            stream.awaitEnd();
            JsonNode now = other.http().as(key).get("/api/session").json();
            assertThat(now.path("role").asText()).isEqualTo("viewer");
            assertThat(now.path("user").path("name").asText()).isEqualTo("Kim");
        }
        assertThat(http.send("DELETE", "/api/members/" + user, null).status()).isEqualTo(204);
        await().until(() -> other.http().as(key).get("/api/session").status() == 401);
        assertThat(audit("member.added", user)).hasSize(1);
        assertThat(audit("member.changed", user)).hasSize(1);
        assertThat(audit("member.removed", user)).hasSize(1);
    }

    @Test
    void tellsEverybodyWhatMembersAreCalledAndNoMore() {
        long user = http.post("/api/members", "{\"name\":\"Mo\",\"email\":\"mo@example.com\",\"role\":\"operator\"}")
                .json()
                .path("user_id")
                .asLong();
        String viewer = key(Role.VIEWER, false, null).text().text();
        String own = key(Role.VIEWER, true, null).text().text();

        Answer names = http.as(viewer).get("/api/members/names");

        assertThat(names.json().path("items").findValuesAsText("name")).contains("Mo");
        assertThat(names.json().path("items").findValuesAsText("user_id")).contains(Long.toString(user));
        assertThat(names.text()).doesNotContain("mo@example.com").doesNotContain("operator");
        assertThat(http.as(viewer).get("/api/members").status()).isEqualTo(403);
        assertThat(http.as(own).get("/api/members/names").json().path("items").findValuesAsText("name"))
                .hasSize(1)
                .doesNotContain("Mo");
        http.send("DELETE", "/api/members/" + user, null);
    }

    @Test
    void limitsAnOwnKeyToItsUser() {
        ApiKey.Made key = key(Role.OPERATOR, true, null);

        JsonNode me = http.as(key.text().text()).get("/api/session").json();

        assertThat(me.path("own").asBoolean()).isTrue();
        assertThat(http.as(key.text().text()).get("/api/members").status()).isEqualTo(403);
        assertThat(create("{\"name\":\"x\",\"role\":\"admin\",\"own\":true}").pointer())
                .isEqualTo("/own");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"role": "viewer"}                                                      | /name
            {"name": "x"}                                                           | /role
            {"name": "x", "role": "root"}                                           | /role
            {"name": "x", "role": "viewer", "expires_at": "2020-01-01T00:00:00Z"}   | /expires_at
            {"name": "x", "role": "viewer", "user_id": 987654}                      | /user_id
            {"name": "x", "role": "viewer", "workspace_id": 2}                      | /workspace_id
            {"name": "x", "role": "viewer", "own": "yes"}                           | /own
            """)
    void saysWhatIsWrongWithAKey(String body, String pointer) {
        Answer answer = create(body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.pointer()).isEqualTo(pointer);
    }

    @Test
    void recordsAKeyWithItsMakingOrNotAtAll() {
        Answer made = create("{\"name\":\"audited\",\"role\":\"viewer\"}");
        JsonNode details = audit("api_key.created", made.id()).getFirst();
        assertThat(details.path("name").asText()).isEqualTo("audited");
        assertThat(details.toString()).doesNotContain(made.json().path("key").asText());

        behind.sql("ALTER TABLE audit_logs ADD CONSTRAINT broken CHECK (action <> 'api_key.created') NOT VALID")
                .update();
        try {
            assertThat(create("{\"name\":\"unaudited\",\"role\":\"viewer\"}").status())
                    .isEqualTo(500);
        } finally {
            behind.sql("ALTER TABLE audit_logs DROP CONSTRAINT broken").update();
        }
        assertThat(http.get("/api/keys?revoked=true").text()).doesNotContain("unaudited");
    }

    @ParameterizedTest
    @CsvSource({
        "Basic d2I6eA==",
        "Bearer",
        "Bearer wbk_short_1",
        "Bearer eyJhbGciOiJub25lIn0.e30.",
        "Bearer wbk_tests_0123456789abcdef0123456789abcdef0123456789abcdee",
    })
    void takesNothingThatIsNoKey(String authorization) {
        Answer answer = http.as(null).get("/api/processes", "Authorization", authorization);

        assertThat(answer.status()).isIn(401, 429);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    private static List<String> rowsWith(String secret) {
        return behind.sql("""
                SELECT 'api_keys' FROM api_keys t WHERE t::text LIKE '%' || :secret || '%'
                UNION ALL SELECT 'audit_logs' FROM audit_logs t WHERE t::text LIKE '%' || :secret || '%'
                """).param("secret", secret).query(String.class).list();
    }

    private static String lastUsed(ApiKey.Made key) {
        return http.get("/api/keys/" + key.key().id())
                .json()
                .path("last_used_at")
                .asText();
    }

    private static Answer create(String body) {
        return http.post("/api/keys", body);
    }

    private static List<JsonNode> audit(String action, long subject) {
        return behind.sql("SELECT details::text FROM audit_logs WHERE action = :action AND subject_id = :subject")
                .param("action", action)
                .param("subject", subject)
                .query((row, index) -> parse(row.getString(1)))
                .list();
    }

    private static JsonNode parse(String json) {
        try {
            return JobJson.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ApiKey.Made key(Role role, boolean own, @Nullable Instant expiresAt) {
        return node.bean(ApiKeys.class)
                .create(ADMIN, new ApiKey.Wanted("test", 1, role, own, expiresAt))
                .orElseThrow();
    }
}
