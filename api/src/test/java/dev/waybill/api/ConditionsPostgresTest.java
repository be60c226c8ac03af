package dev.waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.api.Http.Answer;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** If-Match on every change of what has an entity tag. */
@PostgresTest
class ConditionsPostgresTest {

    private static final String PAUSE = "{\"scope\":\"queue\",\"name\":\"%s\",\"paused\":true}";

    private static ApiNode node;
    private static Http http;
    private static TestDriver driver;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database);
        http = node.http();
        driver = node.driver();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "99"         | 412 | stale
            W/"1"        | 412 | stale
            "98", "99"   | 412 | stale
            1            | 400 | invalid_parameter
            "1           | 400 | invalid_parameter
            *, "1"       | 400 | invalid_parameter
            """)
    void leavesAProcessWhoseTagIsAnother(String condition, int status, String reason) {
        long id = http.submit();
        for (String action : new String[] {"/cancel", "/retry", "/retry-failed-items", "/undo"}) {
            Answer answer = http.send("POST", "/api/processes/" + id + action, null, "If-Match", condition);

            assertThat(answer.status()).as(action + answer.text()).isEqualTo(status);
            assertThat(answer.reason()).isEqualTo(reason);
        }
        assertThat(http.send("DELETE", "/api/processes/" + id, null, "If-Match", condition)
                        .status())
                .isEqualTo(status);
        driver.start(id);
        driver.awaitReview(id);
        assertThat(http.post("/api/processes/" + id + "/decision", "{\"decision\":\"approve\"}", "If-Match", condition)
                        .status())
                .isEqualTo(status);
        assertThat(http.get("/api/processes/" + id).json().path("status").asText())
                .isEqualTo("waiting_review");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", " * ", "\"0\", \"1\"", ",\"1\",", "\"1\",W/\"1\""})
    void changesAProcessWhoseTagIsThere(String condition) {
        Answer answer = http.send("POST", "/api/processes/" + http.submit() + "/cancel", null, "If-Match", condition);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void takesSeveralLinesForOneList() {
        String path = "/api/processes/" + http.submit() + "/cancel";

        assertThat(http.send("POST", path, null, "If-Match", "\"7\"", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void changesWhatIsHeldBackOnlyAsItWasSeen() {
        String tag = http.get("/api/queues/controls").header("ETag");
        assertThat(tag).matches("\"[0-9a-f-]{36}\"");

        Answer first = put(PAUSE.formatted("a"), tag);
        Answer second = put(PAUSE.formatted("b"), tag);
        Answer third = put(PAUSE.formatted("b"), first.header("ETag"));

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.reason()).isEqualTo("stale");
        assertThat(third.status()).isEqualTo(200);
        assertThat(put(PAUSE.formatted("c"), "W/" + third.header("ETag")).status())
                .isEqualTo(412);
        assertThat(put(PAUSE.formatted("c"), "nonsense").status()).isEqualTo(400);
        assertThat(put(PAUSE.formatted("c"), "*").status()).isEqualTo(200);
        assertThat(http.get("/api/queues/controls").json().path("items")).hasSize(3);
    }

    @Test
    void setsTheBudgetOnlyAsItWasSeen() {
        String seen = http.get("/api/usage/budget").header("ETag");

        Answer first = budget(5, seen);
        Answer second = budget(6, seen);

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.header("ETag")).isEqualTo(http.get("/api/usage/budget").header("ETag"));
        assertThat(second.reason()).isEqualTo("stale");
        assertThat(budget(6, first.header("ETag")).status()).isEqualTo(200);
        assertThat(http.get("/api/usage/budget").json().path("max_usd").asInt()).isEqualTo(6);
    }

    @Test
    void doesNothingUnderAConditionOnWhatHasNoTag() {
        Answer refused = http.post(
                "/api/processes", "{\"type\":\"test_echo\",\"input\":{\"message\":\"hi\"}}", "If-Match", "\"1\"");
        Answer malformed = http.post("/api/findings/acknowledge", "{\"ids\":[1]}", "If-Match", "1");
        Answer any =
                http.post("/api/processes", "{\"type\":\"test_echo\",\"input\":{\"message\":\"hi\"}}", "If-Match", "*");

        assertThat(refused.status()).isEqualTo(412);
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(any.status()).isEqualTo(202);
    }

    @Test
    void demandsAConditionWhereItIsConfigured(TestDatabase database) {
        try (ApiNode strict = ApiNode.start(database, "waybill.api.require-if-match=true")) {
            Http demanding = strict.http();
            long id = demanding.submit();
            Answer refused = demanding.post("/api/processes/" + id + "/cancel", "{}");

            assertThat(refused.status()).isEqualTo(428);
            assertThat(refused.reason()).isEqualTo("precondition_required");
            assertThat(demanding
                            .send(
                                    "PUT",
                                    "/api/queues/controls",
                                    bytes(PAUSE.formatted("x")),
                                    "Content-Type",
                                    "application/json")
                            .status())
                    .isEqualTo(428);
            assertThat(demanding.send("DELETE", "/api/import-mappings/1", null).status())
                    .isEqualTo(428);
            assertThat(demanding.send("DELETE", "/api/webhooks/1", null).status())
                    .isEqualTo(428);
            assertThat(demanding
                            .post("/api/processes/" + id + "/cancel", "{}", "If-Match", "*")
                            .status())
                    .isEqualTo(200);
        }
    }

    private static Answer put(String body, String condition) {
        return http.send(
                "PUT", "/api/queues/controls", bytes(body), "Content-Type", "application/json", "If-Match", condition);
    }

    private static Answer budget(int usd, String condition) {
        byte[] body = bytes("{\"max_usd\":" + usd + "}");
        return http.send("PUT", "/api/usage/budget", body, "Content-Type", "application/json", "If-Match", condition);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
