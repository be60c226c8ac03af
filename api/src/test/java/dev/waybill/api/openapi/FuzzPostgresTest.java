package dev.waybill.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.ApiNode;
import dev.waybill.api.Http;
import dev.waybill.api.Http.Answer;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Requests that are made of the document, by an outsider's eyes. Every answer is compared with the document (by {@link
 * Http}); what the document allows is never malformed, and what it forbids is refused.
 */
@PostgresTest
class FuzzPostgresTest {

    private static final int CASES = 12;

    private static ApiNode node;
    private static Http http;
    private static Conformance conformance;

    /** An operation of the document. */
    record Operation(String method, String path, JsonNode described) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(
                database,
                "waybill.api.stream-duration=100ms",
                "waybill.api.ai-location-imports.usual-wait=0s",
                "waybill.api.ai-location-imports.longest-wait=0s");
        http = node.http();
        RouteMethod.all(mapping());
        conformance = http.conformance("/api/processes").orElseThrow();
        http.post("/api/tenants", "{\"name\":\"Acme\"}");
        http.submit();
        http.post("/api/webhooks", "{\"url\":\"https://example.com\"}");
        http.post("/api/import-mappings", "{\"name\":\"one\"}");
        http.post("/api/review-packs", "{\"tenant_id\":1}");
        http.post("/api/ai-location-imports", "{\"source_answers\":{\"industry\":\"cafes\"}}");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** Says which controller method lacks its description; every other test of the api needs the document. */
    @Test
    void everyRouteIsDescribed() {
        assertThat(RouteMethod.all(mapping()))
                .hasSizeGreaterThanOrEqualTo((int) operations().count());
    }

    private static RequestMappingHandlerMapping mapping() {
        return node.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    static Stream<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        conformance
                .document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(one -> operations.add(new Operation(one.getKey(), path.getKey(), one.getValue()))));
        return operations.stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void takesWhatTheDocumentAllows(Operation operation) {
        Random random = new Random(operation.toString().hashCode());
        Sample sample = new Sample(conformance, random);
        for (int number = 0; number < CASES; number++) {
            JsonNode schema = json(operation);
            JsonNode body = schema.isMissingNode() ? null : sample.of(schema);
            Answer answer = send(operation, target(operation, sample, random), body, sample, random);
            assertThat(answer.status())
                    .as("%s with %s: %s", operation, body, answer.text())
                    .isNotIn(400, 405, 406, 413, 415, 500);
            assertThat(answer.status() == 422
                            && answer.reason().equals("invalid_input")
                            && !expected(operation, answer))
                    .as("%s says what the document does not, of %s: %s", operation, body, answer.text())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesBodiesThatTheDocumentForbids(Operation operation) {
        JsonNode schema = json(operation);
        Random random = new Random(operation.toString().hashCode() + 1);
        Sample sample = new Sample(conformance, random);
        for (int number = 0; number < CASES * 3 && !schema.isMissingNode(); number++) {
            if (sample.of(schema) instanceof ObjectNode good) {
                ObjectNode body = sample.mutated(good);
                boolean fits =
                        conformance.errors("fuzz " + operation, schema, body).isEmpty();
                Answer answer = send(operation, target(operation, sample, random), body, sample, random);
                assertThat(fits || (answer.status() >= 400 && answer.status() < 500))
                        .as("%s with %s: %s", operation, body, answer.text())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesParametersThatTheDocumentForbids(Operation operation) {
        Random random = new Random(operation.toString().hashCode() + 2);
        Sample sample = new Sample(conformance, random);
        String path = path(operation, random);
        JsonNode body = json(operation).isMissingNode() ? null : sample.of(json(operation));
        Answer unknown = send(operation, path + "?waybill_unknown=1", body, sample, random);
        assertThat(unknown.status()).as(operation + unknown.text()).isEqualTo(400);
        assertThat(known(unknown, "waybill_unknown"))
                .as("parameters of " + operation)
                .isEqualTo(names(operation));
        for (JsonNode parameter : queries(operation)) {
            String type =
                    conformance.resolved(parameter.path("schema")).path("type").asText();
            for (String junk : Sample.junkTexts()) {
                Answer answer = send(
                        operation, path + "?" + parameter.path("name").asText() + "=" + junk, body, sample, random);
                assertThat(answer.status()).as(operation + junk + answer.text()).isNotEqualTo(500);
                if (type.equals("integer") && junk.matches("abc|1e3|-1|9{20,}")) {
                    assertThat(answer.status())
                            .as(operation + junk + answer.text())
                            .isEqualTo(400);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesWhatIsNoJsonAndOtherMedia(Operation operation) {
        String path = path(operation, new Random(1));
        String method = operation.method().toUpperCase(java.util.Locale.ROOT);
        if (!json(operation).isMissingNode()) {
            for (String bad : List.of("{", "[]", "null", "\"a\"", "{\"a\":1,\"a\":2}", "\u0000", "{}{}")) {
                Answer answer = http.send(
                        method, path, bad.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
                assertThat(answer.status()).as(operation + bad + answer.text()).isIn(400, 404, 422);
            }
        }
        JsonNode required = operation.described().path("requestBody").path("required");
        if (required.asBoolean()) {
            Answer other =
                    http.send(method, path, "a=1".getBytes(StandardCharsets.UTF_8), "Content-Type", "text/plain");
            assertThat(other.status()).as(operation + other.text()).isEqualTo(415);
        }
        if (operation.described().path("responses").path("200").path("content").has("application/json")) {
            for (String accept : List.of(
                    "text/html", "application/yaml", "application/xml", "no media type", "application/json;q=0")) {
                Answer other = http.send(method, path, null, "Accept", accept, "Content-Type", "application/json");
                assertThat(other.status()).as(operation + accept + other.text()).isIn(406);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void documentsEveryMemberThatIsRead(Operation operation) {
        JsonNode schema = conformance.resolved(json(operation));
        if (schema.path("type").asText().equals("object")) {
            Sample sample = new Sample(conformance, new Random(3));
            ObjectNode body = (ObjectNode) java.util.Objects.requireNonNull(sample.of(schema));
            body.put("waybill_unknown", 1);
            Answer refused = send(operation, path(operation, new Random(4)), body, sample, new Random(5));
            assumeThat(refused.status()).isNotEqualTo(404);
            List<String> documented = new ArrayList<>();
            schema.path("properties").fieldNames().forEachRemaining(documented::add);
            assertThat(known(refused, "/waybill_unknown"))
                    .as("members of " + operation)
                    .isEqualTo(documented.stream().sorted().toList());
        }
    }

    private static Answer send(
            Operation operation, String target, @Nullable JsonNode body, Sample sample, Random random) {
        List<String> headers = new ArrayList<>();
        for (JsonNode parameter : operation.described().path("parameters")) {
            JsonNode full = conformance.resolved(parameter);
            if (full.path("in").asText().equals("header") && random.nextInt(3) == 0) {
                JsonNode value = sample.of(full.path("schema"));
                if (value != null && value.asText().matches("[!-~]+")) {
                    headers.add(full.path("name").asText());
                    headers.add(value.asText());
                }
            }
        }
        byte[] sent = null;
        if (body != null) {
            headers.addAll(List.of("Content-Type", "application/json"));
            sent = body.toString().getBytes(StandardCharsets.UTF_8);
        } else if (operation.described().path("requestBody").path("content").has("multipart/form-data")) {
            headers.addAll(List.of("Content-Type", "multipart/form-data; boundary=b"));
            sent =
                    "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nsku,name\r\n1,a\r\n--b--\r\n"
                            .getBytes(StandardCharsets.UTF_8);
        } else if (operation.described().path("requestBody").path("content").has("application/x-ndjson")) {
            JsonNode line = sample.of(operation
                    .described()
                    .path("requestBody")
                    .path("content")
                    .path("application/x-ndjson")
                    .path("schema")
                    .path("x-line"));
            headers.addAll(List.of("Content-Type", "application/x-ndjson"));
            sent = (line + "\n").getBytes(StandardCharsets.UTF_8);
        }
        return http.send(
                operation.method().toUpperCase(java.util.Locale.ROOT), target, sent, headers.toArray(String[]::new));
    }

    /** What no schema can say: what there is in the database, and how members of a job's input go together. */
    private static boolean expected(Operation operation, Answer refused) {
        String details = refused.json().path("errors").toString();
        return details.contains("There is no ")
                || details.contains("is no member of the workspace")
                || details.contains("must not be over")
                || details.contains("\"/model\"")
                || operation.path().equals("/api/processes")
                || operation.path().equals("/api/imports")
                || operation.path().startsWith("/api/import-mappings")
                || operation.path().startsWith("/api/review-packs")
                || details.contains("needs a concurrency_key");
    }

    private static JsonNode json(Operation operation) {
        return operation
                .described()
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
    }

    private static String path(Operation operation, Random random) {
        // it must not take away what it calls with
        List<String> ids = operation.path().matches("/api/(keys|members)/.*")
                ? List.of("999999999999999999")
                : List.of("1", "2", "999999999999999999");
        return operation.path().replaceAll("\\{[^}]*}", ids.get(random.nextInt(ids.size())));
    }

    private static String target(Operation operation, Sample sample, Random random) {
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : queries(operation)) {
            String name = parameter.path("name").asText();
            boolean must = parameter.path("required").asBoolean();
            if (name.equals("cursor") || (!must && random.nextInt(3) != 0)) {
                continue;
            }
            JsonNode value = name.equals("wait") ? null : sample.of(parameter.path("schema"));
            if (value != null) {
                String text = value.isArray() ? joined(value) : value.asText();
                query.add(name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
            }
        }
        return path(operation, random) + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private static String joined(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return String.join(",", texts);
    }

    private static List<JsonNode> queries(Operation operation) {
        List<JsonNode> queries = new ArrayList<>();
        for (JsonNode parameter : operation.described().path("parameters")) {
            JsonNode full = conformance.resolved(parameter);
            if (full.path("in").asText().equals("query")) {
                queries.add(full);
            }
        }
        return queries;
    }

    private static List<String> names(Operation operation) {
        return queries(operation).stream()
                .map(query -> query.path("name").asText())
                .sorted()
                .toList();
    }

    /** What the refusal says is known. */
    private static List<String> known(Answer refused, String pointer) {
        for (JsonNode error : refused.json().path("errors")) {
            String detail = error.path("detail").asText();
            if (error.path("pointer").asText().equals(pointer)) {
                return detail.contains("known are ")
                        ? List.of(detail.replaceFirst(".*known are ", "").split(", "))
                        : List.of();
            }
        }
        throw new AssertionError("the parameter is not blamed: " + refused.text());
    }
}
