package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class BulkPostgresTest {

    private static final String GOOD = "{\"type\":\"test_echo\",\"input\":{\"message\":\"hi\"}}\n";
    private static final String WRONG = "{\"type\":\"test_echo\",\"input\":{\"message\":\"\"},\"color\":1}\n";

    private static ApiNode node;
    private static Http http;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database, "waybill.api.bulk.max-lines=1000", "waybill.api.bulk.max-body-size=1MB");
        http = node.http();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void enqueuesALineEach() {
        Answer answer = bulk(
                "",
                IntStream.range(0, 1_000)
                        .mapToObj(i -> GOOD.replace("\"input\"", "\"name\":\"line " + i + "\",\"input\""))
                        .collect(Collectors.joining()));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(1_000);
        assertThat(answer.json().path("refused").asInt()).isZero();
        assertThat(answer.json().hasNonNull("server_time")).isTrue();
        JsonNode last = answer.json().path("lines").path(999);
        assertThat(last.path("line").asInt()).isEqualTo(1_000);
        assertThat(last.path("created").asBoolean()).isTrue();
        JsonNode process =
                http.get("/api/processes/" + last.path("id").asLong()).json();
        assertThat(process.path("name").asText()).isEqualTo("line 999");
        assertThat(process.path("status").asText()).isEqualTo("pending");
    }

    @Test
    void enqueuesNothingWhenALineIsWrongAndTellsEachPlace(JdbcClient jdbc) {
        long before = processes(jdbc);

        Answer answer = bulk("?mode=all_or_nothing", GOOD + "\n" + WRONG + "{\n" + GOOD);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.reason()).isEqualTo("bulk_refused");
        assertThat(answer.json().path("lines")).hasSize(2);
        assertThat(answer.json().path("lines").path(1).path("reason_code").asText())
                .isEqualTo("malformed_json");
        assertThat(answer.pointer()).isEqualTo("/3/color");
        assertThat(processes(jdbc)).isEqualTo(before);
    }

    @Test
    void tellsWhatTheSchemaRefusesByItsPlaceToo() {
        Answer answer = bulk("", GOOD + WRONG.replace(",\"color\":1", ""));

        assertThat(answer.reason()).isEqualTo("bulk_refused");
        assertThat(answer.pointer()).isEqualTo("/2/input/message");
    }

    @Test
    void enqueuesTheOthersLineByLine() {
        Answer answer = bulk(
                "?mode=per_line",
                WRONG + GOOD + "[]\r\n" + GOOD.replace("test_echo", "test_internal")
                        + GOOD.replace("\"input\"", "\"tenant_id\":99,\"input\""));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.json().path("lines").findValuesAsText("reason_code"))
                .containsExactly("invalid_input", "invalid_input", "unknown_type", "invalid_input");
        assertThat(answer.json()
                        .path("lines")
                        .path(4)
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .asText())
                .isEqualTo("/tenant_id");
    }

    @Test
    void replaysTheWholeAnswer(JdbcClient jdbc) {
        Answer first = bulk("", GOOD + GOOD, "Idempotency-Key", "whole");
        long after = processes(jdbc);
        Answer second = bulk("", GOOD + GOOD, "Idempotency-Key", "whole");
        Answer other = bulk("?mode=per_line", GOOD + GOOD, "Idempotency-Key", "whole");

        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(second.json().path("lines")).isEqualTo(first.json().path("lines"));
        assertThat(processes(jdbc)).isEqualTo(after);
        assertThat(other.reason()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void answersTheActiveRunOfALinesKey() {
        String keyed = GOOD.replace("\"input\"", "\"idempotency_key\":\"once\",\"input\"");

        JsonNode lines = bulk("", keyed + keyed).json().path("lines");

        assertThat(lines.path(1).path("id")).isEqualTo(lines.path(0).path("id"));
        assertThat(lines.path(1).path("created").asBoolean()).isFalse();
    }

    @Test
    void refusesWhatIsTooMuchOrNothing() {
        assertThat(bulk("", GOOD.repeat(1_001)).reason()).isEqualTo("too_large");
        assertThat(bulk("", " ".repeat(1_100_000)).reason()).isEqualTo("too_large");
        assertThat(bulk("", "\n\r\n").reason()).isEqualTo("invalid_input");
        assertThat(bulk("?mode=some", GOOD).reason()).isEqualTo("invalid_parameter");
        assertThat(http.post("/api/processes/bulk", GOOD).status()).isEqualTo(415);
    }

    @Test
    void countsWhatABulkActionWouldTouch() {
        long id = http.submit();
        http.send("POST", "/api/processes/" + id + "/cancel", null);
        long pending = http.submit();

        Answer answer = http.post(
                "/api/processes/bulk-actions/preview",
                "{\"filter\":{\"type\":\"test_echo\",\"status\":[\"cancelled\",\"failed\"]}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("up_to_id").asLong()).isEqualTo(pending);
        assertThat(answer.json().path("counts").path("cancelled").asLong()).isEqualTo(1);
        assertThat(answer.json().path("counts").has("pending")).isFalse();
        assertThat(answer.json().path("total").asLong()).isEqualTo(1);
    }

    @Test
    void leavesOutWhatOnlyTheSystemStartsWhenItIsToldTo(TestDatabase database) {
        long before = previewed("{}") - previewed("{\"internal\": false}");
        long delivery = http.submit();
        database.superuser()
                .sql("UPDATE processes SET type = 'test_internal', subtype = NULL WHERE id = ?")
                .param(delivery)
                .update();

        assertThat(previewed("{}") - previewed("{\"internal\": false}")).isEqualTo(before + 1);
        assertThat(previewed("{\"internal\": true}")).isEqualTo(previewed("{}"));
    }

    private static long previewed(String filter) {
        Answer answer = http.post("/api/processes/bulk-actions/preview", "{\"filter\": " + filter + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("total").asLong();
    }

    @Test
    void startsABulkActionAsAProcessOfItsOwn() {
        long upTo = http.submit();
        String body = "{\"action\":\"cancel\",\"filter\":{\"operator_status\":[\"queued\"]},\"up_to_id\":" + upTo + "}";

        Answer answer = http.post("/api/processes/bulk-actions", body, "Idempotency-Key", "bulk action");
        Answer again = http.post("/api/processes/bulk-actions", body, "Idempotency-Key", "bulk-action");
        Answer replayed = http.post("/api/processes/bulk-actions", body, "Idempotency-Key", "bulk-action");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Location")).isEqualTo("/api/processes/" + again.id());
        assertThat(again.json().path("type").asText()).isEqualTo("bulk_action");
        assertThat(again.json().path("name").asText()).isEqualTo("cancel up to " + upTo);
        assertThat(replayed.id()).isEqualTo(again.id());
        assertThat(http.post("/api/processes", "{\"type\":\"bulk_action\"}").reason())
                .isEqualTo("unknown_type");
    }

    @Test
    void refusesABulkActionThatCannotBeUnderstood() {
        assertThat(action("{\"action\":\"explode\",\"up_to_id\":1}").pointer()).isEqualTo("/action");
        assertThat(action("{\"action\":\"cancel\"}").pointer()).isEqualTo("/up_to_id");
        assertThat(action("{\"action\":\"cancel\",\"up_to_id\":1,\"filter\":{\"status\":[\"odd\"]}}")
                        .pointer())
                .isEqualTo("/filter/status");
        assertThat(action("{\"action\":\"cancel\",\"up_to_id\":1,\"filter\":{\"colour\":1}}")
                        .pointer())
                .isEqualTo("/filter/colour");
    }

    @Test
    void showsNoScheduleBeforeAWorkerHasDeclaredOneAndThenWhenItIsDue(TestDatabase database) {
        assertThat(http.get("/api/schedules").json().path("items")).isEmpty();
        database.superuser().sql("""
                        INSERT INTO schedules (name, cron, zone, type, catch_up, enabled) VALUES
                            ('nightly', '30 3 * * *', 'UTC', 'test_internal', '1 day', true),
                            ('off', '30 3 * * *', 'UTC', 'test_internal', '1 day', false)
                        """).update();
        database.superuser().sql("""
                        INSERT INTO schedule_runs (schedule, due_at, workspace_id, process_id)
                        VALUES ('nightly', '2026-01-01T03:30:00Z', 1, ?)
                        """).param(http.submit()).update();

        JsonNode nightly = http.get("/api/schedules").json().path("items").path(0);
        JsonNode off = http.get("/api/schedules").json().path("items").path(1);

        assertThat(nightly.path("next_due_at").asText()).endsWith("T03:30:00Z");
        assertThat(nightly.path("last_due_at").asText()).isEqualTo("2026-01-01T03:30:00Z");
        assertThat(http.get(nightly.path("last_process").asText()).status()).isEqualTo(200);
        assertThat(nightly.path("last_status").asText()).isEqualTo("queued");
        assertThat(off.path("enabled").asBoolean()).isFalse();
        assertThat(off.path("next_due_at").isNull()).isTrue();
    }

    @Test
    void handsOutArchives(TestDatabase database) throws IOException {
        StoredFile file = node.bean(FileStore.class)
                .store(new NewFile(1, null, "a", null), new ByteArrayInputStream(new byte[] {1, 2, 3}), 10);
        database.superuser().sql("""
                        INSERT INTO process_archives (workspace_id, file_id, first_process_id, last_process_id, processes)
                        VALUES (1, ?, 4, 9, 3)
                        """).param(file.id()).update();

        JsonNode archive =
                http.get("/api/process-archives").json().path("items").path(0);
        Answer content = http.get(archive.path("content").asText());

        assertThat(archive.path("last_process_id").asLong()).isEqualTo(9);
        assertThat(content.header("Content-Disposition")).isEqualTo("attachment; filename=\"processes-4-9.ndjson.gz\"");
        assertThat(content.response().body()).containsExactly(1, 2, 3);
        assertThat(http.get("/api/process-archives/77/content").reason()).isEqualTo("not_found");
    }

    private static Answer action(String body) {
        return http.post("/api/processes/bulk-actions", body);
    }

    private static Answer bulk(String query, String lines, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/x-ndjson";
        return http.send("POST", "/api/processes/bulk" + query, lines.getBytes(StandardCharsets.UTF_8), all);
    }

    private static long processes(JdbcClient jdbc) {
        return jdbc.sql("SELECT count(*) FROM processes").query(Long.class).single();
    }
}
