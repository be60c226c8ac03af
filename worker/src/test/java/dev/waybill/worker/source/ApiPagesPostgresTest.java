package dev.waybill.worker.source;

import static dev.waybill.worker.outbound.RawServer.answer;
import static dev.waybill.worker.outbound.RawServer.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.imports.ApiOptions;
import dev.waybill.shared.imports.ApiPaging;
import dev.waybill.shared.imports.ApiPaging.Kind;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.worker.outbound.RawServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class ApiPagesPostgresTest {

    private static ApiNode node;

    private final JdbcClient behind;
    private final RawServer server = new RawServer();

    ApiPagesPostgresTest(TestDatabase database) throws IOException {
        this.behind = database.superuser();
    }

    @BeforeAll
    static void start(TestDatabase database) {
        // an interrupt comes too late to help: what ends a call here is the abort
        node = new ApiNode(database, "waybill.worker.interrupt-after=1h", "waybill.outbound.wait-in-place=2s");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE import_pages, file_chunks, files CASCADE").update();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void takesASinglePage() {
        server.on("/list", ok("{\"items\":[{\"a\":1},{\"a\":2}]}"));

        assertWalked(node.run(new ApiOptions(server.url("/list?x=%C3%BC"), "/items", null, null)), 1, 2);
        assertThat(server.paths()).containsExactly("/list?x=%C3%BC");
        assertThat(server.requests().getFirst().header("accept")).isEqualTo("application/json");
    }

    @Test
    void countsPagesUntilOneIsEmpty() {
        server.on("/list", pages("page", 1, 3));

        assertWalked(node.run(api(ApiPaging.of(Kind.PAGE).withSize("per_page", 2), null)), 4, 6);
        assertThat(server.paths())
                .containsExactly(
                        "/list?per_page=2&page=1",
                        "/list?per_page=2&page=2",
                        "/list?per_page=2&page=3",
                        "/list?per_page=2&page=4");
    }

    @Test
    void takesNotFoundForTheEndOfCountedPages() {
        server.on("/list", (request, out) -> {
            boolean over = request.path().endsWith("p=3");
            (over ? answer(404, "no such page") : ok("[{\"p\":\"%s\"}]".formatted(request.path()))).to(request, out);
        });

        assertWalked(node.run(api(ApiPaging.of(Kind.PAGE).withParameter("p"), null)), 3, 2);
    }

    @Test
    void countsRecordsUntilThereIsNone() {
        server.on("/list", (request, out) -> {
            long offset = number(request, "offset");
            ok(offset >= 4 ? "[]" : "[{\"o\":%d},{\"o\":%d}]".formatted(offset, offset + 1))
                    .to(request, out);
        });

        assertWalked(node.run(api(ApiPaging.of(Kind.OFFSET), null)), 3, 4);
        assertThat(server.paths()).containsExactly("/list?offset=0", "/list?offset=2", "/list?offset=4");
    }

    @Test
    void followsCursors() {
        server.on("/list", (request, out) -> {
            String next = request.path().contains("cursor=a%20b%26") ? "null" : "\"a b&\"";
            ok("{\"meta\":{\"next\":%s},\"items\":[{\"a\":%s}]}".formatted(next, next))
                    .to(request, out);
        });

        assertWalked(node.run(api(ApiPaging.of(Kind.CURSOR).withNext("/meta/next"), "/items")), 2, 2);
        assertThat(server.paths()).containsExactly("/list", "/list?cursor=a%20b%26");
    }

    @Test
    void followsAddressesInThePages() {
        server.on("/list", ok("{\"next\":\"more?x=1\",\"items\":[{\"a\":1}]}"))
                .on("/more", ok("{\"items\":[{\"a\":2}],\"next\":false}"));

        assertWalked(node.run(api(ApiPaging.of(Kind.NEXT_URL).withNext("/next"), "/items")), 2, 2);
        assertThat(server.paths()).containsExactly("/list", "/more?x=1");
    }

    @Test
    void followsLinkHeaders() {
        server.on(
                        "/list",
                        ok(
                                "[{\"a\":1}]",
                                "Link: </first>; rel=first",
                                "Link: </list2?q=1,2>; title=\"a, b\"; rel=next"))
                .on("/list2", ok("[{\"a\":2}]"));

        assertWalked(node.run(api(ApiPaging.of(Kind.LINK), null)), 2, 2);
        assertThat(server.paths()).containsExactly("/list", "/list2?q=1,2");
    }

    @ParameterizedTest
    @CsvSource({"same cursor, paging_loop", "same page, paging_loop", "far, too_many_pages", "many, too_many_rows"})
    void endsAWalkWithoutEnd(String how, String code) {
        AtomicInteger count = new AtomicInteger();
        server.on("/list", (request, out) -> {
            int page = count.incrementAndGet();
            String body = switch (how) {
                case "same cursor" -> "{\"next\":\"c%d\",\"items\":[{\"a\":%d}]}".formatted(page % 3, page);
                case "far" -> "{\"next\":\"c%d\",\"items\":[{\"a\":%d}]}".formatted(page, page);
                case "many" -> "{\"next\":\"c%d\",\"items\":[%s{}]}".formatted(page, "{},".repeat(29));
                default -> "{\"items\":[{\"a\":1}]}";
            };
            ok(body).to(request, out);
        });
        ApiPaging paging = how.equals("same page")
                ? ApiPaging.of(Kind.PAGE)
                : ApiPaging.of(Kind.CURSOR).withNext("/next").withMaxPages(5);

        assertFailed(node.run(api(paging, "/items")), code);
        assertThat(count.get()).isLessThan(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"<html>please log in</html> | not_json", "{\"data\":[{\"a\":1}]} | records_not_found"})
    void refusesAPageWithoutRecords(String body, String code) {
        server.on("/list", ok(body));

        assertFailed(node.run(new ApiOptions(server.url("/list"), "/items", null, null)), code);
        assertThat(files()).isZero();
    }

    @Test
    void refusesCursorPagingThatDoesNotSayWhereTheCursorIs() {
        assertFailed(node.run(api(ApiPaging.of(Kind.CURSOR), null)), "invalid_input");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void goesOnAtThePageThatIsMissing() {
        AtomicInteger failures = new AtomicInteger(2);
        server.on("/list", (request, out) -> {
            boolean fails = number(request, "page") == 3 && failures.getAndDecrement() > 0;
            (fails ? answer(500, "") : pages("page", 1, 4)).to(request, out);
        });

        Process process = node.run(api(ApiPaging.of(Kind.PAGE), null));

        assertWalked(process, 5, 8);
        assertThat(process.attempts().begun()).isEqualTo(3);
        assertThat(server.paths().stream().map(path -> path.replaceFirst(".*=", "")))
                .containsExactly("1", "2", "3", "3", "3", "4", "5");
    }

    @Test
    void triesAPageAgainThatWasCutOffOrBroken() {
        AtomicInteger failures = new AtomicInteger();
        server.on("/list", (request, out) -> {
            switch (failures.getAndIncrement()) {
                case 0 -> out.write("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n[{\"a\":1}]".getBytes(UTF_8));
                case 1 -> ok("[{\"a\":1},{\"a\"").to(request, out);
                default -> ok("[{\"a\":1},{\"a\":2}]").to(request, out);
            }
        });

        Process process = node.run(api(null, null));

        assertWalked(process, 1, 2);
        assertThat(process.attempts().spent()).isEqualTo(2);
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void waitsInPlaceWhenAskedForAMoment() {
        AtomicInteger failures = new AtomicInteger(3);
        server.on("/list", (request, out) -> {
            boolean busy = failures.getAndDecrement() > 0;
            (busy ? answer(429, "", "Retry-After: 0") : ok("[{\"a\":1}]")).to(request, out);
        });

        Process process = node.run(api(null, null));

        assertWalked(process, 1, 1);
        assertThat(process.attempts().begun()).isEqualTo(1);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void isPutBackWithoutCostWhenAskedForLongerOnTheWay() {
        AtomicInteger failures = new AtomicInteger(3);
        server.on("/list", (request, out) -> {
            boolean busy = number(request, "page") > 1 && failures.getAndDecrement() > 0;
            (busy ? answer(503, "", "Retry-After: 3") : pages("page", 1, 2)).to(request, out);
        });

        ProcessId id = node.submit(api(ApiPaging.of(Kind.PAGE), null), null);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> node.events(id).contains("deferred"));

        assertThat(node.process(id).reasonCode()).isEqualTo("remote_unavailable");
        assertThat(node.process(id).attempts().spent()).isZero();
        cancel(id);
    }

    @Test
    void spendsAnAttemptWhenItIsSentAwayAtOnce() {
        server.on("/list", answer(503, "", "Retry-After: 3600"));

        ProcessId id = node.submit(api(null, null), null);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> node.process(id).attempts().spent() == 1);

        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.PENDING);
        assertThat(node.events(id)).contains("error").doesNotContain("deferred");
        cancel(id);
    }

    @Test
    void fetchesNoMoreThanIsWanted() {
        server.on("/list", pages("page", 1, 4));

        Process process = node.await(node.submit(api(ApiPaging.of(Kind.PAGE), null), 3L));

        assertWalked(process, 2, 4);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aCancellationAbortsATransferThatStandsStill() throws Exception {
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.on("/list", (request, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n[".getBytes(UTF_8));
            out.flush();
            sending.countDown();
            await(end);
        });

        ProcessId id = node.submit(api(null, null), null);
        assertThat(sending.await(30, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().until(() -> incompleteFiles() == 1);
        cancel(id);

        Awaitility.await().until(() -> incompleteFiles() == 0);
        end.countDown();
    }

    private long incompleteFiles() {
        return behind.sql("SELECT count(*) FROM files WHERE NOT complete")
                .query(Long.class)
                .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void cancel(ProcessId id) {
        node.bean(ProcessQueue.class).cancel(Caller.of(Scope.SEEDED), id);
        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.CANCELLED);
    }

    private ApiOptions api(@Nullable ApiPaging paging, @Nullable String records) {
        return new ApiOptions(server.url("/list"), records, paging, null);
    }

    /** Pages of two records each, and an empty one after the last. */
    private static RawServer.Answer pages(String parameter, long first, long last) {
        return (request, out) -> {
            long page = number(request, parameter);
            boolean there = page >= first && page <= last;
            ok(there ? "[{\"id\":%d},{\"id\":%d}]".formatted(2 * page, 2 * page + 1) : "[]")
                    .to(request, out);
        };
    }

    private static long number(RawServer.Request request, String parameter) {
        return Long.parseLong(request.path().replaceFirst(".*[?&]" + parameter + "=(\\d+).*", "$1"));
    }

    /** Those of this test. */
    private long files() {
        return behind.sql("SELECT count(*) FROM files").query(Long.class).single();
    }

    private static void assertWalked(Process process, int pages, int records) {
        assertThat(process.reasonCode()).isNull();
        assertThat(process.status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(Objects.requireNonNull(process.summary()).toString())
                .contains("\"pages\":" + pages, "\"records\":" + records);
    }

    private static void assertFailed(Process process, String code) {
        assertThat(process.status()).isEqualTo(ProcessStatus.FAILED);
        assertThat(process.reasonCode()).isEqualTo(code);
        assertThat(process.attempts().begun()).isEqualTo(1);
    }
}
