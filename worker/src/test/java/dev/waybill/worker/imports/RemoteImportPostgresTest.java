package dev.waybill.worker.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.imports.ApiInput;
import dev.waybill.shared.imports.ImportSources;
import dev.waybill.shared.imports.ImportTypes;
import dev.waybill.shared.imports.UrlInput;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.worker.outbound.RemoteFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class RemoteImportPostgresTest {

    private static ImportNode node;
    private static FeedServer server;

    private final JdbcClient behind;

    RemoteImportPostgresTest(TestDatabase database) {
        this.behind = database.superuser();
    }

    @BeforeAll
    static void start(TestDatabase database) {
        node = new ImportNode(database, "waybill.outbound.allow=127.0.0.0/8");
        server = new FeedServer();
    }

    @AfterAll
    static void stop() {
        server.close();
        node.close();
    }

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE products, import_sources").update();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    /a.csv  => 'sku,name\\nA,Chair\\n'
                    /a.xml  => '<list><item><sku>A</sku><name>Chair</name></item><item><sku/><name/></item></list>'
                    /a.json => '[{"sku": "A", "name": "Chair"}]'
                    /a      => '{"sku": "A", "name": "Chair"}\\n'
                    """)
    void findsOutTheFormatOfWhatItFetches(String path, String content) {
        server.put(path, content.replace("\\n", "\n"));

        Process process = url(path, Map.of());

        assertThat(process.status().terminal()).isTrue();
        assertThat(skus()).as("%s", process.errorMessage()).containsExactly("A");
    }

    @Test
    void endsAtOnceWhenTheSourceIsAsItWas() {
        server.put("/feed.csv", "sku,name\nA,Chair\n");
        Process first = url("/feed.csv", Map.of());
        Process second = url("/feed.csv", Map.of());
        Process otherwise = url("/feed.csv", Map.of("currency", "EUR"));

        assertThat(summary(first, "inserted")).isEqualTo("1");
        assertThat(second.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(summary(second, "skipped")).isEqualTo("source_unchanged");
        assertThat(node.items(second)).isEmpty();
        assertThat(Objects.requireNonNull(otherwise.summary()).has("skipped")).isFalse();

        server.put("/feed.csv", "sku,name\nA,Desk\n");
        assertThat(summary(url("/feed.csv", Map.of()), "updated")).isEqualTo("1");
        assertThat(server.requests().stream().filter(request -> request.endsWith("/feed.csv")))
                .containsExactly("200 /feed.csv", "304 /feed.csv", "200 /feed.csv", "200 /feed.csv");
    }

    @Test
    void importsTheSameContentAgainAfterAnUndoOrADryRun() {
        server.put("/undone.csv", "sku,name\nA,Chair\n");
        url("/undone.csv", Map.of("dry_run", true));
        Process first = url("/undone.csv", Map.of());
        assertThat(summary(first, "inserted")).isEqualTo("1");
        Process unchanged = url("/undone.csv", Map.of("currency", "USD"));
        assertThat(summary(unchanged, "unchanged")).isEqualTo("1");
        node.undo(first);
        assertThat(skus()).isEmpty();

        assertThat(summary(url("/undone.csv", Map.of("currency", "USD")), "inserted"))
                .as("found unchanged by another import before the undo")
                .isEqualTo("1");
        behind.sql("TRUNCATE products").update();

        assertThat(summary(url("/undone.csv", Map.of()), "inserted")).isEqualTo("1");
    }

    @Test
    void doesNotTakeForImportedWhatFailed() {
        server.put("/bad.csv", "sku,name\nA,\n");

        assertThat(url("/bad.csv", Map.of()).reasonCode()).isEqualTo("all_items_failed");
        assertThat(url("/bad.csv", Map.of()).reasonCode()).isEqualTo("all_items_failed");
    }

    @Test
    void repeatsFailedRowsOverTheCopyThatItHas() {
        server.put("/some.csv", "sku,name\nA,Chair\nB,\n");
        Process first = url("/some.csv", Map.of());
        server.put("/some.csv", "sku,name\nX,Other\nB,Table\n");

        Process again = retried(retried(first));

        assertThat(node.items(again)).extracting(ProcessItem::itemKey).containsExactly("B");
        assertThat(again.reasonCode()).isEqualTo("all_items_failed");
        assertThat(server.requests().stream().filter(request -> request.endsWith("/some.csv")))
                .hasSize(1);
    }

    @Test
    void goesOnAfterACrashWithTheCopyThatItHas() throws Exception {
        server.put("/crash.csv", "sku,name\n" + rows(0, 2_500));
        ChunkDriver driver = driver().crashIn(2, false);
        Job<UrlInput> job = node.bean(Imports.class).url(node.bean(RemoteFiles.class), node.bean(ImportSources.class));

        JobOutcome outcome = driver.finish(job, UrlInput.of(server.url("/crash.csv")));

        assertThat(outcome.summary()).containsEntry("inserted", 2_500L);
        assertThat(skus()).hasSize(2_500);
        assertThat(server.requests().stream().filter(request -> request.endsWith("/crash.csv")))
                .containsExactly("200 /crash.csv");
    }

    @Test
    void refusesWhatItMustNotFetch() {
        Process loopback = node.run(ImportTypes.URL, UrlInput.of("http://[::1]:1/feed.csv"));

        assertThat(loopback.reasonCode()).isEqualTo("url_forbidden_address");
        assertThat(url("/nothing.csv", Map.of()).reasonCode()).isNotNull();
    }

    @Test
    void pagesThroughAnApi() {
        server.answer(path -> page(path, 25, 10));

        Process process = api("/things?size=10", Map.of("rows", 1_000_000, "dry_run", true));
        Process real = api("/things?size=10", Map.of());

        assertThat(real.outcome()).as("%s", real.errorMessage()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(real.counters()).isEqualTo(new Process.Counters(25L, 25, 25, 0, 0));
        assertThat(process.counters()).isEqualTo(real.counters());
        assertThat(skus()).hasSize(25);
        assertThat(behind.sql("SELECT attributes ->> 'price/amount' FROM products WHERE sku = 'S7'")
                        .query(String.class)
                        .single())
                .isEqualTo("7.50");
    }

    @Test
    void fetchesNoMorePagesThanAPreviewNeeds() {
        server.answer(path -> page(path, 100, 10));
        int before = server.requests().size();

        Process process = api("/preview?size=10", Map.of("rows", 15, "dry_run", true));

        assertThat(process.counters().total()).isEqualTo(15);
        assertThat(server.requests().size() - before).isEqualTo(2);
        assertThat(skus()).isEmpty();
    }

    @Test
    void repeatsFailedRecordsOverThePagesThatItHas() {
        server.answer(path -> path.contains("page=1")
                ? bytes("{\"items\": [{\"sku\": \"A\", \"name\": \"Chair\"}, {\"sku\": \"B\"}]}")
                : bytes("{\"items\": []}"));
        Process first = api("/failing", Map.of());
        server.answer(path -> null);

        Process again = retried(first);

        assertThat(node.items(again)).extracting(ProcessItem::errorCode).containsExactly("name_missing");
    }

    private static Process url(String path, Map<String, ?> members) {
        Map<String, Object> all = new HashMap<>(members);
        all.put("url", server.url(path));
        return node.run(ImportTypes.URL, Inputs.of(UrlInput.class, all));
    }

    private static Process api(String path, Map<String, ?> members) {
        Map<String, Object> all = new HashMap<>(members);
        all.put("url", server.url(path));
        all.put("records", "/items");
        all.put("paging", Map.of("kind", "page"));
        return node.run(ImportTypes.API, Inputs.of(ApiInput.class, all));
    }

    private static Process retried(Process process) {
        return node.await(node.bean(ProcessQueue.class)
                .retryFailedItems(Caller.of(Scope.SEEDED), process.id())
                .id());
    }

    private static ChunkDriver driver() {
        return new ChunkDriver(node.bean(RoleTransactions.class), node.bean(JdbcClient.class));
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(row -> "P" + row + ",Chair\n").collect(Collectors.joining());
    }

    private static byte[] page(String path, int records, int size) {
        int number = Integer.parseInt(path.replaceAll(".*[?&]page=(\\d+).*", "$1"));
        return bytes(IntStream.range((number - 1) * size, Math.min(records, number * size))
                .mapToObj(record -> "{\"sku\": \"S%d\", \"name\": \"Thing\", \"price\": {\"amount\": \"%d.50\"}}"
                        .formatted(record, record))
                .collect(Collectors.joining(",", "{\"items\": [", "]}")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private List<String> skus() {
        return behind.sql("SELECT sku FROM products ORDER BY sku")
                .query(String.class)
                .list();
    }

    private static String summary(Process process, String member) {
        return Objects.requireNonNull(process.summary(), () -> "" + process.errorMessage())
                .path(member)
                .asText();
    }
}
