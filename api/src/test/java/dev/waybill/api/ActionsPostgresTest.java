package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class ActionsPostgresTest {

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
    void retriesAFailedProcess() {
        long id = failed();

        Answer answer = act(id, "retry");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/api/processes/" + id);
        assertThat(answer.json().path("status").asText()).isEqualTo("pending");
        assertThat(answer.json().path("attempts_spent").asInt()).isZero();
    }

    @Test
    void repeatsOnlyTheFailedItemsAsANewProcess() {
        long id = http.submit();
        driver.start(id);
        driver.items(id, ItemResult.error(0, "a", "broken", "It broke", Map.of("a", "1")));
        driver.complete(id);

        Answer answer = act(id, "retry-failed-items");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.id()).isNotEqualTo(id);
        assertThat(answer.json().path("retry_of").asLong()).isEqualTo(id);
        assertThat(answer.header("Location")).isEqualTo("/api/processes/" + answer.id());
    }

    @Test
    void repeatsOneReasonAloneOnlyWhereTheTypeCan() {
        long id = http.submit();
        driver.start(id);
        driver.items(id, ItemResult.error(0, "a", "broken", "It broke", Map.of("a", "1")));
        driver.complete(id);

        assertThat(act(id, "retry-failed-items?error_code=other").reason()).isEqualTo("no_failed_items");
        assertThat(act(id, "retry-failed-items?error_code=broken").reason()).isEqualTo("not_itemised");
    }

    @Test
    void offersToRepeatFailedItemsOnlyWhereTheTypeCan() {
        for (String type : List.of("test_echo", "test_echo\",\"subtype\":\"review")) {
            long id = http.post("/api/processes", "{\"type\":\"%s\",\"input\":{\"message\":\"hi\"}}".formatted(type))
                    .id();
            driver.start(id);
            driver.items(id, ItemResult.error(0, "a", "broken", "It broke", Map.of("a", "1")));
            driver.complete(id);

            JsonNode actions = http.get("/api/processes/" + id).json().path("actions");
            int status = act(id, "retry-failed-items").status();

            boolean can = type.equals("test_echo");
            assertThat(actions.toString().contains("retry-failed-items"))
                    .as(type)
                    .isEqualTo(can);
            assertThat(status).as(type).isEqualTo(can ? 202 : 409);
        }
    }

    @Test
    void doesNotRepeatWhereNoItemFailed() {
        long id = http.submit();
        assertThat(act(id, "retry-failed-items").reason()).isEqualTo("not_finished");
        driver.start(id);
        driver.complete(id);
        assertThat(act(id, "retry-failed-items").reason()).isEqualTo("no_failed_items");
        assertThat(act(id, "retry-failed-items").status()).isEqualTo(409);
    }

    @Test
    void undoesWhatAProcessDidOnceAsAProcessOfItsOwn() {
        long id = done();
        JsonNode before = http.get("/api/processes/" + id).json();
        assertThat(words(before)).containsExactly("undo");

        Answer answer = act(id, "undo");
        Answer again = act(id, "undo");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/api/processes/" + answer.id());
        assertThat(answer.json().path("type").asText()).isEqualTo("test_internal");
        assertThat(answer.json().path("name").asText()).isEqualTo("Undo of process " + id);
        assertThat(answer.json().path("related_type").asText()).isEqualTo("process");
        assertThat(answer.json().path("related_id").asLong()).isEqualTo(id);
        assertThat(again.id()).isEqualTo(answer.id());
        JsonNode after = http.get("/api/processes/" + id).json();
        assertThat(after.path("undo_id").asLong()).isEqualTo(answer.id());
        assertThat(after.path("version").asLong())
                .isGreaterThan(before.path("version").asLong());
        assertThat(words(after)).isEmpty();
        assertThat(http.get("/api/processes/" + id + "/events")
                        .json()
                        .path("items")
                        .findValuesAsText("type"))
                .endsWith("undo");

        driver.start(answer.id());
        driver.complete(answer.id());
        assertThat(act(id, "undo").reason()).isEqualTo("already_undone");
        assertThat(act(id, "undo").status()).isEqualTo(409);
    }

    @Test
    void undoesAgainWhatAnUndoDidNotFinish() {
        long id = done();
        long undo = act(id, "undo").id();
        assertThat(act(undo, "cancel").status()).isEqualTo(200);

        Answer again = act(id, "undo");

        assertThat(again.status()).as(again.text()).isEqualTo(202);
        assertThat(again.id()).isNotEqualTo(undo);
    }

    @Test
    void doesNotUndoWhatCannotBeTakenBack() {
        long running = http.submit();
        assertThat(act(running, "undo").reason()).isEqualTo("not_finished");
        driver.start(running);
        driver.complete(running);
        assertThat(act(running, "undo").reason()).isEqualTo("not_undoable");
        long writesNothing = http.post(
                        "/api/processes", "{\"type\":\"test_echo\",\"input\":{\"message\":\"hi\",\"times\":0}}")
                .id();
        driver.start(writesNothing);
        driver.items(writesNothing, ItemResult.success(0, "a", null, Map.of("a", 1)));
        driver.complete(writesNothing);
        assertThat(act(writesNothing, "undo").reason()).isEqualTo("not_undoable");
        long otherType = reviewed("test_echo\",\"subtype\":\"review");
        assertThat(act(otherType, "undo").reason()).isEqualTo("not_undoable");
        assertThat(act(otherType, "undo").status()).isEqualTo(409);
        assertThat(act(99_999, "undo").status()).isEqualTo(404);
    }

    @Test
    void undoesOnlyTheVersionThatWasSeen() {
        long id = done();

        assertThat(act(id, "undo", "If-Match", "\"1\"").status()).isEqualTo(412);
        Answer keyed = act(id, "undo", "Idempotency-Key", "undo-it");
        assertThat(act(id, "undo", "Idempotency-Key", "undo-it").id()).isEqualTo(keyed.id());
    }

    @Test
    void doesNotRunAgainWhatIsUndone() {
        long id = http.submit();
        driver.start(id);
        driver.items(id, ItemResult.success(0, "a", null, Map.of("a", 1)));
        driver.fail(id);
        act(id, "undo");

        assertThat(act(id, "retry").reason()).isEqualTo("already_undone");
    }

    private static long done() {
        long id = http.submit();
        driver.start(id);
        driver.items(id, ItemResult.success(0, "a", null, Map.of("a", 1)));
        driver.complete(id);
        return id;
    }

    private static List<String> words(JsonNode process) {
        List<String> words = new ArrayList<>();
        process.path("actions").forEach(action -> words.add(action.asText()));
        return words;
    }

    @Test
    void cancelsByPostAndByDelete() {
        long posted = http.submit();
        long deleted = http.submit();
        driver.start(deleted);

        Answer post = act(posted, "cancel");
        Answer delete = http.send("DELETE", "/api/processes/" + deleted, null);

        assertThat(post.status()).isEqualTo(200);
        assertThat(post.json().path("operator_status").asText()).isEqualTo("cancelled");
        assertThat(post.json().path("poll_after_ms").isNull()).isTrue();
        assertThat(delete.status()).isEqualTo(200);
        assertThat(delete.json().path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void decides() {
        long approved = reviewed("test_echo");
        long rejected = reviewed("test_echo");

        Answer approval = decide(approved, "{\"decision\":\"approve\",\"note\":\"fine\"}");
        Answer rejection = decide(rejected, "{\"decision\":\"reject\"}");

        assertThat(approval.status()).as(approval.text()).isEqualTo(200);
        assertThat(approval.json().path("status").asText()).isEqualTo("completed");
        assertThat(rejection.json().path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void passesOnWhatTheReviewPolicySays() {
        long id = reviewed("test_echo\",\"subtype\":\"review");

        Answer refused = decide(id, "{\"decision\":\"approve\",\"note\":\"not yet\"}");
        Answer approved = decide(id, "{\"decision\":\"approve\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.reason()).isEqualTo("too_early");
        assertThat(refused.json().path("title").asText()).isEqualTo("Too early");
        assertThat(approved.json().path("summary").path("decision").asText()).isEqualTo("APPROVE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"decision":"maybe"}              | /decision
            {}                                | /decision
            {"decision":true}                 | /decision
            {"decision":"approve","note":5}   | /note
            {"decision":"approve","by":1}     | /by
            """)
    void refusesADecisionItDoesNotUnderstand(String body, String pointer) {
        Answer answer = decide(reviewed("test_echo"), body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointer()).isEqualTo(pointer);
    }

    @Test
    void namesBothStatusesOfAnIllegalTransition() {
        long id = http.submit();

        Answer answer = act(id, "retry");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.reason()).isEqualTo("illegal_transition");
        assertThat(answer.json().path("from").asText()).isEqualTo("pending");
        assertThat(answer.json().path("to").asText()).isEqualTo("pending");
        assertThat(answer.json().path("detail").asText()).contains("is pending and cannot become pending");
    }

    @Test
    void refusesWhatComesTooLate() {
        long id = http.submit();
        act(id, "cancel");

        assertThat(act(id, "cancel").json().path("from").asText()).isEqualTo("cancelled");
        assertThat(decide(id, "{\"decision\":\"approve\"}").status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "\"99\"", "W/\"1\"", "\"a\"", "\"2\", \"3\""})
    void refusesAnActionOnAnotherVersion(String tag) {
        long id = http.submit();

        Answer answer = act(id, "cancel", "If-Match", tag);

        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.reason()).isEqualTo("stale");
        assertThat(http.get("/api/processes/" + id).json().path("status").asText())
                .isEqualTo("pending");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "*", "\"0\", \"1\""})
    void actsOnTheVersionThatWasSeen(String tag) {
        assertThat(act(http.submit(), "cancel", "If-Match", tag).status()).isEqualTo(200);
    }

    @Test
    void refusesAnIfMatchThatIsNoTag() {
        Answer answer = act(http.submit(), "cancel", "If-Match", "1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointer()).isEqualTo("If-Match");
    }

    @Test
    void takesAnEmptyObjectAndNothingElse() {
        long id = failed();

        assertThat(http.send(
                                "POST",
                                "/api/processes/" + id + "/retry",
                                new byte[] {'{', '}'},
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(202);
        assertThat(http.post("/api/processes/" + id + "/cancel", "{\"why\":1}").pointer())
                .isEqualTo("/why");
        assertThat(http.post("/api/processes/" + id + "/cancel?force=1", "").pointer())
                .isEqualTo("force");
        assertThat(http.post("/api/processes/" + id + "/cancel", "{").reason()).isEqualTo("malformed_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "retry-failed-items", "cancel"})
    void knowsNoActionsOnWhatIsNotThere(String action) {
        assertThat(act(999_999_999, action).status()).isEqualTo(404);
        assertThat(act(999_999_999, action, "If-Match", "\"1\"").status()).isEqualTo(404);
    }

    private static long failed() {
        long id = http.submit();
        driver.start(id);
        driver.fail(id);
        return id;
    }

    private static long reviewed(String type) {
        long id = http.post("/api/processes", "{\"type\":\"" + type + "\",\"input\":{\"message\":\"hi\"}}")
                .id();
        driver.start(id);
        driver.awaitReview(id);
        return id;
    }

    private static Answer act(long id, String action, String... headers) {
        return http.send("POST", "/api/processes/" + id + "/" + action, null, headers);
    }

    private static Answer decide(long id, String body) {
        return http.post("/api/processes/" + id + "/decision", body);
    }
}
