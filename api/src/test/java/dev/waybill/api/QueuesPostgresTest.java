package dev.waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class QueuesPostgresTest {

    private static ApiNode node;
    private static Http http;

    private final JdbcClient behind;

    QueuesPostgresTest(TestDatabase database) {
        this.behind = database.superuser();
    }

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database);
        http = node.http();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void holdNothingBack() {
        behind.sql("TRUNCATE queue_controls, workers").update();
    }

    @Test
    void controlsAreSaidShownAndTakenBack() {
        JsonNode now =
                put("{\"scope\": \"type\", \"name\": \"test_echo\", \"paused\": true, \"reason\": \"wrong prices\"}")
                        .json();
        assertThat(now.path("items")).hasSize(1);
        assertThat(now.path("settable")).hasSize(4);
        JsonNode control = now.path("items").get(0);
        assertThat(control.path("paused").asBoolean()).isTrue();
        assertThat(control.path("paused_by").asLong()).isEqualTo(1);
        assertThat(control.path("reason").asText()).isEqualTo("wrong prices");

        put("{\"scope\": \"queue\", \"name\": \"default\", \"max_running\": 3}");
        assertThat(http.get("/api/queues/controls").json().path("items")).hasSize(2);
        JsonNode queue = queue("default");
        assertThat(queue.path("controls").get(0).path("max_running").asInt()).isEqualTo(3);

        put("{\"scope\": \"queue\", \"name\": \"default\"}");
        assertThat(put("{\"scope\": \"type\", \"name\": \"test_echo\", \"paused\": false}")
                        .json()
                        .path("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"scope": "galaxy"}                                          | /scope
            {"name": "default"}                                          | /scope
            {"scope": "queue"}                                           | /name
            {"scope": "everything", "name": "x"}                         | /name
            {"scope": "workspace", "name": "mine"}                       | /name
            {"scope": "everything", "paused": "yes"}                     | /paused
            {"scope": "everything", "max_running": 0}                    | /max_running
            {"scope": "everything", "max_runing": 1}                     | /max_runing
            """)
    void aControlThatCannotBeUnderstoodIsRefusedByItsPlace(String body, String pointer) {
        Answer refused = put(body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").findValuesAsText("pointer")).contains(pointer);
    }

    @Test
    void aProcessSaysWhyItWaitsAndItsTagFollows() {
        long id = submit(", \"priority\": 900").id();
        Answer unserved = http.get("/api/processes/" + id);
        assertThat(reason(unserved)).isEqualTo("no_worker");

        serve();
        Answer queued = http.get("/api/processes/" + id);
        assertThat(reason(queued)).isEqualTo("queue");
        assertThat(queued.json().path("waiting").path("position").asLong()).isEqualTo(1);
        assertThat(queued.header("ETag")).startsWith("\"1-").isNotEqualTo(unserved.header("ETag"));
        assertThat(http.get("/api/processes/" + id, "If-None-Match", queued.header("ETag"))
                        .status())
                .isEqualTo(304);

        put("{\"scope\": \"everything\", \"paused\": true}");
        Answer paused = http.get("/api/processes/" + id, "If-None-Match", queued.header("ETag"));
        assertThat(paused.status()).isEqualTo(200);
        assertThat(reason(paused)).isEqualTo("paused");
        assertThat(paused.json().path("waiting").path("held_by").path("scope").asText())
                .isEqualTo("everything");

        assertThat(http.send("POST", "/api/processes/" + id + "/cancel", null, "If-Match", queued.header("ETag"))
                        .status())
                .isEqualTo(200);
        Answer ended = http.get("/api/processes/" + id);
        assertThat(ended.json().path("waiting").isNull()).isTrue();
        assertThat(ended.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void whatIsScheduledAndWhatWaitsForASlotSaySo() {
        Instant later = Instant.now().plusSeconds(3600);
        Answer scheduled = submit(", \"run_at\": \"" + later + "\"");
        assertThat(reason(scheduled)).isEqualTo("scheduled");
        assertThat(Instant.parse(scheduled.json().path("waiting").path("until").asText()))
                .isBetween(later.minusSeconds(1), later.plusSeconds(1));

        submit(", \"concurrency_key\": \"shop-7\"");
        Answer second = submit(", \"concurrency_key\": \"shop-7\"");
        assertThat(reason(second)).isEqualTo("concurrency_key");
        assertThat(second.json().path("waiting").path("count").asLong()).isEqualTo(1);
        assertThat(second.json().path("concurrency_limit").asInt()).isEqualTo(1);
    }

    @Test
    void aLimitWithoutAKeyAndATimeoutThatIsTooLongAreRefused() {
        assertThat(submit(", \"concurrency_limit\": 2").json().path("errors").findValuesAsText("pointer"))
                .containsExactly("/concurrency_limit");
        assertThat(submit(", \"timeout_seconds\": 99999999")
                        .json()
                        .path("errors")
                        .findValuesAsText("pointer"))
                .containsExactly("/timeout_seconds");
        assertThat(submit(", \"timeout_seconds\": 90")
                        .json()
                        .path("timeout_seconds")
                        .asLong())
                .isEqualTo(90);
    }

    @Test
    void queuesShowHowFullTheyAre() {
        long before = queue("default").path("ready").asLong();
        serve();
        submit("");
        submit("");

        JsonNode queue = queue("default");

        assertThat(queue.path("ready").asLong()).isEqualTo(before + 2);
        assertThat(queue.path("workers").asLong()).isEqualTo(1);
        assertThat(queue.path("oldest_wait_seconds").isNumber()).isTrue();
    }

    @Test
    void queuesShowWhatEndedOfLate() {
        long before = ended("default");
        long id = submit("").id();
        http.send("POST", "/api/processes/" + id + "/cancel", null);
        long old = submit("").id();
        http.send("POST", "/api/processes/" + old + "/cancel", null);
        behind.sql("UPDATE processes SET finished_at = finished_at - interval '20 min' WHERE id = ?")
                .param(old)
                .update();

        assertThat(ended("default")).isEqualTo(before + 1);
        JsonNode throughput = http.get("/api/queues/throughput").json();
        assertThat(throughput.path("all").asBoolean()).isTrue();
        JsonNode buckets = throughput.path("items").get(0).path("ended");
        assertThat(buckets).hasSize(30);
        assertThat(buckets.get(29).asLong()).isPositive();
    }

    private static long ended(String queue) {
        long sum = 0;
        for (JsonNode one : http.get("/api/queues/throughput").json().path("items")) {
            if (one.path("queue").asText().equals(queue)) {
                for (JsonNode bucket : one.path("ended")) {
                    sum += bucket.asLong();
                }
            }
        }
        return sum;
    }

    private void serve() {
        behind.sql("""
                        INSERT INTO workers (name, incarnation, threads, labels)
                        VALUES ('elsewhere', gen_random_uuid(), 4, '{test_echo}')
                        """).update();
    }

    private static JsonNode queue(String name) {
        for (JsonNode queue : http.get("/api/queues").json().path("items")) {
            if (queue.path("queue").asText().equals(name)) {
                return queue;
            }
        }
        throw new AssertionError("no queue " + name);
    }

    private static String reason(Answer answer) {
        return answer.json().path("waiting").path("reason").asText();
    }

    private static Answer submit(String members) {
        return http.post(
                "/api/processes", "{\"type\": \"test_echo\", \"input\": {\"message\": \"hi\"}" + members + "}");
    }

    private static Answer put(String body) {
        return http.send("PUT", "/api/queues/controls", body.getBytes(UTF_8), "Content-Type", "application/json");
    }
}
