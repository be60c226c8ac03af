package dev.waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.shared.imports.ImportMappings;
import dev.waybill.shared.tenancy.Scope;
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
class MappingsPostgresTest {

    private static final String FILE = "3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11";
    private static final String SUPPLIER = """
            {"name": "supplier", "format": "csv", "mapping": {"sku": "Art.-Nr.", "price": "VK"},
             "options": {"currency": "EUR", "delimiter": ";"}}
            """;

    private static ApiNode node;
    private static Http http;

    private final JdbcClient behind;

    MappingsPostgresTest(TestDatabase database) {
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

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE import_mappings").update();
    }

    @Test
    void savesAndShowsAMapping() {
        Answer created = http.post("/api/import-mappings", SUPPLIER);

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/api/import-mappings/" + created.id());
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        JsonNode mapping = http.get("/api/import-mappings/" + created.id()).json();
        assertThat(mapping.path("name").asText()).isEqualTo("supplier");
        assertThat(mapping.path("target").asText()).isEqualTo("products");
        assertThat(mapping.path("format").asText()).isEqualTo("csv");
        assertThat(mapping.path("mapping").toString()).isEqualTo("{\"sku\":\"Art.-Nr.\",\"price\":\"VK\"}");
        assertThat(mapping.path("options").path("currency").asText()).isEqualTo("EUR");
        assertThat(mapping.path("created_by").asLong()).isEqualTo(1);
        assertThat(mapping.path("version").asLong()).isEqualTo(1);
    }

    @Test
    void listsTheNewestFirstInPages() {
        for (int number = 0; number < 3; number++) {
            http.post("/api/import-mappings", "{\"name\":\"m" + number + "\",\"mapping\":{}}");
        }

        JsonNode first = http.get("/api/import-mappings?limit=2").json();
        JsonNode second = http.get("/api/import-mappings?limit=2&cursor="
                        + first.path("next").asText())
                .json();

        assertThat(first.path("items").findValuesAsText("name")).containsExactly("m2", "m1");
        assertThat(second.path("items").findValuesAsText("name")).containsExactly("m0");
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void changesAndForgetsAMapping() {
        long id = http.post("/api/import-mappings", SUPPLIER).id();
        http.post("/api/import-mappings", SUPPLIER.replace("supplier", "other"));
        String path = "/api/import-mappings/" + id;

        Answer changed = put(path, SUPPLIER.replace("VK", "EK"), "If-Match", "\"1\"");

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.json().path("version").asLong()).isEqualTo(2);
        assertThat(changed.json().path("mapping").path("price").asText()).isEqualTo("EK");
        assertThat(put(path, SUPPLIER, "If-Match", "\"1\"").reason()).isEqualTo("stale");
        assertThat(put(path, SUPPLIER.replace("supplier", "other")).reason()).isEqualTo("mapping_exists");
        assertThat(http.post("/api/import-mappings", SUPPLIER).status()).isEqualTo(409);
        assertThat(http.send("DELETE", path, null, "If-Match", "\"1\"").status())
                .isEqualTo(412);
        assertThat(http.send("DELETE", path, null).status()).isEqualTo(204);
        assertThat(http.get(path).status()).isEqualTo(404);
        assertThat(http.send("DELETE", path, null).status()).isEqualTo(404);
        assertThat(put(path, SUPPLIER).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                   | /name
                    {"name": "a", "target": "orders"}                                    | /target
                    {"name": "a", "format": "url"}                                       | /format
                    {"name": "a", "mapping": {"colour": "x"}}                            | /mapping/colour
                    {"name": "a", "mapping": {"city": "x"}}                              | ''
                    {"name": "a", "options": {"delimiter": ";"}}                         | /options/delimiter
                    {"name": "a", "format": "csv", "options": {"sheet": "x"}}            | /options/sheet
                    {"name": "a", "format": "csv", "options": {"currency": "euro"}}      | /options/currency
                    {"name": "a", "format": "csv", "options": {"file_id": "x"}}          | /options/file_id
                    {"name": "a", "format": "xml", "options": {"dry_run": true}}         | /options/dry_run
                    {"name": "a", "colour": 1}                                           | /colour
                    """)
    void pointsAtWhatIsWrong(String body, String pointer) {
        Answer answer = http.post("/api/import-mappings", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.reason()).isEqualTo("invalid_input");
        assertThat(answer.json().path("errors").findValuesAsText("pointer")).contains(pointer);
    }

    @Test
    void writesTheMappingIntoTheInputSoThatALaterChangeChangesNothing() {
        long mapping = http.post("/api/import-mappings", SUPPLIER).id();

        Answer submitted =
                submit("csv", "\"mapping_name\":\"supplier\",\"mapping\":{\"price\":\"Preis\",\"name\":\"N\"}");
        put("/api/import-mappings/" + mapping, SUPPLIER.replace("Art.-Nr.", "SKU"));

        assertThat(submitted.status()).as(submitted.text()).isEqualTo(202);
        JsonNode input = http.get("/api/processes/" + submitted.id()).json().path("input_payload");
        assertThat(input.path("mapping_name").asText()).isEqualTo("supplier");
        assertThat(input.path("mapping").path("sku").asText()).isEqualTo("Art.-Nr.");
        assertThat(input.path("mapping").path("price").asText()).isEqualTo("Preis");
        assertThat(input.path("mapping").path("name").asText()).isEqualTo("N");
        assertThat(input.path("currency").asText()).isEqualTo("EUR");
        assertThat(input.path("delimiter").asText()).isEqualTo(";");
        assertThat(input.path("target").asText()).isEqualTo("products");
    }

    @Test
    void refusesAMappingThatIsNotThereOrIsForSomethingElse() {
        http.post("/api/import-mappings", SUPPLIER);

        assertThat(submit("csv", "\"mapping_name\":\"nobody\"").reason()).isEqualTo("unknown_mapping");
        assertThat(submit("csv", "\"mapping_name\":\"nobody\"").status()).isEqualTo(422);
        assertThat(submit("xml", "\"mapping_name\":\"supplier\"").reason()).isEqualTo("mapping_mismatch");
        assertThat(submit("csv", "\"mapping_name\":\"supplier\",\"target\":\"locations\"")
                        .reason())
                .isEqualTo("mapping_mismatch");
        assertThat(submit("csv", "\"mapping_name\":\"supplier\",\"mapping\":{\"city\":\"x\"}")
                        .reason())
                .isEqualTo("invalid_input");
        assertThat(submit("csv", "\"mapping_name\":7").pointer()).isEqualTo("/input/mapping_name");
    }

    @Test
    void takesTheTargetAndTheFormatAlongToAnAddress() {
        http.post("/api/import-mappings", """
                {"name": "stores", "target": "locations", "format": "excel", "mapping": {"city": "Ort"},
                 "options": {"sheet": "Filialen"}}
                """);

        Answer submitted = http.post("/api/imports", """
                {"url": "https://a.example/stores", "mapping_name": "stores"}
                """);

        assertThat(submitted.status()).as(submitted.text()).isEqualTo(202);
        JsonNode input = submitted.json().path("input_payload");
        assertThat(input.path("target").asText()).isEqualTo("locations");
        assertThat(input.path("format").asText()).isEqualTo("excel");
        assertThat(input.path("sheet").asText()).isEqualTo("Filialen");
        assertThat(input.path("mapping").path("city").asText()).isEqualTo("Ort");
    }

    @Test
    void keepsWorkspacesApart() {
        long other = behind.sql("INSERT INTO workspaces (name) VALUES ('other') RETURNING id")
                .query(Long.class)
                .single();
        long id = http.post("/api/import-mappings", SUPPLIER).id();
        ImportMappings mappings = node.bean(ImportMappings.class);
        Scope stranger = new Scope(other, null);

        assertThat(mappings.find(stranger, id)).isEmpty();
        assertThat(mappings.find(other, "supplier")).isEmpty();
        assertThat(mappings.list(stranger, null, 10)).isEmpty();
        assertThat(mappings.delete(stranger, id, 1)).isFalse();
    }

    private static Answer submit(String subtype, String members) {
        return http.post(
                "/api/processes",
                "{\"type\":\"import\",\"subtype\":\"" + subtype + "\",\"input\":{\"file_id\":\"" + FILE + "\","
                        + members + "}}");
    }

    private static Answer put(String path, String body, String... headers) {
        String[] more = new String[headers.length + 2];
        System.arraycopy(headers, 0, more, 2, headers.length);
        more[0] = "Content-Type";
        more[1] = "application/json";
        return http.send("PUT", path, body.getBytes(UTF_8), more);
    }
}
