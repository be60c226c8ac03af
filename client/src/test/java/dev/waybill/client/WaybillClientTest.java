package dev.waybill.client;

import static dev.waybill.client.ApiStandIn.answer;
import static dev.waybill.client.ApiStandIn.hangUp;
import static dev.waybill.client.ApiStandIn.json;
import static dev.waybill.client.Wire.item;
import static dev.waybill.client.Wire.items;
import static dev.waybill.client.Wire.page;
import static dev.waybill.client.Wire.process;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WaybillClientTest {

    private record CsvInput(String delimiter, Map<String, String> columnMapping) {}

    private final ApiStandIn api = new ApiStandIn();
    private final WaybillClient client = WaybillClient.builder(URI.create(api.address() + "/"))
            .apiKey("k3y")
            .requestTimeout(Duration.ofSeconds(2))
            .giveUpAfter(Duration.ofMillis(500))
            .repeats(2, Duration.ofMillis(10))
            .build();

    @TempDir
    private Path folder;

    WaybillClientTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void readsAProcessAndPassesOverWhatItDoesNotKnow() {
        api.on("GET /api/processes/42", json(200, process("waiting_review", 7), "ETag", "\"7\""));
        ProcessView process = client.find(42);
        assertThat(process.id()).isEqualTo(42);
        assertThat(process.operatorStatus()).isEqualTo("running");
        assertThat(process.totalItems()).isNull();
        assertThat(process.failedItems()).isEqualTo(2);
        assertThat(process.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.reasonCode()).isEqualTo("bad_price");
            assertThat(String.valueOf(failure.itemId())).isEqualTo("3");
        });
        assertThat(process.runAt()).isEqualTo(Instant.parse("2026-03-01T10:00:00.123456Z"));
        assertThat(String.valueOf(process.summary())).isEqualTo("{\"created\":7}");
        assertThat(process.actions()).containsExactly("cancel");
        assertThat(process.isTerminal()).isFalse();
        assertThat(process.isSettled()).isTrue();
        assertThat(api.received().getFirst().header("Authorization")).isEqualTo("Bearer k3y");
    }

    @Test
    void readsAProcessOfAServerThatSendsLess() {
        api.on("GET /api/processes/42", json(200, "{\"id\":42,\"type\":\"drift\",\"status\":\"failed\"}"));
        ProcessView process = client.find(42);
        assertThat(process.failures()).isEmpty();
        assertThat(process.actions()).isEmpty();
        assertThat(process.isTerminal()).isTrue();
    }

    @Test
    void submitsWithAKeyOfItsOwnThatStaysOverRepetitions() {
        api.on("POST /api/processes", hangUp(), json(503, "{}"), json(202, process("pending", 1)));
        SubmitOptions options = SubmitOptions.none()
                .name("spring")
                .priority(5)
                .runAt(Instant.parse("2026-03-01T10:00:00Z"))
                .activeRunKey("nightly")
                .metadata(Map.of("source", "test"));
        client.submit("import", "csv", new CsvInput(";", Map.of("Price", "price")), options);
        client.submit("import", "csv", Map.of());
        List<String> keys = api.received().stream()
                .map(request -> request.header("Idempotency-Key"))
                .toList();
        assertThat(keys).hasSize(4);
        assertThat(keys.subList(0, 3)).allMatch(key -> key.equals(keys.getFirst()));
        assertThat(keys.get(3)).isNotEqualTo(keys.getFirst());
        assertThat(UUID.fromString(keys.getFirst())).isNotNull();
        assertThat(api.received().get(2).header("Content-Type")).isEqualTo("application/json");
        assertThat(api.received().get(2).text())
                .isEqualTo(
                        "{\"name\":\"spring\",\"priority\":5,\"run_at\":\"2026-03-01T10:00:00Z\","
                                + "\"idempotency_key\":\"nightly\",\"metadata\":{\"source\":\"test\"},\"type\":\"import\","
                                + "\"subtype\":\"csv\",\"input\":{\"delimiter\":\";\",\"column_mapping\":{\"Price\":\"price\"}}}");
    }

    @Test
    void takesTheCallersKey() {
        api.on("POST /api/processes", json(202, process("pending", 1)));
        client.submit("drift", null, Map.of(), SubmitOptions.none().requestKey("mine"));
        assertThat(api.received().getFirst().header("Idempotency-Key")).isEqualTo("mine");
        assertThat(api.received().getFirst().text()).isEqualTo("{\"type\":\"drift\",\"input\":{}}");
    }

    @Test
    void repeatsActionsUnderAKeyThatStays() {
        api.on("POST /api/processes/42/retry", hangUp(), json(503, "{}"), json(202, process("pending", 8)));
        assertThat(client.retry(42).version()).isEqualTo(8);
        assertThat(api.received()).hasSize(3).allSatisfy(request -> {
            assertThat(request.header("Idempotency-Key"))
                    .isEqualTo(api.received().getFirst().header("Idempotency-Key"));
            assertThat(request.header("If-Match")).isEqualTo("*");
        });
    }

    @Test
    void doesNotRepeatWhatIsNotSafeToRepeat() {
        api.on("POST /api/keys", hangUp());
        assertCode(() -> client.keys().create(Keys.Draft.of("ci", Keys.Role.VIEWER)), 0, WaybillException.UNREACHABLE);
        api.on("POST /api/webhooks", json(503, "{}"));
        assertCode(() -> client.webhooks().create(Webhooks.Draft.to("https://shop.example/hook")), 503, "http_503");
        assertThat(api.received()).hasSize(2);
    }

    @Test
    void repeatsReadsUntilItGivesUp() {
        api.on("GET /api/processes/42", hangUp(), answer(502, "text/html", "<html>"), json(200, process("running", 1)));
        assertThat(client.find(42).version()).isEqualTo(1);
        api.on("GET /api/processes/43", json(503, "{\"reason_code\":\"draining\"}"));
        assertCode(() -> client.find(43), 503, "draining");
        assertThat(api.received()).hasSize(6);
    }

    @Test
    void repeatsAnythingThatNeverLeft() {
        api.close();
        assertCode(() -> client.cancel(42), 0, WaybillException.UNREACHABLE);
    }

    @Test
    void waitsNoLongerThanItsTimeout() {
        api.on("GET /api/processes/42", api.silence());
        assertCode(() -> client.find(42), 0, WaybillException.TIMEOUT);
    }

    @Test
    void turnsAProblemIntoAnException() {
        api.on("POST /api/processes", json(422, """
                {"type":"/problems/invalid_input","title":"Invalid input","status":422,"detail":"The input is wrong.",\
                "instance":"/api/processes","reason_code":"invalid_input","errors":[\
                {"pointer":"/input/file_id","detail":"is required"}],"server_time":"2026-03-01T10:00:03Z"}"""));
        assertThatThrownBy(() -> client.submit("import", "csv", Map.of()))
                .isInstanceOfSatisfying(WaybillException.class, e -> {
                    assertThat(e.status()).isEqualTo(422);
                    assertThat(e.reasonCode()).isEqualTo("invalid_input");
                    assertThat(e.detail()).isEqualTo("The input is wrong.");
                    assertThat(e.errors()).containsExactly(new Problem.FieldError("/input/file_id", "is required"));
                    assertThat(e)
                            .hasMessage("POST /api/processes: 422 invalid_input: The input is wrong."
                                    + " [/input/file_id: is required]");
                });
    }

    @Test
    void doesNotFollowRedirectsOrReadNonsense() {
        api.on("GET /api/processes/42", answer(302, "text/plain", "", "Location", api.address() + "/elsewhere"));
        assertCode(() -> client.find(42), 302, "http_302");
        api.on("GET /api/processes/42", answer(200, "text/html", "<html>"));
        assertCode(() -> client.find(42), 0, WaybillException.BAD_ANSWER);
        api.on("GET /api/processes/42", json(200, "null"));
        assertCode(() -> client.find(42), 0, WaybillException.BAD_ANSWER);
    }

    @Test
    void uploadsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("naïve \"x\".csv"), "sku;name\n1;ž\n");
        api.on("POST /api/files", json(201, """
                {"id":"7a4d3c52-5e5b-4a35-9a4f-0e2a1c9b7d11","name":"x.csv","size":15,"sha256":"ab",\
                "content_type":"text/csv","created_at":"2026-03-01T10:00:00Z"}"""));
        assertThat(client.upload(file).size()).isEqualTo(15);
        ApiStandIn.Received request = api.received().getFirst();
        String boundary = request.header("Content-Type").replace("multipart/form-data; boundary=", "");
        assertThat(request.text())
                .startsWith("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; "
                        + "filename=\"naïve %22x%22.csv\"\r\nContent-Type: ")
                .endsWith("\r\n\r\nsku;name\n1;ž\n\r\n--" + boundary + "--\r\n");
        assertThat(Long.parseLong(request.header("Content-Length")))
                .isEqualTo(request.text().getBytes(UTF_8).length);
    }

    @Test
    void importsAFileInOneStepAndSendsTheSameAgain() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "sku\n1\n");
        api.on("POST /api/imports", hangUp(), json(202, process("pending", 1)));
        client.importFile(
                "csv", file, new CsvInput(",", Map.of()), SubmitOptions.none().name("spring"));
        ApiStandIn.Received request = api.received().get(1);
        assertThat(request.text())
                .contains("form-data; name=\"input\"\r\nContent-Type: application/json\r\n\r\n"
                        + "{\"delimiter\":\",\",\"column_mapping\":{},\"name\":\"spring\",\"subtype\":\"csv\"}\r\n--")
                .contains("name=\"file\"; filename=\"a.csv\"");
        assertThat(request.header("Idempotency-Key"))
                .isEqualTo(api.received().getFirst().header("Idempotency-Key"));
        assertThat(request.text()).isEqualTo(api.received().getFirst().text());
    }

    @Test
    void letsTheServerFindOutTheFormat() throws IOException {
        Path file = Files.writeString(folder.resolve("a.xml"), "<a/>");
        api.on("POST /api/imports", json(202, process("pending", 1)));
        client.importFile(file, Map.of("dry_run", true), SubmitOptions.none());
        assertThat(api.received().getFirst().text()).contains("\r\n\r\n{\"dry_run\":true}\r\n--");
    }

    @Test
    void saysWhenTheFileIsNotThere() {
        assertCode(() -> client.upload(folder.resolve("none.csv")), 0, WaybillException.FILE);
        assertThat(api.received()).isEmpty();
    }

    @Test
    void pagesThroughAListAsItIsRead() {
        api.on(
                "GET /api/processes/42/items",
                json(200, page(items(0, 200), "\"a/b c\"")),
                json(200, page(items(200, 400), "\"c2\"")),
                json(200, page(items(400, 450), "null")));
        assertThat(client.items(42, "error").limit(150).toList()).hasSize(150);
        assertThat(api.received()).hasSize(1);
        api.received().clear();
        api.on(
                "GET /api/processes/42/items",
                json(200, page(items(0, 200), "\"a/b c\"")),
                json(200, page(items(200, 400), "\"c2\"")),
                json(200, page(items(400, 450), "null")));
        List<ItemView> all = client.items(42, "error").toList();
        assertThat(all).extracting(ItemView::itemIndex).hasSize(450).isSorted().doesNotHaveDuplicates();
        assertThat(api.received())
                .extracting(ApiStandIn.Received::query)
                .containsExactly(
                        "limit=200&status=error",
                        "limit=200&status=error&cursor=a/b c",
                        "limit=200&status=error&cursor=c2");
    }

    @Test
    void asksForEventsAfterTheLastOne() {
        api.on(
                "GET /api/processes/42/events",
                json(200, page(Wire.event(1) + "," + Wire.event(2), "\"2\"")),
                json(200, page(Wire.event(3), "3")),
                json(200, page("", "3")));
        assertThat(client.events(42)).extracting(ProcessEventView::seq).containsExactly(1L, 2L, 3L);
        assertThat(api.received())
                .extracting(ApiStandIn.Received::query)
                .containsExactly("limit=200", "limit=200&after=2", "limit=200&after=3");
    }

    @Test
    void listsWithItsFilter() {
        api.on("GET /api/processes", json(200, page(process("running", 1), "null")));
        ProcessFilter filter = ProcessFilter.all()
                .status("running", "pending")
                .type("import")
                .since(Instant.parse("2026-03-01T10:00:00Z"))
                .text("a&b=ž")
                .pageSize(10);
        assertThat(client.list(filter)).hasSize(1);
        assertThat(api.received().getFirst().query())
                .isEqualTo("status=running,pending&type=import&since=2026-03-01T10:00:00Z&text=a&b=ž&limit=10");
    }

    @Test
    void knowsTheJobTypes() {
        api.on("GET /api/job-types", json(200, page("""
                {"type":"import","subtype":"csv","label":"import/csv","queue":"imports","max_attempts":4,\
                "timeout":"PT1H","submittable":true,"input_schema":{"type":"object"}}""", "null")));
        assertThat(client.jobTypes()).singleElement().satisfies(type -> {
            assertThat(type.timeout()).isEqualTo(Duration.ofHours(1));
            assertThat(type.submittable()).isTrue();
        });
    }

    @Test
    void actsOnWhatWasSeen() {
        api.on("GET /api/processes/42", json(200, process("waiting_review", 7)));
        ProcessView seen = client.find(42);
        for (String action : List.of("retry", "retry-failed-items", "undo", "cancel", "decision")) {
            api.on("POST /api/processes/42/" + action, json(202, process("pending", 8)));
        }
        client.retry(seen);
        client.retryFailedItems(seen);
        client.undo(seen);
        client.undo(42);
        client.cancel(seen);
        client.decide(seen, Decision.REJECT, null);
        client.decide(42, Decision.APPROVE, "good");
        assertThat(api.received().subList(1, 8))
                .extracting(request -> request.path() + " " + request.header("If-Match") + " " + request.text())
                .containsExactly(
                        "/api/processes/42/retry \"7\" ",
                        "/api/processes/42/retry-failed-items \"7\" ",
                        "/api/processes/42/undo \"7\" ",
                        "/api/processes/42/undo * ",
                        "/api/processes/42/cancel \"7\" ",
                        "/api/processes/42/decision \"7\" {\"decision\":\"reject\"}",
                        "/api/processes/42/decision * {\"decision\":\"approve\",\"note\":\"good\"}");
    }

    @Test
    void savesTheFailedRows() throws IOException {
        String csv = "sku,error\n" + "1,\"no\nprice\"\n".repeat(50_000);
        api.on("GET /api/processes/42/items.csv", answer(200, "text/csv", csv));
        Path target = folder.resolve("failed.csv");
        client.itemsCsv(42, "error", target);
        assertThat(target).hasContent(csv);
        assertThat(folder.toFile().list()).containsExactly("failed.csv");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        client.itemsCsv(42, "error", output);
        assertThat(output.toString(UTF_8)).isEqualTo(csv);
    }

    @Test
    void leavesTheFileAsItWasWhenADownloadBreaksOff() throws IOException {
        Path target = Files.writeString(folder.resolve("failed.csv"), "as it was");
        api.on("GET /api/processes/42/items.csv", ApiStandIn.brokenStream("sku,error\n1,x\n"));
        assertCode(() -> client.itemsCsv(42, "error", target), 0, WaybillException.UNREACHABLE);
        assertThat(target).hasContent("as it was");
        api.on("GET /api/processes/42/items.csv", json(404, "{\"reason_code\":\"not_found\"}"));
        assertCode(() -> client.itemsCsv(42, "error", target), 404, "not_found");
    }

    @Test
    void waitsByLongPollUntilTheProcessEnds() {
        api.on(
                "GET /api/processes/42",
                json(200, process("running", 1), "ETag", "\"1\""),
                answer(304, "text/plain", "", "ETag", "\"1\""),
                hangUp(),
                json(200, process("waiting_review", 2), "ETag", "\"2\""),
                json(200, process("completed", 3), "ETag", "\"3\""));
        assertThat(client.waitFor(42, Duration.ofSeconds(25)).version()).isEqualTo(3);
        assertThat(api.received())
                .extracting(request -> request.header("If-None-Match"))
                .containsExactly("null", "\"1\"", "\"1\"", "\"1\"", "\"2\"");
        assertThat(api.received().get(1).query()).isEqualTo("wait=20");
    }

    @Test
    void waitsForAConditionOfTheCaller() {
        api.on("GET /api/processes/42", json(200, process("waiting_review", 2)));
        assertThat(client.waitFor(42, Duration.ofSeconds(5), ProcessView::isSettled)
                        .version())
                .isEqualTo(2);
    }

    @Test
    void waitsNoLongerThanAskedAndDoesNotAskWithoutEnd() {
        api.on(
                "GET /api/processes/42",
                json(200, process("running", 1), "ETag", "\"1\""),
                answer(304, "text/plain", "", "ETag", "\"1\""));
        assertCode(() -> client.waitFor(42, Duration.ofMillis(600)), 0, WaybillException.TIMEOUT);
        assertThat(api.received()).hasSizeLessThan(7);
    }

    @Test
    void givesUpWaitingForAServerThatHasGone() {
        api.on("GET /api/processes/42", json(200, process("running", 1)), hangUp());
        assertCode(() -> client.waitFor(42, Duration.ofMinutes(5)), 0, WaybillException.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "http:///path", "localhost:8080", "http://host/?x=1", "http://u:p@host"})
    void refusesAnAddressThatMakesNoSense(String address) {
        assertThatThrownBy(() -> WaybillClient.builder(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsAnItem() {
        api.on("GET /api/processes/42/items", json(200, page(item(3), "null")));
        ItemView read = client.items(42, null).findFirst().orElseThrow();
        assertThat(read.itemKey()).isEqualTo("sku-3");
        assertThat(String.valueOf(read.afterState())).isEqualTo("{\"price\":\"x\"}");
    }

    private static void assertCode(Runnable call, int status, String reasonCode) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(WaybillException.class, e -> {
            assertThat(e.reasonCode()).isEqualTo(reasonCode);
            assertThat(e.status()).isEqualTo(status);
        });
    }
}
