package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.api.Http.Answer;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies, headers and connections that no honest client sends. */
@PostgresTest
class HostileRequestsPostgresTest {

    private static final String JSON = RawHttp.HEAD + "Content-Type: application/json\r\n";

    private static ApiNode node;
    private static Http http;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(
                database,
                "waybill.api.limits.rates=false",
                "waybill.api.limits.body-time=1s",
                "server.tomcat.connection-timeout=2s");
        http = node.http();
        http.submit();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/processes", "/api/imports", "/api/processes/1/cancel", "/api/findings/acknowledge"})
    void refusesALargeBodyThatDoesNotSayItsSize(String path) throws IOException {
        try (RawHttp raw = new RawHttp(http)) {
            raw.send("POST " + path + " HTTP/1.1\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
            for (int count = 0; count < 40; count++) {
                raw.send(chunk);
            }
            refused(413, "too_large", raw.send("0\r\n\r\n").answer());
        }
    }

    @Test
    void refusesALargeBulkThatDoesNotSayItsSize() throws IOException {
        try (RawHttp raw = new RawHttp(http)) {
            raw.send("POST /api/processes/bulk HTTP/1.1\r\n" + JSON.replace("/json", "/x-ndjson")
                    + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";
            for (int count = 0; count < 20; count++) {
                raw.send(chunk);
            }
            refused(413, "too_large", raw.send("0\r\n\r\n").answer());
        }
    }

    @Test
    void refusesABodyThatDripsLongerThanItMay() throws Exception {
        try (RawHttp raw = new RawHttp(http)) {
            raw.send("POST /api/processes HTTP/1.1\r\n" + JSON + "Content-Length: 1000\r\n\r\n{");
            Thread drip = Thread.ofVirtual().start(() -> drip(raw));
            String answer = raw.answer();
            drip.interrupt();
            drip.join();

            refused(408, "request_timeout", answer);
            assertThat(answer).containsIgnoringCase("connection: close");
        }
    }

    private static void drip(RawHttp raw) {
        while (!Thread.interrupted()) {
            try {
                raw.send(" ");
            } catch (IOException closed) {
                return;
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Test
    void refusesABodyThatStopsComing() throws IOException {
        try (RawHttp raw = new RawHttp(http)) {
            raw.send("POST /api/processes HTTP/1.1\r\n" + JSON + "Content-Length: 1000\r\n\r\n{");

            refused(408, "request_timeout", raw.answer());
        }
    }

    @Test
    void refusesABodyThatBreaksOff() throws IOException {
        try (RawHttp raw = new RawHttp(http)) {
            raw.send("POST /api/processes HTTP/1.1\r\n" + JSON + "Content-Length: 1000\r\n\r\n{\"type\"");

            refused(400, "malformed_body", raw.finish().answer());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zz\r\n{}\r\n0\r\n\r\n", "-5\r\n{}\r\n0\r\n\r\n", "2\r\n{}xx\r\n", "ffffffffffffffff\r\n{}"})
    void refusesChunksThatAreNone(String chunks) throws IOException {
        try (RawHttp raw = new RawHttp(http)) {
            raw.send("POST /api/processes HTTP/1.1\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n" + chunks);

            refused(400, "malformed_body", raw.answer());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Content-Length: 5\\r\\nTransfer-Encoding: chunked
            Content-Length: 5\\r\\nContent-Length: 6
            Content-Length: -1
            Content-Length: 99999999999999999999
            Content-Length: five
            Transfer-Encoding: gzip
            Transfer-Encoding: chunked, identity
            """)
    void refusesABodyOfAmbiguousSize(String headers) throws IOException {
        try (RawHttp raw = new RawHttp(http)) {
            raw.send("POST /api/processes HTTP/1.1\r\n" + JSON + headers.replace("\\r\\n", "\r\n") + "\r\n\r\n{}");
            String answer = raw.finish().answer();

            assertThat(answer).matches("(?s)HTTP/1.1 (4\\d\\d|501).*");
            assertThat(answer).contains("application/problem+json").contains("Content-Security-Policy");
        }
    }

    @ParameterizedTest
    @CsvSource({"X-Long, 400000", "Idempotency-Key, 9000", "Cookie, 100000", "If-Match, 20000"})
    void refusesGiganticHeaders(String header, int size) throws IOException {
        try (RawHttp raw = new RawHttp(http)) {
            raw.send("GET /api/processes HTTP/1.1\r\n" + RawHttp.HEAD + header + ": " + "x".repeat(size) + "\r\n\r\n");
            String answer = raw.answer();

            assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d.*").contains("application/problem+json");
        }
    }

    @Test
    void refusesThousandsOfHeaders() throws IOException {
        StringBuilder headers = new StringBuilder();
        for (int index = 0; index < 3_000; index++) {
            headers.append("h").append(index).append(":\r\n");
        }
        try (RawHttp raw = new RawHttp(http)) {
            raw.send("GET /api/processes HTTP/1.1\r\n" + RawHttp.HEAD + headers + "\r\n");

            assertThat(raw.answer()).matches("(?s)HTTP/1.1 4\\d\\d.*").contains("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/processes?text=", "/api/processes?", "/api/", "/api/processes/"})
    void refusesAGiganticAddress(String start) throws IOException {
        try (RawHttp raw = new RawHttp(http)) {
            raw.send("GET " + start + "x".repeat(200_000) + " HTTP/1.1\r\n" + RawHttp.HEAD + "\r\n");

            assertThat(raw.answer()).matches("(?s)HTTP/1.1 4\\d\\d.*").contains("application/problem+json");
        }
    }

    @Test
    void refusesThousandsOfParameters() {
        StringBuilder query = new StringBuilder("/api/processes?");
        for (int index = 0; index < 1_000; index++) {
            query.append("p").append(index).append("&");
        }

        blamed(http.get(query.toString()));
        blamed(http.get("/api/processes?" + "status=failed&".repeat(400)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "type", "cursor", "since", "limit", "status"})
    void refusesTextThatNoColumnHolds(String parameter) {
        for (String value : List.of("%00", "%ed%a0%80", "%ff", "a%00b", "%c0%80", "%f4%90%80%80")) {
            Answer answer = http.get("/api/processes?" + parameter + "=" + value);
            blamed(answer);
            assertThat(answer.status()).as(value).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=utf-16",
                "application/json; charset=ISO-8859-1",
                "application/json; charset=nonsense",
                "application/json; charset=\"utf-8\"",
                "application/json;boundary=x;q=0",
                "application/json;;;",
                "application/json, text/plain",
                "application/vnd.api+json",
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; boundary=" + "\u00e9"
            })
    void readsJsonAsUtf8OrRefusesWhateverItsTypeSays(String type) throws IOException {
        String body = "{\"type\":\"test_echo\",\"input\":{\"message\":\"h\\u00fc\"}}";
        for (String path : List.of("/api/processes", "/api/imports", "/api/files", "/api/processes/bulk")) {
            try (RawHttp raw = new RawHttp(http)) {
                raw.send("POST " + path + " HTTP/1.1\r\n" + RawHttp.HEAD + "Content-Type: " + type
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                String answer = raw.answer();

                assertThat(answer).as(path).matches("(?s)HTTP/1.1 [24]\\d\\d.*");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"filter\":{\"status\":[\"failed\"],\"nothing\":1}}",
                "{\"filter\":{\"text\":\"\\u0000\"}}",
                "{\"filter\":{\"type\":\"\\ud800\"}}",
                "{\"filter\":{\"since\":\"+1000000-01-01T00:00:00Z\"}}",
                "{\"filter\":[]}",
                "{\"filter\":{\"status\":[[]]}}",
                "{\"filter\":{\"user_id\":1e400}}"
            })
    void blamesTheRequestForAFilter(String body) {
        Answer answer = http.post("/api/processes/bulk-actions/preview", body);

        blamed(answer);
        assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
    }

    @Test
    void namesUnknownMembersAtAnyDepth() {
        Answer answer = http.post(
                "/api/processes",
                "{\"type\":\"import\",\"subtype\":\"url\",\"input\":{\"url\":\"https://x.example/\",\"nothing\":1,"
                        + "\"mapping\":{\"price\":{\"deep\":1}}},\"other~/one\":2}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsText("pointer")).contains("/other~0~1one");
    }

    @Test
    void acceptsAnyPathAsAnId() {
        for (String id :
                List.of("0", "-1", "9223372036854775808", "1e3", "../1", "1;x=y", "\u0000", "\u202e1", "NaN")) {
            blamed(http.get("/api/processes/" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
            blamed(http.get("/api/findings/" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
            blamed(http.get("/api/review-packs/" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
            blamed(http.get("/api/process-archives/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/content"));
        }
    }

    private static void blamed(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 499);
        if (answer.status() >= 400) {
            assertThat(answer.reason()).isNotBlank();
        }
    }

    private static void refused(int status, String reason, String answer) {
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(answer).contains("\"reason_code\":\"" + reason + "\"");
    }
}
