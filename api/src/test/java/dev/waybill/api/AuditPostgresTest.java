package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PostgresTest
class AuditPostgresTest {

    private static final String LOG = "/api/audit-log";

    private static ApiNode node;
    private static Http http;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database);
        http = node.http();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void tellsWhatWasDoneToAProcess() {
        long id = http.submit();
        node.driver().start(id);
        node.driver().fail(id);
        ok(http.post("/api/processes/" + id + "/retry", ""));
        ok(http.post("/api/processes/" + id + "/cancel", ""));

        Answer answer = http.get(LOG + "?process_id=" + id);
        List<String> actions = answer.json().path("items").findValuesAsText("action");
        assertThat(actions).startsWith("process.cancelled", "process.retried");
        JsonNode last = answer.json().path("items").get(0);
        assertThat(last.path("user_id").asLong()).isEqualTo(1);
        assertThat(last.path("subject_type").asText()).isEqualTo("process");
        assertThat(last.path("subject_id").asLong()).isEqualTo(id);
        assertThat(last.path("details").path("was").asText()).isEqualTo("pending");
        assertThat(http.get("/api/operations/" + id).json().path("audit_log_id").asLong())
                .isEqualTo(last.path("id").asLong());
    }

    @Test
    void tellsWhatAdminsChanged() {
        ok(http.post("/api/tenants", "{\"name\":\"Contoso\"}"));
        ok(put("/api/queues/controls", "{\"scope\":\"queue\",\"name\":\"default\",\"paused\":true}"));
        ok(put("/api/queues/controls", "{\"scope\":\"queue\",\"name\":\"default\"}"));
        ok(put("/api/usage/budget", "{\"max_usd\":5}"));
        Answer hook = http.post("/api/webhooks", "{\"url\":\"https://example.com/hook\",\"kinds\":[\"completed\"]}");
        ok(hook);

        assertThat(http.get(LOG + "?limit=5").json().path("items").findValuesAsText("action"))
                .containsExactly(
                        "webhook.created", "budget.changed", "queue.controlled", "queue.controlled", "tenant.created");
        JsonNode webhook = http.get(LOG + "?subject_type=webhook&subject_id=" + hook.id())
                .json()
                .path("items");
        assertThat(webhook).hasSize(1);
        assertThat(webhook.toString()).doesNotContain("secret", "example.com");
    }

    @Test
    void goesInPages() {
        for (int i = 0; i < 3; i++) {
            ok(http.post("/api/tenants", "{\"name\":\"Page " + i + "\"}"));
        }

        JsonNode first = http.get(LOG + "?action=tenant.created&limit=2").json();
        JsonNode second = http.get(LOG + "?action=tenant.created&limit=2&cursor="
                        + first.path("next").asText())
                .json();

        assertThat(first.path("items")).hasSize(2);
        assertThat(second.path("items").get(0).path("id").asLong())
                .isLessThan(first.path("items").get(1).path("id").asLong());
    }

    @ParameterizedTest
    @CsvSource({"process_id=x", "subject_id=0", "since=yesterday", "limit=0", "who=me", "user_id=-1"})
    void refusesWhatItDoesNotKnow(String query) {
        assertThat(http.get(LOG + "?" + query).status()).isEqualTo(400);
    }

    private static Answer put(String path, String json) {
        return http.send("PUT", path, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    private static void ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    }
}
