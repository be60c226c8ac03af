package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.api.operations.Artifact;
import dev.waybill.api.operations.ArtifactLink;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.JobJson;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class OperationsPostgresTest {

    private static ApiNode node;
    private static Http http;
    private static TestDriver driver;

    private final JdbcClient behind;

    OperationsPostgresTest(TestDatabase database) {
        this.behind = database.superuser();
    }

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(WithPaper.class, database, "waybill.api.operations.most-counted=3");
        http = node.http();
        driver = node.driver();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void moveTheOthersAway() {
        behind.sql("INSERT INTO workspaces (id, name) VALUES (2, 'other') ON CONFLICT DO NOTHING")
                .update();
        behind.sql("UPDATE processes SET workspace_id = 2, idempotency_key = NULL")
                .update();
    }

    @Test
    void showsARunInTheSeedsWords() {
        long id = submit("""
                {"type": "test_echo", "input": {"message": "hi"}, "resource": "drift", "action": "generate",
                 "context": {"scope_key": "s1"}, "item_ids": ["a", "b"], "idempotency_key": "k"}
                """);
        JsonNode queued = http.get("/api/operations/" + id).json();
        assertThat(queued.path("type").asText()).isEqualTo("drift.generate");
        assertThat(queued.path("status").asText()).isEqualTo("queued");
        assertThat(queued.path("status_bucket").asText()).isEqualTo("queued");
        assertThat(queued.path("outcome").isNull()).isTrue();
        assertThat(queued.path("context")).isEqualTo(JobJson.read("{\"scope_key\": \"s1\"}"));
        assertThat(queued.path("item_ids")).isEqualTo(JobJson.read("[\"a\", \"b\"]"));
        assertThat(queued.path("poll_after_ms").asLong()).isEqualTo(1_000);

        driver.start(id);
        driver.items(
                id,
                ItemResult.success(0, "a", null, null),
                ItemResult.error(1, "b", "price_negative", "Negative", null),
                ItemResult.skipped(2, "c", "duplicate", "Seen before"));
        driver.fail(id);

        Answer answer = http.get("/api/operations/" + id);
        JsonNode failed = answer.json();
        assertThat(failed.path("status").asText()).isEqualTo("completed");
        assertThat(failed.path("status_bucket").asText()).isEqualTo("failed");
        assertThat(failed.path("outcome").asText()).isEqualTo("failed");
        assertThat(failed.path("summary_counts"))
                .isEqualTo(JobJson.read(
                        "{\"total\": null, \"processed\": 3, \"succeeded\": 1, \"failed\": 1, \"skipped\": 1}"));
        assertThat(failed.path("failure_summary")).isEqualTo(JobJson.read("""
                        [{"reason_code": "broken", "reason": "It broke"},
                         {"reason_code": "duplicate", "reason": "Seen before", "item_id": "c", "type": "skipped"}]
                        """));
        assertThat(failed.path("poll_after_ms").isNull()).isTrue();
        assertThat(http.get("/api/operations/" + id, "If-None-Match", answer.header("ETag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void linksARunWithWhatItMade() {
        long id = submit("""
                {"type": "test_echo", "input": {"message": "hi"}, "related_type": "ai_location_import_batch",
                 "related_id": 7}
                """);
        JsonNode links = http.get("/api/operations/" + id).json().path("links");

        assertThat(links).isEqualTo(JobJson.read("""
                        {"self": "/api/operations/%1$d", "process": "/api/processes/%1$d",
                         "items": "/api/processes/%1$d/items", "events": "/api/processes/%1$d/events",
                         "stream": "/api/processes/%1$d/stream", "retry_of": null,
                         "artifacts": [
                            {"type": "ai_location_import_batch", "id": "7", "href": "/api/ai-location-imports/7"},
                            {"type": "paper", "id": null, "href": "/api/papers?process_id=%1$d"}]}
                        """.formatted(id)));
        assertThat(http.get(links.path("process").asText()).status()).isEqualTo(200);
        assertThat(http.get(links.path("items").asText()).status()).isEqualTo(200);
        assertThat(http.get(links.path("events").asText()).status()).isEqualTo(200);
    }

    @Test
    void linksWhatLooksAtInventoryWithWhatItSaw() {
        long sync = insert("sync", "full", "{}");
        long drift = insert("drift", null, "{\"baseline_run_id\": 3, \"current_run_id\": 4}");

        assertThat(hrefs(sync)).contains("/api/inventory-sync-runs?process_id=" + sync);
        assertThat(hrefs(drift))
                .contains(
                        "/api/findings?operation_run_id=" + drift,
                        "/api/inventory-sync-runs/3",
                        "/api/inventory-sync-runs/4");
        assertThat(http.get("/api/inventory-sync-runs?process_id=" + sync).status())
                .isEqualTo(200);
        assertThat(http.get("/api/findings?operation_run_id=" + drift).status()).isEqualTo(200);
    }

    private long insert(String type, @Nullable String subtype, String itemIds) {
        return behind.sql("""
                        INSERT INTO processes (workspace_id, type, subtype, status, queue, max_attempts, item_ids)
                        VALUES (1, :type, :subtype, 'pending', 'default', 1, :item_ids::jsonb) RETURNING id
                        """)
                .param("type", type)
                .param("subtype", subtype)
                .param("item_ids", itemIds)
                .query(Long.class)
                .single();
    }

    private static List<String> hrefs(long id) {
        return http.get("/api/operations/" + id)
                .json()
                .path("links")
                .path("artifacts")
                .findValuesAsText("href");
    }

    @Test
    void leavesAClientAloneThatDoesNotLook() {
        long id = http.submit();

        assertThat(http.get("/api/operations/" + id)
                        .json()
                        .path("poll_after_ms")
                        .asLong())
                .isEqualTo(1_000);
        for (String unseen : List.of("tab_hidden", "action_mounted")) {
            assertThat(http.get("/api/operations/" + id + "?" + unseen + "=true")
                            .json()
                            .path("poll_after_ms")
                            .isNull())
                    .as(unseen)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "status=queued, \"1 2\"",
                "status=failed, 3",
                "\"status=failed,queued\", \"1 2 3\"",
                "status=succeeded, 4",
                "outcome=succeeded, 4",
                "outcome=failed, 3",
                "type=drift.generate, 2",
                "resource=drift, 2",
                "action=generate, 2",
                "user_id=1, \"1 2 3 4\"",
                "user_id=2, \"\"",
                "tenant_id=5, \"\"",
                "since=2999-01-01T00:00:00Z, \"\"",
                "type=test_echo, \"1 3 4\"",
                "text=it%20BROKE, 3",
                "text=Test_E, \"1 2 3 4\"",
                "text=test_e&status=failed, 3",
                "text=%25, \"\""
            })
    void filters(String filter, String expected) {
        List<Long> ids = List.of(http.submit(), submit("""
                        {"type": "test_echo", "input": {"message": "hi"}, "resource": "drift", "action": "generate"}
                        """), failed(), completed());

        assertThat(listed("?" + filter))
                .isEqualTo(java.util.Arrays.stream(expected.split(" "))
                        .filter(number -> !number.isEmpty())
                        .map(number -> ids.get(Integer.parseInt(number) - 1))
                        .toList()
                        .reversed());
    }

    @Test
    void pagesByKeyAndCounts() {
        List<Long> ids = new ArrayList<>();
        for (int run = 0; run < 5; run++) {
            ids.add(http.submit());
        }
        ids.add(failed());

        JsonNode first = http.get("/api/operations?limit=4&counts=true").json();
        JsonNode second = http.get(
                        "/api/operations?limit=4&cursor=" + first.path("next").asText())
                .json();

        assertThat(first.path("counts")).isEqualTo(JobJson.read("""
                        {"queued": 3, "running": 0, "waiting_review": 0, "succeeded": 0, "partial": 0, "failed": 1,
                         "cancelled": 0}
                        """));
        assertThat(first.path("counts_capped_at").asInt()).isEqualTo(3);
        assertThat(first.path("items")).hasSize(4);
        assertThat(second.path("items")).hasSize(2);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(second.path("counts").isNull()).isTrue();
        assertThat(first.at("/items/0/id").asLong()).isEqualTo(ids.getLast());
        assertThat(second.at("/items/1/id").asLong()).isEqualTo(ids.getFirst());
    }

    @Test
    void hidesWhatOnlyTheSystemStartsUnlessAsked() {
        long id = http.submit();
        behind.sql("UPDATE processes SET type = 'test_internal' WHERE id = ?")
                .param(id)
                .update();

        assertThat(listed("")).isEmpty();
        assertThat(listed("?internal=true")).containsExactly(id);
        assertThat(http.get("/api/operations/" + id).status()).isEqualTo(200);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(http.get("/api/operations/999999").status()).isEqualTo(404);
        assertThat(http.get("/api/operations?status=pending").reason()).isEqualTo("invalid_parameter");
        assertThat(http.get("/api/operations?color=red").reason()).isEqualTo("invalid_parameter");
    }

    private static List<Long> listed(String query) {
        List<Long> ids = new ArrayList<>();
        http.get("/api/operations" + query)
                .json()
                .path("items")
                .forEach(item -> ids.add(item.path("id").asLong()));
        return ids;
    }

    private static long submit(String body) {
        return http.post("/api/processes", body).id();
    }

    private static long failed() {
        long id = http.submit();
        driver.start(id);
        driver.fail(id);
        return id;
    }

    private static long completed() {
        long id = http.submit();
        driver.start(id);
        driver.complete(id);
        return id;
    }

    /** An api whose runs leave paper behind: what another family adds. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(TestTypes.class)
    static class WithPaper {
        @Bean
        ArtifactLink paperLink() {
            return (scope, operation) ->
                    List.of(new Artifact("paper", null, "/api/papers?process_id=" + operation.id()));
        }
    }
}
