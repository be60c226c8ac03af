package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.shared.job.JobJson;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is a problem document that blames the request, and says nothing of our inside. */
@PostgresTest
class ProblemsPostgresTest {

    private static final List<String> ROUTES = List.of(
            "/api/processes",
            "/api/imports",
            "/api/processes/1/retry",
            "/api/processes/1/retry-failed-items",
            "/api/processes/1/cancel",
            "/api/processes/1/decision");

    private static final List<String> MEMBERS = List.of(
            "type",
            "subtype",
            "input",
            "name",
            "tenant_id",
            "priority",
            "run_at",
            "idempotency_key",
            "max_attempts",
            "context",
            "metadata",
            "related_type",
            "related_id",
            "resource",
            "action",
            "item_ids",
            "file_id",
            "decision",
            "note");

    private static final List<String> VALUES = List.of(
            "true",
            "0",
            "-1",
            "1.5",
            "1e300",
            "1e-300",
            "-0",
            "9223372036854775807",
            "9223372036854775808",
            "1".repeat(150),
            "1e99999",
            "1".repeat(500),
            "\"\"",
            "\"a\"",
            "\"\\u0000\"",
            "\"\\udc00\"",
            "\"" + "x".repeat(5_000) + "\"",
            "\"2026-13-45T00:00:00Z\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"%s ' ; -- \\\\ \\\" <script>\"",
            "[]",
            "[[[[]]]]",
            "{}",
            "{\"\":{\"\":null}}",
            "[" + "1,".repeat(20_000) + "1]");

    private static ApiNode node;
    private static Http http;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database);
        http = node.http();
        http.submit();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void blamesTheRequestForAnyValueOfAnyMember() {
        for (String member : MEMBERS) {
            for (String value : VALUES) {
                String body = "{\"type\":\"test_echo\",\"input\":{\"message\":\"hi\"}}";
                ObjectNode good = tree(body);
                good.remove(member);
                String rest = good.toString().substring(1);
                String sent = "{\"" + member + "\":" + value + (rest.equals("}") ? "" : ",") + rest;
                assertBlamed(http.post("/api/processes", sent), sent);
                assertBlamed(http.post("/api/imports", sent), sent);
                assertBlamed(http.post("/api/processes/1/decision", sent), sent);
            }
        }
    }

    @Test
    void blamesTheRequestForGarbage() {
        Random random = new Random(7);
        for (int round = 0; round < 150; round++) {
            byte[] garbage = new byte[random.nextInt(300)];
            random.nextBytes(garbage);
            for (String route : ROUTES) {
                assertBlamed(http.post(route, garbage), route + " " + round);
            }
        }
    }

    @Test
    void blamesTheRequestForBrokenBodies() {
        Random random = new Random(11);
        byte[] good =
                "{\"type\":\"test_echo\",\"input\":{\"message\":\"h\\u00fc\"},\"context\":{\"a\":[1,2.5e3,null,true]}}"
                        .getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 400; round++) {
            byte[] broken = good.clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            assertBlamed(http.post("/api/processes", broken), new String(broken, StandardCharsets.ISO_8859_1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "65, 400", // deeper than is read
        "63, 422", // a root that is no object
        "100000, 400",
    })
    void refusesDeepNesting(int depth, int status) {
        Answer answer = http.post("/api/processes", "[".repeat(depth) + "]".repeat(depth));

        assertThat(answer.status()).isEqualTo(status);
        assertBlamed(answer, "depth " + depth);
    }

    @Test
    void refusesWhatIsNoUtf8() {
        byte[] body =
                "{\"type\":\"test_echo\",\"input\":{\"message\":\"h\u00fc\"}}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(http.post("/api/processes", body).reason()).isEqualTo("malformed_json");
        assertThat(http.post("/api/processes", body).text()).contains("is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_100_000, 5_000_000})
    void refusesALargeBody(int size) {
        Answer answer = http.post("/api/processes", "{\"name\":\"" + "x".repeat(size) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.reason()).isEqualTo("too_large");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/processes, 405, method_not_allowed",
        "DELETE, /api/processes, 405, method_not_allowed",
        "PATCH, /api/processes/1, 405, method_not_allowed",
        "GET, /api/processes/1/cancel, 405, method_not_allowed",
        "POST, /api/job-types, 405, method_not_allowed",
        "POST, /api/nothing, 404, not_found",
        "PUT, /api, 404, not_found"
    })
    void refusesAMethodThatARouteDoesNotHave(String method, String path, int status, String reason) {
        Answer answer = http.send(method, path, null);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.reason()).isEqualTo(reason);
    }

    @Test
    void saysWhichMethodsThereAre() {
        assertThat(http.send("PUT", "/api/processes", null).header("Allow"))
                .contains("GET")
                .contains("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "nonsense", ""})
    void refusesAMediaTypeItDoesNotRead(String type) {
        for (String route : List.of("/api/processes", "/api/imports", "/api/processes/1/decision", "/api/files")) {
            Answer answer = http.send("POST", route, new byte[] {'{', '}'}, "Content-Type", type);

            assertThat(answer.status()).as(route).isEqualTo(415);
            assertThat(answer.reason()).isEqualTo("unsupported_media_type");
        }
    }

    @Test
    void doesNothingForWhoCannotReadTheAnswer() {
        String key = "not-acceptable";
        String body = "{\"type\":\"test_echo\",\"name\":\"%s\",\"input\":{\"message\":\"hi\"}}".formatted(key);
        for (String accept : List.of("text/html", "application/yaml", "application/json;q=0", "no media type")) {
            Answer refused = http.post("/api/processes", body, "Accept", accept);
            assertThat(refused.status()).as(accept).isEqualTo(406);
            assertThat(refused.reason()).isEqualTo("not_acceptable");
        }
        assertThat(http.get("/api/processes?text=" + key).json().path("items")).isEmpty();
        assertThat(http.post("/api/processes", body, "Accept", "text/html, */*;q=0.1")
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"/api/processes/1, text/html", "/api/processes/1/stream, application/json", "/api/job-types, image/png"
    })
    void refusesToAnswerInAMediaTypeItDoesNotSpeak(String path, String type) {
        Answer answer = http.get(path, "Accept", type);

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.reason()).isEqualTo("not_acceptable");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void answersAProblemToWhoAskedForEvents() {
        Answer answer = http.get("/api/processes/999999999/stream", "Accept", "text/event-stream");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/processes/%00 HTTP/1.1",
                "GET /api/processes/1%2F2 HTTP/1.1",
                "GET /api/processes/..%2f..%2fetc HTTP/1.1",
                "GET /api/processes?text=<script> HTTP/1.1",
                "GET /api/processes/{1} HTTP/1.1",
                "FOO /api/processes HTTP/1.1",
                "TRACE /api/processes HTTP/1.1",
                "GET /api/processes?text=%zz HTTP/1.1",
                "GET /api/processes?text=% HTTP/1.1",
                "nonsense"
            })
    void survivesWhatNoClientLibrarySends(String line) throws IOException {
        URI base = URI.create(http.base());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d.*");
            assertThat(answer).contains("application/problem+json").contains("\"reason_code\":");
            assertInsideUnseen(answer);
        }
    }

    private static void assertBlamed(Answer answer, String sent) {
        assertThat(answer.status()).as(sent + " -> " + answer.text()).isBetween(200, 499);
        if (answer.status() >= 400) {
            assertThat(answer.header("Content-Type")).as(sent).isEqualTo("application/problem+json");
            assertThat(answer.reason()).as(sent).isNotBlank();
        }
        assertInsideUnseen(answer.text());
    }

    private static void assertInsideUnseen(String text) {
        assertThat(text)
                .doesNotContain(
                        "Exception", "\tat ", "java.", "jackson", "SELECT", "INSERT", "PSQL", "springframework");
    }

    private static ObjectNode tree(String json) {
        try {
            return (ObjectNode) JobJson.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
