package dev.waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class NotificationsPostgresTest {

    private static ApiNode node;
    private static Http http;

    private final JdbcClient behind;

    NotificationsPostgresTest(TestDatabase database) {
        this.behind = database.superuser();
    }

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(
                database,
                "waybill.api.notifications.most-counted=2",
                "waybill.api.notifications.most-webhooks=2",
                "waybill.api.notifications.secret-overlap=1h");
        http = node.http();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE notifications, webhook_endpoints CASCADE").update();
    }

    @Test
    void listsWhatTheUserWasTold() {
        long run = http.submit();
        TestDriver driver = node.driver();
        driver.start(run);
        driver.complete(run);

        JsonNode page = http.get("/api/notifications").json();

        assertThat(page.path("items")).hasSize(2);
        JsonNode newest = page.at("/items/0");
        assertThat(newest.path("kind").asText()).isEqualTo("completed");
        assertThat(newest.path("process_id").asLong()).isEqualTo(run);
        assertThat(newest.path("href").asText()).isEqualTo("/api/operations/" + run);
        assertThat(http.get(newest.path("href").asText()).status()).isEqualTo(200);
        assertThat(newest.at("/payload/status").asText()).isEqualTo("succeeded");
        assertThat(newest.path("read_at").isNull()).isTrue();
        assertThat(page.at("/items/1/kind").asText()).isEqualTo("queued");
    }

    @Test
    void marksOneAsRead() {
        long id = told();
        told();

        JsonNode read = http.post("/api/notifications/" + id + "/read", "{}").json();

        assertThat(read.path("read_at").isTextual()).isTrue();
        assertThat(http.post("/api/notifications/" + id + "/read", "{}").json().path("read_at"))
                .isEqualTo(read.path("read_at"));
        assertThat(ids("?unread=true")).hasSize(1).doesNotContain(id);
        assertThat(ids("")).hasSize(2);
        assertThat(unread()).isEqualTo(1);
    }

    @Test
    void countsUnreadOnesUpToALimit() {
        told();
        told();
        told();

        assertThat(http.get("/api/notifications/unread-count")
                        .json()
                        .path("unread")
                        .asInt())
                .isEqualTo(2);
        assertThat(http.get("/api/notifications/unread-count")
                        .json()
                        .path("capped_at")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void marksAllAsReadThatTheUserHasSeen() {
        told();
        long seen = told();
        long since = told();

        Answer marked = http.post("/api/notifications/read-all", "{\"up_to\": " + seen + "}");

        assertThat(marked.json().path("marked").asInt()).as(marked.text()).isEqualTo(2);
        assertThat(ids("?unread=true")).containsExactly(since);
        assertThat(http.post("/api/notifications/read-all", "{}").pointer()).isEqualTo("/up_to");
    }

    @Test
    void pagesByKey() {
        List<Long> all = new ArrayList<>(List.of(told(), told(), told()));

        JsonNode first = http.get("/api/notifications?limit=2").json();
        JsonNode second = http.get("/api/notifications?limit=2&cursor="
                        + first.path("next").asText())
                .json();

        assertThat(first.at("/items/0/id").asLong()).isEqualTo(all.getLast());
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.at("/items/0/id").asLong()).isEqualTo(all.getFirst());
    }

    @Test
    void showsNobodyWhatOthersWereTold() {
        long id = told();
        behind.sql("UPDATE notifications SET user_id = 99").update();

        assertThat(ids("")).isEmpty();
        assertThat(unread()).isZero();
        assertThat(http.post("/api/notifications/" + id + "/read", "{}").status())
                .isEqualTo(404);
        assertThat(http.post("/api/notifications/read-all", "{\"up_to\": " + id + "}")
                        .json()
                        .path("marked")
                        .asInt())
                .isZero();
    }

    @Test
    void showsASecretOnce() {
        Answer made = http.post("/api/webhooks", "{\"url\": \"https://a.example/hook\", \"types\": [\"import\"]}");

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/api/webhooks/" + made.id());
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        assertThat(made.json().path("secret").asText()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(made.json().path("enabled").asBoolean()).isTrue();
        assertThat(made.json().path("kinds").toString())
                .isEqualTo("[\"queued\",\"waiting_review\",\"reminder\",\"completed\"]");
        JsonNode again = http.get("/api/webhooks/" + made.id()).json();
        assertThat(again.path("secret").isNull()).isTrue();
        assertThat(again.path("types").toString()).isEqualTo("[\"import\"]");
        assertThat(http.get("/api/webhooks").json().path("items")).hasSize(1);

        Answer rotated = http.post("/api/webhooks/" + made.id() + "/secret", "{}", "If-Match", "\"1\"");
        assertThat(rotated.json().path("secret").asText())
                .startsWith("whsec_")
                .isNotEqualTo(made.json().path("secret").asText());
        assertThat(rotated.json().path("previous_secret_until").isTextual()).isTrue();
        assertThat(rotated.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void changesAndRemovesAWebhookConditionally() {
        long id = webhook();

        Answer off = put(id, "{\"url\": \"https://b.example\", \"enabled\": false}", "\"1\"");
        assertThat(off.json().path("disabled_reason").asText()).as(off.text()).isEqualTo("by_user");
        assertThat(put(id, "{\"url\": \"https://c.example\"}", "\"1\"").status())
                .isEqualTo(412);
        JsonNode on = put(id, "{\"url\": \"https://c.example\", \"kinds\": [\"completed\"]}", "\"2\"")
                .json();
        assertThat(on.path("enabled").asBoolean()).isTrue();
        assertThat(on.path("disabled_at").isNull()).isTrue();
        assertThat(on.path("kinds").toString()).isEqualTo("[\"completed\"]");

        assertThat(http.send("DELETE", "/api/webhooks/" + id, null, "If-Match", "\"2\"")
                        .status())
                .isEqualTo(412);
        assertThat(http.send("DELETE", "/api/webhooks/" + id, null).status()).isEqualTo(204);
        assertThat(http.get("/api/webhooks/" + id).status()).isEqualTo(404);
        assertThat(http.get("/api/webhooks").json().path("items")).isEmpty();
    }

    @Test
    void givesAWorkspaceOnlySoManyWebhooks() {
        long first = webhook();
        webhook();

        Answer third = http.post("/api/webhooks", "{\"url\": \"https://a.example\"}");
        assertThat(third.status()).isEqualTo(409);
        assertThat(third.reason()).isEqualTo("too_many_webhooks");

        http.send("DELETE", "/api/webhooks/" + first, null);
        assertThat(webhook()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                        | /url
            {"url": "ftp://a.example"}                                | /url
            {"url": "https://me:secret@a.example"}                    | /url
            {"url": "https://a.example#x"}                            | /url
            {"url": "https://"}                                       | /url
            {"url": "https://a.example", "kinds": ["started"]}        | /kinds/0
            {"url": "https://a.example", "types": ["import", "No"]}   | /types/1
            {"url": "https://a.example", "enabled": "yes"}            | /enabled
            {"url": "https://a.example", "secret": "mine"}            | /secret
            """)
    void refusesAWebhookThatDoesNotFit(String body, String pointer) {
        Answer refused = http.post("/api/webhooks", body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.pointer()).isEqualTo(pointer);
    }

    @Test
    void testsAWebhookWithAProcess() {
        long id = webhook();

        Answer accepted = http.post("/api/webhooks/" + id + "/test", "{}", "Idempotency-Key", "t1");
        Answer again = http.post("/api/webhooks/" + id + "/test", "{}", "Idempotency-Key", "t1");

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        assertThat(accepted.json().path("type").asText()).isEqualTo("webhook_delivery");
        assertThat(accepted.json().at("/input_payload/type").asText()).isEqualTo("webhook.test");
        assertThat(accepted.json().path("related_id").asLong()).isEqualTo(id);
        assertThat(again.id()).isEqualTo(accepted.id());
        assertThat(http.get("/api/processes?related_type=webhook_endpoint&related_id=" + id)
                        .json()
                        .path("items"))
                .hasSize(1);
        assertThat(ids("")).as("notifications of the delivery").isEmpty();
        assertThat(http.post("/api/webhooks/999/test", "{}").status()).isEqualTo(404);
    }

    @Test
    void keepsSecretsFromRequests() {
        assertThat(behind.sql("SELECT has_column_privilege('waybill_tenant', 'webhook_endpoints', 'secret', 'SELECT')")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    /** The id of the newest notification: of a run that was queued now. */
    private static long told() {
        http.submit();
        return ids("").getFirst();
    }

    private static long webhook() {
        return http.post("/api/webhooks", "{\"url\": \"https://a.example\"}").id();
    }

    private static Answer put(long id, String body, String ifMatch) {
        return http.send(
                "PUT",
                "/api/webhooks/" + id,
                body.getBytes(UTF_8),
                "Content-Type",
                "application/json",
                "If-Match",
                ifMatch);
    }

    private static List<Long> ids(String query) {
        List<Long> ids = new ArrayList<>();
        http.get("/api/notifications" + query)
                .json()
                .path("items")
                .forEach(item -> ids.add(item.path("id").asLong()));
        return ids;
    }

    private static int unread() {
        return http.get("/api/notifications/unread-count").json().path("unread").asInt();
    }
}
