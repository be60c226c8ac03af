package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class InventoryPostgresTest {

    private static final String FILE = "3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11";
    private static final String SCOPE = "a".repeat(64);

    private static TenantNode node;
    private static Http http;

    private final JdbcClient behind;
    private long tenant;

    InventoryPostgresTest(TestDatabase database) {
        this.behind = database.superuser();
    }

    @BeforeAll
    static void start(TestDatabase database) {
        node = TenantNode.start(database);
        http = node.http();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void tenant() {
        tenant = node.tenant();
    }

    @Test
    void makesFindsAndListsTenants() {
        String body = "{\"name\":\"Acme\",\"external_id\":\"crm-" + tenant + "\"}";

        Answer created = http.post("/api/tenants", body);

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/api/tenants/" + created.id());
        JsonNode tenantView = http.get("/api/tenants/" + created.id()).json();
        assertThat(tenantView.path("name").asText()).isEqualTo("Acme");
        assertThat(tenantView.path("external_id").asText()).isEqualTo("crm-" + tenant);
        assertThat(http.post("/api/tenants", body).reason()).isEqualTo("tenant_exists");
        assertThat(http.post("/api/tenants", "{}").pointer()).isEqualTo("/name");
        assertThat(http.get("/api/tenants/999999").status()).isEqualTo(404);
        assertThat(http.get("/api/tenants?external_id=crm-" + tenant).ids()).containsExactly(created.id());
        Answer page = http.get("/api/tenants?limit=1");
        assertThat(page.ids()).containsExactly(created.id());
        assertThat(http.get("/api/tenants?limit=1&cursor="
                                + page.json().path("next").asText())
                        .ids())
                .containsExactly(tenant);
    }

    @Test
    void answersASecondSyncOfTheSameWithTheActiveOne() {
        Answer first = http.post("/api/processes", sync("{\"file_id\":\"" + FILE + "\"}", ""));
        Answer second = http.post("/api/processes", sync("{\"file_id\":\"" + FILE + "\"}", ""));
        Answer other = http.post(
                "/api/processes", sync("{\"file_id\":\"" + FILE + "\"}", ",\"selection\":{\"region\":\"eu\"}"));

        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.header("Location")).isEqualTo("/api/processes/" + first.id());
        assertThat(other.id()).isNotEqualTo(first.id());
        assertThat(first.json().path("idempotency_key").asText()).startsWith(tenant + ":sync.full:");
        assertThat(first.json().path("item_ids").path("scope_key").asText()).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                          | invalid_input
                    {"file_id": "3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11", "catalog": "products"}    | invalid_input
                    {"catalog": "orders"}                                                        | invalid_input
                    {"api": {"url": ""}}                                                         | invalid_input
                    {"catalog": "locations"}                                                     | none
            """)
    void checksTheSource(String source, String reason) {
        Answer answer = http.post("/api/processes", sync(source, ""));

        assertThat(answer.status() == 202 ? "none" : answer.reason())
                .as(answer.text())
                .isEqualTo(reason);
    }

    @Test
    void refusesWhatBelongsToNobodyOrCannotBeCompared() {
        String drift = "{\"type\":\"drift\",\"tenant_id\":" + tenant + ",\"input\":";

        assertThat(http.post("/api/processes", "{\"type\":\"drift\",\"input\":{\"scope_key\":\"" + SCOPE + "\"}}")
                        .reason())
                .isEqualTo("tenant_required");
        assertThat(http.post("/api/processes", drift + "{\"scope_key\":\"" + SCOPE + "\"}}")
                        .reason())
                .isEqualTo("no_complete_run");
        assertThat(http.post("/api/processes", drift + "{}}").reason()).isEqualTo("scope_required");
        assertThat(http.post("/api/processes", drift + "{\"scope_key\":\"x\"}}").pointer())
                .isEqualTo("/input/scope_key");
        assertThat(http.post("/api/processes", drift + "{\"options\":{\"numeric_tolerance\":-1}}}")
                        .pointer())
                .isEqualTo("/input/options/numeric_tolerance");
        assertThat(http.post("/api/processes", sync("{\"catalog\":\"products\"}", ",\"selection\":{\"sync\":\"full\"}"))
                        .reason())
                .isEqualTo("invalid_selection");
        assertThat(http.post(
                                "/api/processes",
                                sync("{\"catalog\":\"locations\"}", "").replace("full", "price"))
                        .reason())
                .isEqualTo("source_not_supported");
    }

    @Test
    void submitsAComparisonInTheWordsOfOperations() {
        long baseline = run("completed");
        long current = run("completed");

        Answer drift = http.post(
                "/api/processes",
                "{\"type\":\"drift\",\"tenant_id\":" + tenant + ",\"input\":{\"scope_key\":\"" + SCOPE + "\"}}");

        assertThat(drift.status()).as(drift.text()).isEqualTo(202);
        assertThat(drift.json().path("resource").asText()).isEqualTo("drift");
        assertThat(drift.json().path("action").asText()).isEqualTo("generate");
        assertThat(drift.json().path("item_ids").path("baseline_run_id").asLong())
                .isEqualTo(baseline);
        assertThat(drift.json().path("item_ids").path("current_run_id").asLong())
                .isEqualTo(current);
        assertThat(behind.sql("SELECT type FROM operation_runs WHERE id = ?")
                        .param(drift.id())
                        .query(String.class)
                        .single())
                .isEqualTo("drift.generate");
    }

    @Test
    void showsRuns() {
        long complete = run("completed");
        long failed = run("failed");

        JsonNode view = http.get("/api/inventory-sync-runs/" + complete).json();

        assertThat(view.path("status").asText()).isEqualTo("completed");
        assertThat(view.path("selection_hash").asText()).isEqualTo(SCOPE);
        assertThat(view.path("links").path("findings").asText()).isEqualTo("/api/findings?run_id=" + complete);
        assertThat(http.get("/api/inventory-sync-runs?tenant_id=" + tenant).ids())
                .containsExactly(failed, complete);
        assertThat(http.get("/api/inventory-sync-runs?status=failed&tenant_id=" + tenant)
                        .ids())
                .containsExactly(failed);
        assertThat(http.get("/api/inventory-sync-runs/999999").status()).isEqualTo(404);
        assertThat(http.get("/api/inventory-sync-runs?status=gone").reason()).isEqualTo("invalid_parameter");
    }

    private String sync(String source, String more) {
        return "{\"type\":\"sync\",\"subtype\":\"full\",\"tenant_id\":%d,\"input\":{\"source\":%s%s}}"
                .formatted(tenant, source, more);
    }

    private long run(String status) {
        return behind.sql(
                        "INSERT INTO inventory_sync_runs (workspace_id, tenant_id, selection, selection_hash, status, "
                                + "finished_at) VALUES (1, :tenant, '{}', :scope, :status, clock_timestamp()) RETURNING id")
                .param("tenant", tenant)
                .param("scope", SCOPE)
                .param("status", status)
                .query(Long.class)
                .single();
    }
}
