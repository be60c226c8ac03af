package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class ReadPostgresTest {

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

    @Test
    void listsNewestFirstInPagesThatNeitherRepeatNorSkip() {
        List<Long> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.addFirst(submitRelated("paged", 1));
        }

        List<Long> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = http.get("/api/processes?related_type=paged&limit=3" + cursor)
                    .json();
            page.path("items").forEach(process -> read.add(process.path("id").asLong()));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
        } while (!cursor.isEmpty());

        assertThat(read).isEqualTo(made);
    }

    @Test
    void filtersByEverythingTheContractNames() {
        long pending = submitRelated("filtered", 1);
        long failed = submitRelated("filtered", 2);
        driver.start(failed);
        driver.fail(failed);

        assertThat(ids("status=failed")).containsExactly(failed);
        assertThat(ids("status=pending,running")).containsExactly(pending);
        assertThat(ids("status=pending&status=failed")).containsExactly(failed, pending);
        assertThat(ids("operator_status=queued")).containsExactly(pending);
        assertThat(ids("operator_status=partial")).isEmpty();
        assertThat(ids("type=test_echo")).containsExactly(failed, pending);
        assertThat(ids("type=import")).isEmpty();
        assertThat(ids("subtype=review")).isEmpty();
        assertThat(ids("related_id=2")).containsExactly(failed);
        assertThat(ids("user_id=1")).containsExactly(failed, pending);
        assertThat(ids("user_id=2")).isEmpty();
        assertThat(ids("tenant_id=1")).isEmpty();
        assertThat(ids("since=2020-01-01T00:00:00Z")).containsExactly(failed, pending);
        assertThat(ids("since=2100-01-01T00:00:00%2B01:00")).isEmpty();
        assertThat(ids("text=whole")).isEmpty();
        assertThat(ids("text=It+broke")).containsExactly(failed);
        assertThat(ids("text=100%25")).isEmpty();
        assertThat(ids("text=" + pending)).contains(pending);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ?status=done            | status
            ?status=                | status
            ?operator_status=aborted | operator_status
            ?limit=0                | limit
            ?limit=201              | limit
            ?limit=ten              | limit
            ?limit=-1               | limit
            ?limit=99999999999999999999 | limit
            ?cursor=%20             | cursor
            ?cursor=MA              | cursor
            ?cursor=%21%21          | cursor
            ?cursor=LTE             | cursor
            ?since=yesterday        | since
            ?since=-4000-01-01T00:00:00Z | since
            ?since=%2B999999999-12-31T23:59:59Z | since
            ?tenant_id=a            | tenant_id
            ?related_id=1.5         | related_id
            ?type=a&type=b          | type
            ?text=%00               | text
            ?foo=1                  | foo
            ?Status=failed          | Status
            """)
    void namesTheParameterThatIsWrong(String query, String parameter) {
        Answer answer = http.get("/api/processes" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("invalid_parameter");
        assertThat(answer.pointer()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?text=%ff", "?text=%e2%28%a1", "?%00=1"})
    void refusesAQueryThatIsNoUtf8(String query) {
        assertThat(http.get("/api/processes" + query).reason()).isEqualTo("invalid_parameter");
    }

    @Test
    void namesTheWordsThatAreAllowed() {
        assertThat(http.get("/api/processes?status=done").text())
                .contains("pending, running, waiting_review, completed, failed, cancelled");
    }

    @Test
    void answersNotModifiedToWhoHasTheVersion() {
        long id = http.submit();
        String path = "/api/processes/" + id;
        String tag = http.get(path).header("ETag");

        assertThat(http.get(path, "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(http.get(path, "If-None-Match", tag).header("ETag")).isEqualTo(tag);
        assertThat(http.get(path, "If-None-Match", "\"0\", W/" + tag).status()).isEqualTo(304);
        assertThat(http.get(path, "If-None-Match", "*").status()).isEqualTo(304);
        assertThat(http.get(path + "?version=1").status()).isEqualTo(304);
        assertThat(http.get(path, "If-None-Match", "nonsense").status()).isEqualTo(200);
        driver.start(id);
        assertThat(http.get(path, "If-None-Match", tag).status()).isEqualTo(200);
        assertThat(http.get(path + "?version=1").status()).isEqualTo(200);
    }

    @Test
    void holdsARequestUntilTheProcessChanges() {
        long id = http.submit();

        CompletableFuture<Answer> held = CompletableFuture.supplyAsync(
                () -> http.get("/api/processes/" + id + "?wait=20", "If-None-Match", "\"1\""));
        driver.start(id);

        assertThat(held).succeedsWithin(Duration.ofSeconds(10));
        assertThat(held.join().status()).isEqualTo(200);
        assertThat(held.join().json().path("status").asText()).isEqualTo("running");
    }

    @Test
    void answersAHeldRequestAtTheEndOfTheWait() {
        long id = http.submit();

        long before = System.nanoTime();
        Answer answer = http.get("/api/processes/" + id + "?wait=1&version=1");

        assertThat(answer.status()).isEqualTo(304);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void doesNotHoldAClientThatKnowsNoVersion() {
        assertThat(http.get("/api/processes/" + http.submit() + "?wait=25").status())
                .isEqualTo(200);
    }

    @Test
    void showsEventsInOrderAndInPages() {
        long id = http.submit();
        driver.start(id);
        driver.note(id, "one");
        driver.note(id, "two");

        JsonNode first = http.get("/api/processes/" + id + "/events?limit=3").json();
        JsonNode second = http.get("/api/processes/" + id + "/events?after="
                        + first.path("next").asText())
                .json();

        assertThat(first.path("items").findValuesAsText("type")).containsExactly("queued", "started", "note");
        assertThat(second.path("items").findValuesAsText("message")).containsExactly("two");
        assertThat(second.path("next").isNull()).isTrue();
        JsonNode event = second.path("items").path(0);
        assertThat(event.path("updated_at").asText())
                .isEqualTo(event.path("created_at").asText());
        assertThat(event.path("process_id").asLong()).isEqualTo(id);
    }

    @Test
    void showsItemsInPagesAndByStatus() {
        long id = http.submit();
        driver.start(id);
        driver.items(
                id,
                ItemResult.success(0, "a", null, Map.of("name", "A")),
                ItemResult.error(1, "b", "price_negative", "The price is negative", Map.of("price", "-1")),
                ItemResult.skipped(2, "c", "unchanged", "Nothing to do"));
        String path = "/api/processes/" + id + "/items";

        JsonNode first = http.get(path + "?limit=2").json();
        JsonNode second = http.get(
                        path + "?limit=2&cursor=" + first.path("next").asText())
                .json();

        assertThat(first.path("items").findValuesAsText("item_key")).containsExactly("a", "b");
        assertThat(second.path("items").findValuesAsText("item_key")).containsExactly("c");
        assertThat(http.get(path + "?status=error").json().findValuesAsText("error_code"))
                .containsExactly("price_negative");
        assertThat(http.get(path + "?status=broken").reason()).isEqualTo("invalid_parameter");
        assertThat(http.get("/api/processes/" + id)
                        .json()
                        .path("processed_items")
                        .asLong())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/processes/999999999",
                "/api/processes/0",
                "/api/processes/-1",
                "/api/processes/abc",
                "/api/processes/99999999999999999999",
                "/api/processes/999999999/events",
                "/api/processes/999999999/items",
                "/api/processes/999999999/items.csv",
                "/api/processes/999999999/stream",
                "/api/nothing",
                "/api",
                "/api/",
                "/api/processes/1/nothing"
            })
    void answersNotFound(String path) {
        Answer answer = http.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.reason()).isEqualTo("not_found");
    }

    @Test
    void doesNotShowProcessesOfAnotherWorkspace(JdbcClient jdbc) {
        long id = http.submit();
        jdbc.sql("INSERT INTO workspaces (id, name) VALUES (2, 'other')").update();
        jdbc.sql("UPDATE processes SET workspace_id = 2 WHERE id = :id")
                .param("id", id)
                .update();

        assertThat(http.get("/api/processes/" + id).status()).isEqualTo(404);
        assertThat(http.get("/api/processes/" + id + "/stream").status()).isEqualTo(404);
        assertThat(http.post("/api/processes/" + id + "/cancel", "").status()).isEqualTo(404);
    }

    private static long submitRelated(String type, long id) {
        return http.post(
                        "/api/processes",
                        "{\"type\":\"test_echo\",\"input\":{\"message\":\"hi\"},\"related_type\":\"%s\",\"related_id\":%d}"
                                .formatted(type, id))
                .id();
    }

    private static List<Long> ids(String query) {
        List<Long> ids = new ArrayList<>();
        Answer answer = http.get("/api/processes?related_type=filtered&" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        answer.json()
                .path("items")
                .forEach(process -> ids.add(process.path("id").asLong()));
        return ids;
    }
}
