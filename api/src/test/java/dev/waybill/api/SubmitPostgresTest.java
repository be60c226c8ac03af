package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class SubmitPostgresTest {

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
    void answersWithTheProcessAndWhereToLook() {
        Answer answer = http.post("/api/processes", "{\"type\":\"test_echo\",\"input\":{\"message\":\"hi\"}}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/api/processes/" + answer.id());
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.header("ETag")).startsWith("\"1-");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().path("status").asText()).isEqualTo("pending");
        assertThat(answer.json().path("operator_status").asText()).isEqualTo("queued");
        assertThat(answer.json().path("poll_after_ms").asLong()).isEqualTo(1_000);
        assertThat(answer.json().path("actions").toString()).isEqualTo("[\"cancel\"]");
        assertThat(answer.json().path("workspace_id").asLong()).isEqualTo(1);
        assertThat(answer.json().path("links").path("stream").asText())
                .isEqualTo("/api/processes/" + answer.id() + "/stream");
    }

    @Test
    void showsEveryMemberOfTheContractNullOnesIncluded() {
        List<String> members = new ArrayList<>();
        http.get("/api/processes/" + http.submit()).json().fieldNames().forEachRemaining(members::add);

        assertThat(members)
                .containsExactlyInAnyOrder(
                        ("id external_id workspace_id user_id tenant_id type subtype name status operator_status outcome"
                                        + " progress_percent current_step total_items processed_items succeeded_items"
                                        + " failed_items skipped_items summary error_message reason_code failures queue"
                                        + " priority attempts attempts_spent max_attempts interruptions related_type"
                                        + " related_id input_payload metadata context resource action item_ids job_id"
                                        + " worker_id run_at retry_of undo_id idempotency_key parent_id concurrency_key"
                                        + " concurrency_limit timeout_seconds started_at finished_at created_at"
                                        + " updated_at execution_ms version event_seq poll_after_ms waiting eta actions links"
                                        + " server_time")
                                .split(" "));
    }

    @Test
    void keepsWhatWasAskedFor(JdbcClient jdbc) {
        long tenant = jdbc.sql("INSERT INTO tenants (workspace_id, name) VALUES (1, 'acme') RETURNING id")
                .query(Long.class)
                .single();

        Answer answer = http.post("/api/processes", """
                {"type":"test_echo","input":{"message":"hi","times":3},"name":"Ünï ☃ 😀","tenant_id":%d,"priority":-5,
                 "run_at":"2026-12-31T23:59:59+01:00","idempotency_key":"once","max_attempts":7,"context":{"a":[1.50]},
                 "metadata":{"b":null},"related_type":"batch","related_id":9,"resource":"products","action":"check",
                 "item_ids":[1,"two"]}""".formatted(tenant));

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().path("name").asText()).isEqualTo("Ünï ☃ 😀");
        assertThat(answer.json().path("tenant_id").asLong()).isEqualTo(tenant);
        assertThat(answer.json().path("priority").asInt()).isEqualTo(-5);
        assertThat(answer.json().path("run_at").asText()).isEqualTo("2026-12-31T22:59:59Z");
        assertThat(answer.json().path("max_attempts").asInt()).isEqualTo(7);
        assertThat(answer.json().path("context").toString()).isEqualTo("{\"a\":[1.50]}");
        assertThat(answer.json().path("item_ids").toString()).isEqualTo("[1,\"two\"]");
        assertThat(answer.json().path("related_id").asLong()).isEqualTo(9);
    }

    @Test
    void answersWithTheActiveProcessThatHasTheSameKey() {
        String body = "{\"type\":\"test_echo\",\"input\":{\"message\":\"hi\"},\"idempotency_key\":\"active\"}";

        Answer first = http.post("/api/processes", body);
        Answer second = http.post("/api/processes", body);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.header("Idempotency-Replayed")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"nothing"}                                                   | 422 | unknown_type       | /type
            {"type":"test_echo","subtype":"nothing","input":{"message":"a"}}     | 422 | unknown_type       | /subtype
            {"type":"test_internal","input":{"message":"a"}}                     | 422 | unknown_type       | /type
            {"type":"seo_audit"}                                                 | 422 | unknown_type       | /type
            {}                                                                   | 422 | invalid_input      | /type
            {"type":5}                                                           | 422 | invalid_input      | /type
            {"type":" "}                                                         | 422 | invalid_input      | /type
            {"type":"test_echo","input":[]}                                      | 422 | invalid_input      | /input
            {"type":"test_echo","input":{}}                                      | 422 | invalid_input      | /input/message
            {"type":"test_echo"}                                                 | 422 | invalid_input      | /input/message
            {"type":"test_echo","input":{"message":""}}                          | 422 | invalid_input      | /input/message
            {"type":"test_echo","input":{"message":7}}                           | 422 | invalid_input      | /input/message
            {"type":"test_echo","input":{"message":"a","times":10}}              | 422 | invalid_input      | /input/times
            {"type":"test_echo","input":{"message":"a","times":"1"}}             | 422 | invalid_input      | /input/times
            {"type":"test_echo","input":{"message":"a","more":1}}                | 422 | invalid_input      | /input/more
            {"type":"test_echo","input":{"message":"forbidden"}}                 | 422 | invalid_input      | /input
            {"type":"test_echo","input":{"message":"a"},"user_id":1}             | 422 | invalid_input      | /user_id
            {"type":"test_echo","input":{"message":"a"},"workspace_id":1}        | 422 | invalid_input      | /workspace_id
            {"type":"test_echo","input":{"message":"a"},"a/b~c":1}               | 422 | invalid_input      | /a~1b~0c
            {"type":"test_echo","input":{"message":"a"},"tenant_id":999}         | 422 | invalid_input      | /tenant_id
            {"type":"test_echo","input":{"message":"a"},"tenant_id":0}           | 422 | invalid_input      | /tenant_id
            {"type":"test_echo","input":{"message":"a"},"priority":1001}         | 422 | invalid_input      | /priority
            {"type":"test_echo","input":{"message":"a"},"priority":1.5}          | 422 | invalid_input      | /priority
            {"type":"test_echo","input":{"message":"a"},"priority":99999999999999999999} | 422 | invalid_input | /priority
            {"type":"test_echo","input":{"message":"a"},"max_attempts":0}        | 422 | invalid_input      | /max_attempts
            {"type":"test_echo","input":{"message":"a"},"max_attempts":101}      | 422 | invalid_input      | /max_attempts
            {"type":"test_echo","input":{"message":"a"},"run_at":"tomorrow"}     | 422 | invalid_input      | /run_at
            {"type":"test_echo","input":{"message":"a"},"run_at":"2199-01-01T00:00:00Z"} | 422 | invalid_input | /run_at
            {"type":"test_echo","input":{"message":"a"},"run_at":"-4000-01-01T00:00:00Z"} | 422 | invalid_input | /run_at
            {"type":"test_echo","input":{"message":"a"},"run_at":1760000000}     | 422 | invalid_input      | /run_at
            {"type":"test_echo","input":{"message":"a"},"name":""}               | 422 | invalid_input      | /name
            {"type":"test_echo","input":{"message":"a"},"context":[]}            | 422 | invalid_input      | /context
            {"type":"test_echo","input":{"message":"a"},"metadata":"x"}          | 422 | invalid_input      | /metadata
            {"type":"test_echo","input":{"message":"a"},"item_ids":{}}           | 422 | invalid_input      | /item_ids
            {"type":"test_echo","input":{"message":"a\\u0000"}}                  | 422 | invalid_input      | /input/message
            {"type":"test_echo","input":{"message":"a\\ud800"}}                  | 422 | invalid_input      | /input/message
            {"type":"test_echo","input":{"message":"a"},"name":"\\u0000"}        | 422 | invalid_input      | /name
            {"type":"test_echo","input":{"message":"a"},"context":{"\\u0000":1}} | 422 | invalid_input      | /context
            {"type":"test_echo","input":{"message":"a"},"context":{"a":1e400000}} | 422 | invalid_input     | /context/a
            {"type":"test_echo","input":{"message":"a"},"context":{"a":1e-99999999}} | 422 | invalid_input  | /context/a
            {"type":"test_echo","input":{"message":"a","message":"b"}}           | 400 | malformed_json     | /input/message
            {"type":"test_echo","input":{"message":}}                            | 400 | malformed_json     | /input/message
            {"type":"test_echo"                                                  | 400 | malformed_json     | /type
            {"type":"test_echo"} {}                                              | 400 | malformed_json     | ``
            []                                                                   | 422 | invalid_input      | ``
            "text"                                                               | 422 | invalid_input      | ``
            null                                                                 | 422 | invalid_input      | ``
            nonsense                                                             | 400 | malformed_json     | ``
            """)
    void pointsAtWhatIsWrong(String body, int status, String reason, String pointer) {
        Answer answer = http.post("/api/processes", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(answer.pointer()).as(answer.text()).isEqualTo(pointer);
        assertThat(answer.json().path("type").asText()).isEqualTo("/problems/" + reason);
        assertThat(answer.json().path("instance").asText()).isEqualTo("/api/processes");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().has("server_time")).isTrue();
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        Answer answer = http.post("/api/processes", "{\"input\":3,\"priority\":\"a\",\"foo\":1}");

        assertThat(StreamSupport.stream(answer.json().path("errors").spliterator(), false)
                        .map(error -> error.path("pointer").asText()))
                .containsExactlyInAnyOrder("/type", "/input", "/priority", "/foo");
    }

    @Test
    void tellsTheMessageOfARecordThatRefusesMoreThanItsSchema() {
        Answer answer = http.post("/api/processes", "{\"type\":\"test_echo\",\"input\":{\"message\":\"forbidden\"}}");

        assertThat(answer.json().path("errors").path(0).path("detail").asText())
                .isEqualTo("message must not be forbidden");
    }

    @Test
    void knowsTheAliasesOfOlderSystems() {
        Answer answer = http.post("/api/processes", "{\"type\":\"csv_import\"}");

        assertThat(answer.reason()).isEqualTo("invalid_input");
        assertThat(answer.pointer()).isEqualTo("/input/file_id");
    }

    @Test
    void namesTheLineOfMalformedJson() {
        Answer answer = http.post("/api/processes", "{\n\"type\": \"test_echo\",\n  nonsense}");

        assertThat(answer.text()).contains("line 3, column");
    }

    @Test
    void listsTheTypesWithTheirSchemas() {
        Answer answer = http.get("/api/job-types");

        assertThat(answer.json().findValuesAsText("label"))
                .contains("test_echo", "test_echo/review", "test_internal", "import/csv");
        assertThat(answer.text())
                .contains("\"timeout\":\"PT1H\"")
                .contains("\"submittable\":false")
                .contains("\"maximum\":9");
    }

    @Test
    void saysHowTheTypesRepeatFailedItems() {
        Map<String, String> repeats = new HashMap<>();
        for (JsonNode type : http.get("/api/job-types").json().path("items")) {
            repeats.put(
                    type.path("label").asText(),
                    type.path("retries_failed_items").asText());
        }

        assertThat(repeats)
                .containsEntry("test_internal", "no")
                .containsEntry("test_echo", "all")
                .containsEntry("import/csv", "by_error_code")
                .containsEntry("ai_generation/seo", "by_error_code");
    }
}
