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
class FindingsPostgresTest {

    private static final String SCOPE = "a".repeat(64);

    private static TenantNode node;
    private static Http http;

    private final JdbcClient behind;
    private long tenant;

    FindingsPostgresTest(TestDatabase database) {
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
    void filtersAndPagesFindings() {
        long first = finding("a", "new");
        long second = finding("b", "acknowledged");
        long third = finding("c", "resolved");
        String mine = "/api/findings?tenant_id=" + tenant;

        JsonNode view = http.get("/api/findings/" + first).json();
        assertThat(view.path("subject_external_id").asText()).isEqualTo("a");
        assertThat(view.path("evidence").path("differences").isArray()).isTrue();
        assertThat(view.path("links").path("self").asText()).isEqualTo("/api/findings/" + first);
        assertThat(http.get(mine).ids()).containsExactly(third, second, first);
        assertThat(http.get(mine + "&status=new,resolved").ids()).containsExactly(third, first);
        assertThat(http.get(mine + "&scope_key=other").ids()).isEmpty();
        assertThat(http.get(mine + "&subject_type=policy&finding_type=drift").ids())
                .hasSize(3);
        assertThat(http.get(mine + "&run_id=999999").ids()).isEmpty();
        assertThat(http.get(mine + "&seen_from=2999-01-01T00:00:00Z").ids()).isEmpty();
        Answer page = http.get(mine + "&limit=2");
        assertThat(page.ids()).containsExactly(third, second);
        assertThat(http.get(mine + "&limit=2&cursor=" + page.json().path("next").asText())
                        .ids())
                .containsExactly(first);
        assertThat(http.get("/api/findings/counts?tenant_id=" + tenant).json().path("items"))
                .hasSize(3)
                .allSatisfy(count -> assertThat(count.path("count").asLong()).isEqualTo(1));
        assertThat(http.get("/api/findings/999999").reason()).isEqualTo("not_found");
    }

    @Test
    void acknowledgesManyAtOnceAndTakesItBack() {
        long first = finding("a", "new");
        long second = finding("b", "new");
        long later = finding("c", "new");
        String upToSecond =
                "{\"filter\":{\"tenant_id\":%d,\"scope_key\":\"%s\"},\"up_to\":%d}".formatted(tenant, SCOPE, second);

        assertThat(changed("acknowledge", upToSecond)).isEqualTo(2);
        assertThat(changed("acknowledge", upToSecond)).isZero();
        JsonNode entries =
                http.get("/api/audit-log?subject_type=finding").json().path("items");
        assertThat(entries.get(0).path("action").asText()).isEqualTo("finding.acknowledged");
        assertThat(entries.get(0).path("details").path("findings").asInt()).isEqualTo(2);
        JsonNode acknowledged = http.get("/api/findings/" + first).json();
        assertThat(acknowledged.path("status").asText()).isEqualTo("acknowledged");
        assertThat(acknowledged.path("acknowledged_by").asLong()).isEqualTo(1);
        assertThat(http.get("/api/findings/" + later).json().path("status").asText())
                .isEqualTo("new");
        assertThat(changed("acknowledge", "{\"ids\":[" + later + "]}")).isEqualTo(1);

        assertThat(changed("unacknowledge", "{\"ids\":[" + first + "," + later + ",999999]}"))
                .isEqualTo(2);
        assertThat(changed("unacknowledge", upToSecond)).isEqualTo(1);
        assertThat(http.get("/api/findings/" + first)
                        .json()
                        .path("acknowledged_at")
                        .isNull())
                .isTrue();
    }

    @Test
    void acknowledgesOneAsItWasSeen() {
        String path = "/api/findings/" + finding("a", "new");
        String seen = http.get(path).header("ETag");

        Answer acknowledged = http.post(path + "/acknowledge", "{}", "If-Match", seen);

        assertThat(acknowledged.status()).as(acknowledged.text()).isEqualTo(200);
        assertThat(acknowledged.json().path("status").asText()).isEqualTo("acknowledged");
        assertThat(acknowledged.header("ETag")).isNotEqualTo(seen);
        assertThat(http.post(path + "/acknowledge", "{}", "If-Match", seen).reason())
                .isEqualTo("stale");
        assertThat(http.post(path + "/acknowledge", "{}").header("ETag")).isEqualTo(acknowledged.header("ETag"));
        assertThat(http.post(path + "/unacknowledge", "{}", "If-Match", acknowledged.header("ETag"))
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("new");
        assertThat(http.post("/api/findings/" + finding("b", "resolved") + "/acknowledge", "{}")
                        .reason())
                .isEqualTo("finding_resolved");
    }

    @Test
    void countsAndTakesBackWhatOneAcknowledgementTook() {
        long first = finding("a", "new");
        long second = finding("b", "new");
        finding("c", "new");
        changed("acknowledge", "{\"ids\":[" + first + "]}");
        String mine = "tenant_id=" + tenant + "&status=new&change=changed&up_to=" + second;
        JsonNode preview = http.get("/api/findings/counts?" + mine).json().path("items");
        assertThat(preview.get(0).path("count").asLong()).isEqualTo(1);

        String filter = "{\"filter\":{\"tenant_id\":%d,\"change\":\"changed\"%s},\"up_to\":%d}";
        Answer taken = http.post("/api/findings/acknowledge", filter.formatted(tenant, "", second));
        String at = ",\"acknowledged_at\":\"" + taken.json().path("at").asText() + "\"";

        assertThat(taken.json().path("changed").asInt()).isEqualTo(1);
        assertThat(changed("unacknowledge", filter.formatted(tenant, at, second)))
                .isEqualTo(1);
        assertThat(http.get("/api/findings/" + first).json().path("status").asText())
                .isEqualTo("acknowledged");
        assertThat(http.get("/api/findings?change=moved").reason()).isEqualTo("invalid_parameter");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                     | ''
                    {"ids": [1], "up_to": 1}               | ''
                    {"filter": {"tenant_id": 1}}           | ''
                    {"ids": ["1"]}                         | /ids/0
                    {"up_to": 1, "filter": {"color": 1}}   | /filter/color
                    {"up_to": 1, "filter": {"change": "moved"}} | /filter/change
            """)
    void saysWhatIsWrongWithAChoice(String body, String pointer) {
        Answer answer = http.post("/api/findings/acknowledge", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointer()).isEqualTo(pointer);
    }

    private static int changed(String action, String body) {
        Answer answer = http.post("/api/findings/" + action, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("changed").asInt();
    }

    private long finding(String externalId, String status) {
        return behind.sql("INSERT INTO findings (workspace_id, tenant_id, finding_type, scope_key, fingerprint, "
                        + "subject_type, subject_external_id, change, status, evidence_jsonb, acknowledged_at, resolved_at) "
                        + "VALUES (1, :tenant, 'drift', :scope, encode(sha256(convert_to(:id, 'UTF8')), 'hex'), 'policy', "
                        + ":id, 'changed', :status, '{\"differences\": []}', "
                        + "CASE :status WHEN 'acknowledged' THEN now() END, CASE :status WHEN 'resolved' THEN now() END) "
                        + "RETURNING id")
                .param("tenant", tenant)
                .param("scope", SCOPE)
                .param("id", externalId)
                .param("status", status)
                .query(Long.class)
                .single();
    }
}
