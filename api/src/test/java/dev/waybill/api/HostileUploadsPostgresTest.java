package dev.waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.api.Http.Answer;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Multipart bodies that no honest client sends. */
@PostgresTest
class HostileUploadsPostgresTest {

    private static final String CSV = "sku,name,price\nA,Apple,1.50\n";
    private static final String FILE = part("name=\"file\"; filename=\"a.csv\"", CSV);

    private static ApiNode node;
    private static Http http;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(
                database,
                "spring.servlet.multipart.max-file-size=2MB",
                "spring.servlet.multipart.max-request-size=3MB",
                "server.tomcat.connection-timeout=2s");
        http = node.http();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("../../etc/passwd", "passwd"),
                Arguments.of("..\\\\..\\\\windows\\\\win.ini", "win.ini"),
                Arguments.of("/etc/shadow", "shadow"),
                Arguments.of("..", "file"),
                Arguments.of("", "file"),
                Arguments.of("evil\u202Egpj.csv", "evilgpj.csv"),
                Arguments.of("a\u0001\u007f\u0085b\u2028c.csv", "abc.csv"),
                Arguments.of("zero\u200Bwidth\uFEFF.csv", "zerowidth.csv"),
                Arguments.of("C:evil.csv", "C:evil.csv"),
                Arguments.of("n".repeat(300) + ".csv", "n".repeat(255)),
                Arguments.of("%2e%2e%2fx.csv", "%2e%2e%2fx.csv"),
                Arguments.of("'; DROP TABLE files; --", "'; DROP TABLE files; --"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void makesNoPathOfAName(String sent, String kept) {
        Answer answer = post("/api/files", part("name=\"file\"; filename=\"" + sent + "\"", CSV));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().path("name").asText()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=\"file\"; filename=\"a\r\nX-Evil: 1\r\n\r\n.csv\"",
                "name=\"file\"; filename=\"a\0b.csv\"",
                "name=\"file\"; filename*=UTF-8''..%2f..%2fetc%2fpasswd",
                "name=\"file\"; filename*=UTF-8''%00%ff",
                "name=\"file\"; filename*=nonsense''x",
                "name=\"file\"; filename=\"=?UTF-8?B?Li4vLi4vZXRjL3Bhc3N3ZA==?=\"",
                "name=\"file\"; filename=a;filename=b",
                "name=file; filename=\"unclosed",
                "name=\"\"; filename=\"\"",
                "filename=\"a.csv\"",
                "nonsense"
            })
    void survivesAnyDisposition(String disposition) {
        Answer answer = post("/api/files", part(disposition, CSV));

        assertThat(answer.status()).as(answer.text()).isBetween(200, 499);
        if (answer.status() == 201) {
            assertThat(answer.json().path("name").asText()).matches("[^/\\\\\\p{Cntrl}]+");
        } else {
            assertThat(answer.reason()).isNotBlank();
        }
    }

    @Test
    void refusesHundredsOfParts(JdbcClient jdbc) {
        long before = files(jdbc);
        StringBuilder parts = new StringBuilder(FILE);
        for (int index = 0; index < 500; index++) {
            parts.append(part("name=\"f" + index + "\"", "x"));
        }
        StringBuilder more = new StringBuilder();
        for (int index = 0; index < 500; index++) {
            more.append(part("name=\"file\"; filename=\"" + index + "\"", "x"));
        }

        assertThat(post("/api/imports", parts.toString()).status()).isIn(400, 413, 422);
        assertThat(post("/api/files", parts.toString()).status()).isIn(400, 413, 422);
        assertThat(post("/api/files", more.toString()).status()).isIn(400, 413, 422);
        assertThat(files(jdbc)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "mapping", "input", "metadata", "nothing", "currency"})
    void refusesAGiganticField(String field) {
        Answer answer =
                post("/api/imports", FILE + part("name=\"" + field + "\"", "\"" + "x".repeat(1_500_000) + "\""));

        assertThat(answer.status()).as(answer.text()).isIn(400, 413, 422);
        assertThat(answer.reason()).isNotBlank();
    }

    @Test
    void refusesAGiganticHeaderOfAPart() {
        Answer answer = post("/api/files", part("name=\"file\"; filename=\"" + "x".repeat(100_000) + "\"", CSV));

        assertThat(answer.status()).as(answer.text()).isIn(400, 413);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            metadata | {"a":"\\u0000"}
            metadata | {"\\u0000":1}
            context  | {"a":"\\ud800"}
            context  | {"a":1e999999999}
            item_ids | [1e400]
            mapping  | {"price":"\\u0000"}
            mapping  | {"price":"x","price":"y"}
            priority | 1e999999999
            priority | 99999999999999999999999999999999
            metadata | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
            metadata | {"a":1} trailing
            rows     | NaN
            """)
    void refusesJsonInAFieldThatNoColumnHolds(String field, String json) {
        Answer answer = post("/api/imports", FILE + part("name=\"" + field + "\"", json));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.pointer()).startsWith("/" + field);
    }

    @Test
    void refusesJsonInAFieldThatIsNestedWithoutEnd() {
        for (int depth : new int[] {65, 500, 999, 1_001, 100_000}) {
            String json = "[".repeat(depth) + "]".repeat(depth);
            Answer answer = post("/api/imports", FILE + part("name=\"item_ids\"", json));

            assertThat(answer.status()).as(depth + answer.text()).isEqualTo(422);
        }
    }

    @Test
    void refusesAnUploadWithoutItsEnd() {
        Answer answer = send("/api/files", FILE.getBytes(UTF_8));

        assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
    }

    @Test
    void refusesAnUploadThatBreaksOff(JdbcClient jdbc) throws IOException {
        long before = files(jdbc);
        for (String path : new String[] {"/api/files", "/api/imports"}) {
            try (RawHttp raw = new RawHttp(http)) {
                raw.send(head(path) + "Content-Length: 100000\r\n\r\n" + FILE);
                String answer = raw.finish().answer();

                assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d.*").contains("\"reason_code\":");
            }
            try (RawHttp raw = new RawHttp(http)) {
                raw.send(head(path) + "Content-Length: 100000\r\n\r\n" + FILE);
                String answer = raw.answer();

                assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d.*").contains("\"reason_code\":");
            }
        }
        assertThat(files(jdbc)).isEqualTo(before);
    }

    @Test
    void refusesALargeUploadThatDoesNotSayItsSize() throws IOException {
        try (RawHttp raw = new RawHttp(http)) {
            raw.send(head("/api/files") + "Transfer-Encoding: chunked\r\n\r\n");
            String start = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
            raw.send(Integer.toHexString(start.length()) + "\r\n" + start + "\r\n");
            for (int count = 0; count < 60; count++) {
                raw.send("10000\r\n" + "x".repeat(0x10000) + "\r\n");
            }
            raw.send("7\r\n\r\n--B--\r\n0\r\n\r\n");

            assertThat(raw.answer()).startsWith("HTTP/1.1 413").contains("\"reason_code\":\"too_large\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/svg+xml", "nonsense", "a/b; charset=\u0000", "x/" + "y"})
    void keepsADeclaredTypeAsAWordOnly(String type) {
        String body = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: " + type
                + "\r\n\r\n<script>alert(1)</script>\r\n--B--\r\n";
        Answer answer = send("/api/files", body.getBytes(UTF_8));

        assertThat(answer.status()).as(answer.text()).isBetween(200, 499);
        assertThat(answer.header("Content-Type")).startsWith("application/");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private static long files(JdbcClient jdbc) {
        return jdbc.sql("SELECT count(*) FROM files").query(Long.class).single();
    }

    private static String head(String path) {
        return "POST " + path + " HTTP/1.1\r\n" + RawHttp.HEAD + "Content-Type: multipart/form-data; boundary=B\r\n";
    }

    private static String part(String disposition, String content) {
        return "--B\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private static Answer post(String path, String parts) {
        return send(path, (parts + "--B--\r\n").getBytes(UTF_8));
    }

    private static Answer send(String path, byte[] body) {
        return http.send("POST", path, body, "Content-Type", "multipart/form-data; boundary=B");
    }
}
