package dev.waybill.client;

import static dev.waybill.client.ApiStandIn.answer;
import static dev.waybill.client.ApiStandIn.json;
import static dev.waybill.client.Wire.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes over the wire for keys, suggestions, operations, queues, notifications and webhooks. */
@Timeout(30)
class ResourcesTest {

    private final ApiStandIn api = new ApiStandIn();
    private final WaybillClient client = WaybillClient.builder(api.address()).build();

    ResourcesTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void managesKeys() {
        api.on(
                        "GET /api/keys",
                        json(200, page("{\"id\":8}", "\"c\"")),
                        json(200, page("{\"id\":7,\"role\":\"x\"}", "null")))
                .on("POST /api/keys", json(201, "{\"id\":9,\"key\":\"wbk_a_b\",\"role\":\"viewer\",\"tomorrow\":1}"))
                .on("DELETE /api/keys/9", answer(204, "text/plain", ""));
        assertThat(client.keys().list()).extracting(KeyView::id).containsExactly(8L, 7L);
        Instant end = Instant.parse("2027-01-01T00:00:00Z");
        assertThat(client.keys()
                        .create(new Keys.Draft("ci", Keys.Role.VIEWER, true, end, 3L))
                        .key())
                .isEqualTo("wbk_a_b");
        client.keys().revoke(9);
        assertThat(sent())
                .containsExactly(
                        "GET /api/keys null ",
                        "GET /api/keys cursor=c ",
                        "POST /api/keys null {\"name\":\"ci\",\"role\":\"viewer\",\"own\":true,"
                                + "\"expires_at\":\"2027-01-01T00:00:00Z\",\"user_id\":3}",
                        "DELETE /api/keys/9 null ");
    }

    @Test
    void reviewsSuggestions() {
        String item = "{\"id\":5,\"status\":\"pending_review\",\"version\":3,\"confidence\":\"certain\"}";
        api.on("GET /api/enrichments/42", json(200, "{\"process_id\":42,\"items\":{\"pending_review\":1}}"))
                .on("GET /api/enrichments/42/items", json(200, page(item, "null")))
                .on("PATCH /api/enrichments/42/items/5", json(200, "{\"item\":" + item + "}"))
                .on("POST /api/enrichments/42/approve-all", json(200, "{\"approved\":4}"))
                .on("POST /api/enrichments/42/apply", json(200, "{\"process_id\":42}"));
        assertThat(client.enrichments().find(42).items()).containsEntry("pending_review", 1L);
        SuggestionView seen =
                client.enrichments().items(42, "pending_review").findFirst().orElseThrow();
        client.enrichments().approve(42, seen);
        Map<String, Object> takenBack = new LinkedHashMap<>();
        takenBack.put("seo_title", null);
        client.enrichments().edit(42, seen, takenBack, Enrichments.Verdict.REJECTED);
        client.enrichments().edit(42, seen, null, null);
        assertThat(client.enrichments().approveAll(42, Enrichments.Confidence.MEDIUM))
                .isEqualTo(4);
        client.enrichments().apply(42);
        assertThat(sent().subList(1, 7))
                .containsExactly(
                        "GET /api/enrichments/42/items limit=200&status=pending_review ",
                        "PATCH /api/enrichments/42/items/5 null {\"status\":\"approved\"}",
                        "PATCH /api/enrichments/42/items/5 null {\"user_state\":{\"seo_title\":null},\"status\":\"rejected\"}",
                        "PATCH /api/enrichments/42/items/5 null {\"user_state\":null}",
                        "POST /api/enrichments/42/approve-all min_confidence=medium ",
                        "POST /api/enrichments/42/apply null ");
        assertThat(api.received().get(2).header("If-Match")).isEqualTo("\"3\"");
    }

    @Test
    void listsOperations() {
        api.on(
                        "GET /api/operations",
                        json(200, page("{\"id\":1,\"type\":\"drift.generate\",\"status\":\"new\"}", "null")))
                .on("GET /api/operations/1", json(200, "{\"id\":1,\"failure_summary\":[{\"reason_code\":\"a\"}]}"));
        OperationFilter filter = OperationFilter.all()
                .status("failed", "queued")
                .outcome("failed")
                .type("drift.generate")
                .resource("drift")
                .action("generate")
                .tenantId(2)
                .userId(3)
                .since(Instant.parse("2026-01-01T00:00:00Z"))
                .internal()
                .pageSize(9);
        assertThat(client.operations().list(filter))
                .extracting(OperationView::id)
                .containsExactly(1L);
        assertThat(client.operations().find(1).failureSummary()).hasSize(1);
        assertThat(sent().getFirst())
                .isEqualTo("GET /api/operations status=failed,queued&outcome=failed&type=drift.generate&resource=drift"
                        + "&action=generate&tenant_id=2&user_id=3&since=2026-01-01T00:00:00Z&internal=true&limit=9 ");
    }

    @Test
    void controlsQueues() {
        String control = "{\"scope\":\"type\",\"name\":\"import/csv\",\"paused\":true}";
        api.on("GET /api/queues", json(200, "{\"items\":[{\"queue\":\"default\",\"ready\":3}]}"))
                .on("GET /api/queues/controls", json(200, "{\"items\":[" + control + "]}"))
                .on("PUT /api/queues/controls", json(200, "{\"items\":[" + control + "]}"));
        assertThat(client.queues().list()).extracting(Queues.QueueView::ready).containsExactly(3L);
        assertThat(client.queues().controls())
                .extracting(Queues.Control::paused)
                .containsExactly(true);
        client.queues().pause("type", "import/csv", "wrong prices");
        client.queues().limit("workspace", "1", 8);
        client.queues().release("everything", null);
        assertThat(sent().subList(2, 5))
                .containsExactly(
                        "PUT /api/queues/controls null {\"scope\":\"type\",\"name\":\"import/csv\",\"paused\":true,"
                                + "\"reason\":\"wrong prices\"}",
                        "PUT /api/queues/controls null {\"scope\":\"workspace\",\"name\":\"1\",\"max_running\":8}",
                        "PUT /api/queues/controls null {\"scope\":\"everything\"}");
    }

    @Test
    void readsNotifications() {
        api.on("GET /api/notifications", json(200, page("{\"id\":17,\"kind\":\"completed\"}", "null")))
                .on("GET /api/notifications/unread-count", json(200, "{\"unread\":3,\"capped_at\":1000}"))
                .on("POST /api/notifications/17/read", json(200, "{\"id\":17,\"kind\":\"completed\"}"))
                .on("POST /api/notifications/read-all", json(200, "{\"marked\":3}"));
        assertThat(client.notifications().list(true)).hasSize(1);
        assertThat(client.notifications().unread()).isEqualTo(new Notifications.Unread(3, 1000));
        assertThat(client.notifications().read(17).kind()).isEqualTo("completed");
        assertThat(client.notifications().readAll(17)).isEqualTo(3);
        assertThat(sent())
                .contains(
                        "GET /api/notifications unread=true ", "POST /api/notifications/read-all null {\"up_to\":17}");
    }

    @Test
    void managesWebhooks() {
        String hook =
                "{\"id\":5,\"url\":\"https://a.example/h\",\"kinds\":[],\"version\":2,\"secret\":\"whsec_S3cret\"}";
        api.on("GET /api/webhooks", json(200, page(hook, "null")))
                .on("GET /api/webhooks/5", json(200, hook))
                .on("POST /api/webhooks", json(201, hook))
                .on("PUT /api/webhooks/5", json(200, hook))
                .on("POST /api/webhooks/5/secret", json(200, hook))
                .on("POST /api/webhooks/5/test", json(202, Wire.process("pending", 1)))
                .on("DELETE /api/webhooks/5", answer(204, "text/plain", ""));
        Webhooks webhooks = client.webhooks();
        Webhooks.WebhookView made = webhooks.create(
                new Webhooks.Draft("https://a.example/h", "ours", List.of("completed"), List.of("import"), true));
        assertThat(made.secret()).isEqualTo("whsec_S3cret");
        assertThat(made.toString()).doesNotContain("S3cret");
        assertThat(webhooks.list()).hasSize(1);
        webhooks.replace(webhooks.find(5), Webhooks.Draft.to("https://b.example/h"));
        webhooks.rotate(made);
        assertThat(webhooks.test(5).id()).isEqualTo(42);
        webhooks.delete(made);
        assertThat(api.received().getLast().header("If-Match")).isEqualTo("\"2\"");
        assertThat(api.received().getFirst().text()).contains("\"kinds\":[\"completed\"],\"types\":[\"import\"]");
    }

    private List<String> sent() {
        return api.received().stream()
                .map(request -> request.method() + " " + request.path() + " " + request.query() + " " + request.text())
                .toList();
    }
}
