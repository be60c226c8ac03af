package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.Http.Answer;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class UploadsPostgresTest {

    private static final String CSV = "sku,name,price\nA,Apple,1.50\n";

    private static ApiNode node;
    private static Http http;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database, "spring.servlet.multipart.max-file-size=300KB", "waybill.files.max-size=200KB");
        http = node.http();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void keepsAFile() {
        Answer answer = new Form().file("file", "products.csv", CSV).post("/api/files");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode file = answer.json();
        assertThat(file.path("name").asText()).isEqualTo("products.csv");
        assertThat(file.path("size").asInt()).isEqualTo(CSV.length());
        assertThat(file.path("content_type").asText()).isEqualTo("text/csv");
        assertThat(file.path("sha256").asText()).hasSize(64);
        assertThat(file.path("id").asText()).hasSize(36);
        assertThat(file.path("created_at").asText()).endsWith("Z");
    }

    @Test
    void importsAFileThatComesAlong() {
        Answer answer = new Form()
                .file("file", "products.csv", CSV)
                .field("input", "{\"dialect\":\"plain\",\"mapping\":{\"sku\":\"sku\"},\"priority\":3}")
                .post("/api/imports");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/api/processes/" + answer.id());
        JsonNode process = answer.json();
        assertThat(process.path("type").asText()).isEqualTo("import");
        assertThat(process.path("subtype").asText()).isEqualTo("csv");
        assertThat(process.path("name").asText()).isEqualTo("Import products.csv");
        assertThat(process.path("priority").asInt()).isEqualTo(3);
        assertThat(process.path("input_payload").path("dialect").asText()).isEqualTo("plain");
        assertThat(process.path("input_payload").path("file_id").asText()).hasSize(36);
    }

    @Test
    void takesFormFieldsForWhatTheyStandFor() {
        Answer answer = new Form()
                .file("file", "products.csv", CSV)
                .field("delimiter", ",")
                .field("currency", "EUR")
                .field("retry_of", "1")
                .field("mapping", "{\"price\":\"Preis\"}")
                .field("priority", "7")
                .field("name", "42")
                .post("/api/imports");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JsonNode input = answer.json().path("input_payload");
        assertThat(input.path("delimiter").asText()).isEqualTo(",");
        assertThat(input.path("retry_of").isIntegralNumber()).isTrue();
        assertThat(input.path("mapping").path("price").asText()).isEqualTo("Preis");
        assertThat(answer.json().path("priority").asInt()).isEqualTo(7);
        assertThat(answer.json().path("name").asText()).isEqualTo("42");
    }

    @Test
    void importsAFileThatWasUploadedBefore() {
        String file = new Form()
                .file("file", "before.csv", CSV)
                .post("/api/files")
                .json()
                .path("id")
                .asText();

        Answer answer =
                http.post("/api/imports", "{\"subtype\":\"csv\",\"file_id\":\"" + file + "\",\"currency\":\"EUR\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().path("name").asText()).isEqualTo("Import before.csv");
        assertThat(answer.json().path("input_payload").path("file_id").asText()).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                  | invalid_input | /file_id
            {"file_id":5}                                                       | invalid_input | /file_id
            {"file_id":"nonsense"}                                              | invalid_input | /file_id
            {"file_id":"00000000-0000-0000-0000-000000000000"}                  | invalid_input | /file_id
            {"subtype":"bigbuy"}                                                | unknown_type  | /subtype
            {"subtype":5}                                                       | invalid_input | /subtype
            {"type":"import"}                                                   | invalid_input | /type
            {"input":{}}                                                        | invalid_input | /input
            {"dialect":"nothing"}                                               | invalid_input | /dialect
            {"priority":5000}                                                   | invalid_input | /priority
            {"workspace_id":2}                                                  | invalid_input | /workspace_id
            """)
    void pointsAtWhatIsWrong(String body, String reason, String pointer) {
        Answer answer = http.post("/api/imports", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(answer.json().path("errors").findValuesAsText("pointer"))
                .as(answer.text())
                .contains(pointer);
    }

    @Test
    void pointsAtWhatIsWrongWithAForm() {
        assertThat(new Form().field("dialect", "plain").post("/api/imports").pointer())
                .isEqualTo("/file");
        assertThat(new Form().file("upload", "a.csv", CSV).post("/api/imports").pointer())
                .isEqualTo("/file");
        assertThat(new Form()
                        .file("file", "a", CSV)
                        .file("file", "b", CSV)
                        .post("/api/files")
                        .pointer())
                .isEqualTo("/file");
        assertThat(new Form()
                        .file("file", "a.csv", CSV)
                        .field("foo", "1")
                        .post("/api/imports")
                        .pointer())
                .isEqualTo("/foo");
        assertThat(new Form()
                        .file("file", "a.csv", CSV)
                        .field("input", "{")
                        .post("/api/imports")
                        .reason())
                .isEqualTo("malformed_json");
        assertThat(new Form()
                        .file("file", "a.csv", CSV)
                        .field("file_id", "x")
                        .post("/api/imports")
                        .pointer())
                .isEqualTo("/file_id");
        assertThat(new Form()
                        .file("file", "a.csv", CSV)
                        .field("priority", "soon")
                        .post("/api/imports")
                        .pointer())
                .isEqualTo("/priority");
        assertThat(new Form()
                        .file("file", "a.csv", CSV)
                        .field("name", "a\0b")
                        .post("/api/imports")
                        .pointer())
                .isEqualTo("/name");
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        Answer byStore = new Form().file("file", "a.csv", "x".repeat(250_000)).post("/api/files");
        Answer byContainer =
                new Form().file("file", "a.csv", "x".repeat(2_000_000)).post("/api/imports");

        assertThat(byStore.status()).isEqualTo(413);
        assertThat(byStore.reason()).isEqualTo("too_large");
        assertThat(byContainer.status()).isEqualTo(413);
        assertThat(byContainer.reason()).isEqualTo("too_large");
    }

    @Test
    void refusesABodyThatIsNoForm() {
        Answer answer = http.send(
                "POST",
                "/api/files",
                "nonsense".getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "multipart/form-data; boundary=x");
        Answer withoutBoundary = http.send(
                "POST",
                "/api/files",
                "nonsense".getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "multipart/form-data");

        assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(withoutBoundary.reason()).isEqualTo("malformed_multipart");
    }

    @Test
    void keepsOneFileOfAnUploadThatIsRepeated(JdbcClient jdbc) {
        Form form = new Form().file("file", "same.csv", CSV).field("currency", "EUR");

        Answer first = form.post("/api/imports", "Idempotency-Key", "upload");
        long files = files(jdbc);
        Answer second = form.post("/api/imports", "Idempotency-Key", "upload");
        Answer other = new Form()
                .file("file", "same.csv", CSV + "B,Banana,2\n")
                .field("currency", "EUR")
                .post("/api/imports", "Idempotency-Key", "upload");

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(other.reason()).isEqualTo("idempotency_key_reused");
        assertThat(files(jdbc)).isEqualTo(files);
    }

    @Test
    void keepsNoFileOfAnImportThatIsRefused(JdbcClient jdbc) {
        long files = files(jdbc);

        assertThat(new Form()
                        .file("file", "a.csv", CSV)
                        .field("dialect", "nothing")
                        .post("/api/imports")
                        .status())
                .isEqualTo(422);

        assertThat(files(jdbc)).isEqualTo(files);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a.csv  | 'sku,name'                 | csv
                    a.txt  | '  <?xml version="1.0"?>'  | xml
                    a.csv  | '\uFEFF<rss><channel/></rss>' | xml
                    a.csv  | 'PK\u0003\u0004rest'       | excel
                    a.xml  | 'PKG,name'                 | csv
                    """)
    void findsOutWhatAFileIsFor(String name, String content, String subtype) {
        Answer inOneStep = new Form().file("file", name, content).post("/api/imports");
        String file = new Form()
                .file("file", name, content)
                .post("/api/files")
                .json()
                .path("id")
                .asText();
        Answer inTwo = http.post("/api/imports", "{\"file_id\":\"" + file + "\"}");

        assertThat(inOneStep.status()).as(inOneStep.text()).isEqualTo(202);
        assertThat(inOneStep.json().path("subtype").asText()).isEqualTo(subtype);
        assertThat(inTwo.json().path("subtype").asText()).isEqualTo(subtype);
    }

    @Test
    void takesTheOptionsOfTheFormatThatIsSaid() {
        Answer excel = new Form()
                .file("file", "a.bin", CSV)
                .field("format", "excel")
                .field("sheet", "2")
                .field("dry_run", "true")
                .field("rows", "5")
                .post("/api/imports");
        Answer inPart = new Form()
                .file("file", "a.bin", CSV)
                .field("input", "{\"format\":\"xml\",\"record_path\":\"/a/b\"}")
                .post("/api/imports");

        assertThat(excel.status()).as(excel.text()).isEqualTo(202);
        assertThat(excel.json().path("subtype").asText()).isEqualTo("excel");
        assertThat(excel.json().path("input_payload").path("sheet").asText()).isEqualTo("2");
        assertThat(excel.json().path("input_payload").path("dry_run").isBoolean())
                .isTrue();
        assertThat(inPart.json().path("subtype").asText()).isEqualTo("xml");
        assertThat(inPart.json().path("input_payload").has("format")).isFalse();
    }

    @Test
    void importsWhatStandsAtAnAddress() {
        Answer url = http.post(
                "/api/imports",
                "{\"url\":\"https://shop.example/feeds/all.xml?key=secret\",\"format\":\"xml\",\"target\":\"locations\"}");
        Answer api = http.post(
                "/api/imports",
                "{\"subtype\":\"api\",\"url\":\"https://shop.example/v1/things\",\"records\":\"/items\","
                        + "\"paging\":{\"kind\":\"cursor\",\"next\":\"/next\"}}");

        assertThat(url.status()).as(url.text()).isEqualTo(202);
        assertThat(url.json().path("subtype").asText()).isEqualTo("url");
        assertThat(url.json().path("name").asText()).isEqualTo("Import all.xml from shop.example");
        assertThat(url.json().path("input_payload").path("format").asText()).isEqualTo("xml");
        assertThat(api.status()).as(api.text()).isEqualTo(202);
        assertThat(api.json().path("subtype").asText()).isEqualTo("api");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"url":"https://a.example","sheet":5}                    | /sheet
                    {"url":"https://a.example","file_id":"x"}                | /file_id
                    {"url":"https://a.example","rows":5}                     | ''
                    {"subtype":"api","url":"https://a.example","paging":{}}  | /paging/kind
                    {"subtype":"api","url":"https://a.example","sheet":"x"}  | /sheet
                    {"subtype":"xml","sheet":"x"}                            | /sheet
                    {"subtype":"excel"}                                      | /file_id
                    """)
    void saysWhatDoesNotFitAnAddress(String body, String pointer) {
        Answer answer = http.post("/api/imports", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsText("pointer")).contains(pointer);
    }

    private static long files(JdbcClient jdbc) {
        return jdbc.sql("SELECT count(*) FROM files").query(Long.class).single();
    }

    /** A multipart body. */
    private static final class Form {

        private static final String BOUNDARY = "----waybill-test";

        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        Form field(String name, String value) {
            return part("name=\"" + name + "\"", "", value);
        }

        Form file(String name, String fileName, String content) {
            return part("name=\"" + name + "\"; filename=\"" + fileName + "\"", "Content-Type: text/csv\r\n", content);
        }

        private Form part(String disposition, String headers, String content) {
            body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n" + headers
                            + "\r\n" + content + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Answer post(String path, String... headers) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(body.toByteArray());
            whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
            String[] more = new String[headers.length + 2];
            System.arraycopy(headers, 0, more, 2, headers.length);
            more[0] = "Content-Type";
            more[1] = "multipart/form-data; boundary=" + BOUNDARY;
            return http.send("POST", path, whole.toByteArray(), more);
        }
    }
}
