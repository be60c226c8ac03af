package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.shared.enrichment.EnrichmentResult;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.Enrichments;
import dev.waybill.shared.enrichment.Suggestion;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class EnrichmentsPostgresTest {

    private static ApiNode node;
    private static Http http;
    private static TestDriver driver;
    private static JdbcClient behind;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database);
        http = node.http();
        driver = node.driver();
        behind = database.superuser();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ai_enrich     |             | {"filter":{"missing":"description"},"fields":["description","tags"]} | 202
            ai_enrich     | bulk        | {"filter":{"missing":"description"},"max_cost_usd":2.5}             | 202
            ai_generation | seo         | {"import_process_id":7,"mode":"apply"}                              | 202
            ai_location_improvement |   | {"filter":{"missing":"phone"}}                                      | 202
            ai_enrich     | bulk        | {}                                                                  | 422
            ai_enrich     | bulk        | {"filter":{"missing":"phone"}}                                      | 422
            ai_enrich     | bulk        | {"filter":{"missing":"tags"},"fields":["price"]}                    | 422
            ai_enrich     | bulk        | {"filter":{"missing":"tags"},"import_process_id":7}                 | 422
            ai_generation | title       | {"filter":{"missing":"tags"},"fields":["tags"]}                     | 422
            ai_location_improvement |   | {"filter":{"missing":"tags"}}                                       | 422
            """)
    void isSubmittedAsAnyOtherProcess(
            String type, @org.jspecify.annotations.Nullable String subtype, String input, int status) {
        String sub = subtype == null ? "" : "\"subtype\":\"" + subtype + "\",";

        Answer answer = http.post("/api/processes", "{\"type\":\"" + type + "\"," + sub + "\"input\":" + input + "}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    @Test
    void aReviewGoesFromSuggestionsToProducts() {
        List<UUID> products = products("walk", 3);
        long process = suggested(products);
        String route = "/api/enrichments/" + process;
        Answer page = http.get(route + "/items?limit=2");
        JsonNode first = page.json().path("items").path(0);
        assertThat(page.json().path("items")).hasSize(2);
        assertThat(page.json().path("next").asText()).isNotEmpty();
        assertThat(http.get(route + "/items?cursor=" + page.json().path("next").asText())
                        .json()
                        .path("items"))
                .hasSize(1);
        assertThat(first.path("before_state").path("description").isNull()).isTrue();
        assertThat(first.path("after_state").path("description").asText()).isEqualTo("Suggested 0");
        assertThat(first.path("confidence").asText()).isEqualTo("high");
        String item = route + "/items/" + first.path("id").asLong();

        assertThat(patch(item, "{\"status\":\"approved\"}", "If-Match", "\"9\"").status())
                .isEqualTo(412);
        assertThat(patch(item, "{\"user_state\":{\"price\":1}}").pointer()).isEqualTo("/user_state/price");
        String tag = http.get(route).header("ETag");
        Answer edited = patch(
                item,
                "{\"status\":\"approved\",\"user_state\":{\"description\":\"By hand\"}}",
                "If-Match",
                "\"" + first.path("version").asLong() + "\"");
        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        assertThat(edited.json().path("item").path("wanted").path("description").asText())
                .isEqualTo("By hand");
        assertThat(edited.json()
                        .path("enrichment")
                        .path("items")
                        .path("approved")
                        .asInt())
                .isEqualTo(1);

        assertThat(http.get(route).header("ETag"))
                .as("a decision changes the counts, though not the process")
                .isNotEqualTo(tag);

        Answer all = http.post(route + "/approve-all?min_confidence=medium", "{}", "If-Match", tag);
        assertThat(all.json().path("approved").asInt()).isEqualTo(1);
        assertThat(http.get("/api/audit-log?process_id=" + process).json().findValuesAsText("action"))
                .contains("item.decided", "items.approved");
        assertThat(all.json().path("enrichment").path("status").asText()).isEqualTo("waiting_review");
        Answer applied = http.post(route + "/apply", "{}");

        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        assertThat(applied.json().path("status").asText()).isEqualTo("completed");
        assertThat(applied.json().path("items").path("applied").asInt()).isEqualTo(2);
        assertThat(applied.json().path("items").path("rejected").asInt()).isEqualTo(1);
        assertThat(description(products.get(0))).isEqualTo("By hand");
        assertThat(description(products.get(1))).isEqualTo("Suggested 1");
        assertThat(description(products.get(2))).isEqualTo("none");
        assertThat(http.post(route + "/apply", "{}").reason()).isEqualTo("not_in_review");
        assertThat(patch(item, "{\"status\":\"rejected\"}").reason()).isEqualTo("not_in_review");
        assertThat(http.get("/api/processes/" + process).json().path("actions").toString())
                .contains("undo");
    }

    @Test
    void theLastDecisionAppliesAndADecisionAboutTheWholeToo() {
        List<UUID> products = products("last", 3);
        long process = suggested(products);
        for (JsonNode item :
                http.get("/api/enrichments/" + process + "/items").json().path("items")) {
            Answer answer = patch(
                    "/api/enrichments/" + process + "/items/" + item.path("id").asLong(), "{\"status\":\"approved\"}");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
        assertThat(http.get("/api/enrichments/" + process).json().path("status").asText())
                .isEqualTo("completed");
        assertThat(description(products.get(2))).isEqualTo("Suggested 2");

        List<UUID> others = products("whole", 3);
        long whole = suggested(others);
        Answer decided = http.post("/api/processes/" + whole + "/decision", "{\"decision\":\"approve\"}");
        assertThat(decided.status()).as(decided.text()).isEqualTo(200);
        assertThat(decided.json().path("status").asText()).isEqualTo("completed");
        assertThat(decided.json().path("summary").path("applied").asInt()).isEqualTo(3);

        long given = suggested(products("given-up", 3));
        http.post("/api/processes/" + given + "/cancel", "{}");
        assertThat(http.get("/api/enrichments/" + given)
                        .json()
                        .path("items")
                        .path("rejected")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void budgetsAreSetAndUsageIsTold() {
        long process = suggested(products("budget", 3));

        Answer raised = send("PUT", "/api/enrichments/" + process + "/budget", "{\"max_usd\": 2.5}");
        assertThat(raised.json().path("spending").path("budget_usd").decimalValue())
                .isEqualByComparingTo("2.5");
        assertThat(send("PUT", "/api/enrichments/" + process + "/budget", "{\"max_usd\": -1}")
                        .pointer())
                .isEqualTo("/max_usd");
        behind.sql("""
                        INSERT INTO usage_entries (workspace_id, process_id, attempt, provider, model, state, cost_usd,
                            total_tokens, ended_at)
                        VALUES (1, :process, 1, 'gemini', 'm', 'answered', 0.25, 100, waybill_now())
                        """).param("process", process).update();

        Answer usage = send("PUT", "/api/usage/budget", "{\"max_usd\": 10}");

        assertThat(usage.status()).as(usage.text()).isEqualTo(200);
        assertThat(usage.json().path("month").path("left_usd").decimalValue()).isEqualByComparingTo("9.75");
        assertThat(http.get("/api/usage?days=7")
                        .json()
                        .path("days")
                        .path(0)
                        .path("model")
                        .asText())
                .isEqualTo("m");
        assertThat(http.get("/api/usage?days=0").status()).isEqualTo(400);
    }

    @Test
    void whatIsNoEnrichmentIsNotFound() {
        assertThat(http.get("/api/enrichments/" + http.submit()).reason()).isEqualTo("not_found");
        long process = suggested(products("strange", 3));
        assertThat(patch("/api/enrichments/" + process + "/items/999999", "{\"status\":\"approved\"}")
                        .reason())
                .isEqualTo("not_found");
        assertThat(patch("/api/enrichments/" + process + "/items/1", "{}").reason())
                .isEqualTo("invalid_input");
    }

    private static List<UUID> products(String prefix, int count) {
        List<UUID> products = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            products.add(behind.sql("""
                            INSERT INTO products (workspace_id, identity_key, name)
                            VALUES (1, :key, 'Cap') RETURNING id
                            """)
                    .param("key", "sku:" + prefix + number)
                    .query(UUID.class)
                    .single());
        }
        return products;
    }

    /** A process that waits for a review of a suggestion for each. */
    private static long suggested(List<UUID> products) {
        ObjectNode input = JobJson.MAPPER.createObjectNode();
        products.forEach(product -> input.withArray("product_ids").add(product.toString()));
        input.withArray("fields").add("description");
        long process = http.post("/api/processes", "{\"type\":\"ai_enrich\",\"input\":" + input + "}")
                .id();
        driver.start(process);
        List<String> ids = products.stream().map(UUID::toString).toList();
        Enrichments enrichments = node.bean(Enrichments.class);
        JdbcClient jdbc = node.bean(JdbcClient.class);
        node.bean(RoleTransactions.class).asTenant(Scope.SEEDED, () -> {
            enrichments.select(jdbc, 1, process, ids);
            List<EnrichmentResult> results = new ArrayList<>();
            for (int index = 0; index < ids.size(); index++) {
                results.add(result(
                        index, ids.get(index), List.of("high", "medium", "low").get(index)));
            }
            enrichments.record(jdbc, 1, process, results);
            return process;
        });
        driver.items(process, ItemResult.success(0, "Cap", null, null));
        driver.awaitReview(process);
        return process;
    }

    private static EnrichmentResult result(int index, String id, String confidence) {
        ObjectNode before = JobJson.MAPPER.createObjectNode().putNull("description");
        ObjectNode after = JobJson.MAPPER.createObjectNode().put("description", "Suggested " + index);
        return new EnrichmentResult(
                index,
                id,
                "Cap",
                EnrichmentStatus.PENDING_REVIEW,
                new Suggestion(before, after, List.of(), confidence),
                null,
                "Suggested.",
                "m",
                new EnrichmentResult.Share(10, BigDecimal.ONE, false));
    }

    private static String description(UUID product) {
        return Objects.requireNonNull(behind.sql("SELECT COALESCE(description, 'none') FROM products WHERE id = :id")
                .param("id", product)
                .query(String.class)
                .single());
    }

    private static Answer patch(String path, String json, String... headers) {
        return send("PATCH", path, json, headers);
    }

    private static Answer send(String method, String path, String json, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return http.send(method, path, json.getBytes(StandardCharsets.UTF_8), all);
    }
}
