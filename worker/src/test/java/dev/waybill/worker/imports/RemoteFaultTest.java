package dev.waybill.worker.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.imports.ApiInput;
import dev.waybill.shared.imports.ImportTypes;
import dev.waybill.shared.imports.UrlInput;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.ChildJvm;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.worker.WorkerApplication;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What was fetched before a worker died is not fetched again. */
@PostgresTest
class RemoteFaultTest {

    private static final int ROWS = 100_000;
    private static final int PAGES = 40;
    private static final int HELD = 15;
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration RESCUE = Duration.ofMinutes(4);

    @Test
    void goesOnWithWhatWasFetchedThoughTheWorkerIsKilled(TestDatabase database) {
        CountDownLatch killed = new CountDownLatch(1);
        try (FeedServer server = new FeedServer();
                ImportNode submitter = new ImportNode(database, "waybill.worker.enabled=false")) {
            server.put("/feed.csv", feed());
            server.answer(path -> page(path, killed));
            ProcessId url = submit(submitter, ImportTypes.URL, UrlInput.of(server.url("/feed.csv")));
            ProcessId api = submit(submitter, ImportTypes.API, api(server.url("/things")));
            try (ChildJvm first = worker(database, "first")) {
                Awaitility.await()
                        .atMost(START)
                        .until(() -> submitter.find(url).counters().succeeded() > 3_000
                                && server.requests().stream().anyMatch(request -> request.endsWith("=" + (HELD - 1))));
                first.kill();
            }
            killed.countDown();
            try (ChildJvm second = worker(database, "second")) {
                Awaitility.await()
                        .atMost(RESCUE)
                        .until(() -> submitter.find(url).status().terminal()
                                && submitter.find(api).status().terminal());
                assertThat(second.isAlive()).isTrue();
            }
            assertWhole(submitter.find(url), ROWS);
            assertWhole(submitter.find(api), PAGES * 10L);
            assertThat(server.requests().stream().filter("200 /feed.csv"::equals))
                    .hasSize(1);
            for (int page = 1; page < HELD; page++) {
                assertThat(server.requests()).containsOnlyOnce("200 /things?page=" + page);
            }
            assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
        }
    }

    private static void assertWhole(Process process, long records) {
        assertThat(process.outcome()).as("%s", process.errorMessage()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(process.counters()).isEqualTo(new Process.Counters(records, records, records, 0, 0));
        assertThat(process.attempts().interruptions()).isEqualTo(1);
    }

    private static <I> ProcessId submit(ImportNode node, JobType<I> type, I input) {
        return node.bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SEEDED, type, input))
                .id();
    }

    private static ApiInput api(String url) {
        return Inputs.of(ApiInput.class, Map.of("url", url, "paging", Map.of("kind", "page")));
    }

    private static ChildJvm worker(TestDatabase database, String name) {
        return ChildJvm.of(WorkerApplication.class)
                .environment("WAYBILL_DATABASE_URL", database.jdbcUrl())
                .environment("WAYBILL_DATABASE_USERNAME", database.username())
                .environment("WAYBILL_DATABASE_PASSWORD", database.password())
                .environment("WAYBILL_WORKER_NAME", name)
                .property("waybill.outbound.allow", "127.0.0.0/8")
                .property("server.port", "0")
                .start();
    }

    private static String feed() {
        StringBuilder rows = new StringBuilder("sku,name,price\n");
        for (int row = 0; row < ROWS; row++) {
            rows.append("SKU-").append(row).append(",Product ").append(row).append(",9.90\n");
        }
        return rows.toString();
    }

    /** The page in the middle comes only once the first worker is dead. */
    private static byte[] page(String path, CountDownLatch killed) throws InterruptedException {
        int number = Integer.parseInt(path.replaceAll(".*=", ""));
        if (number == HELD) {
            killed.await();
        }
        return IntStream.range(number > PAGES ? 0 : (number - 1) * 10, number > PAGES ? 0 : number * 10)
                .mapToObj("{\"sku\": \"T%d\", \"name\": \"Thing\"}"::formatted)
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(UTF_8);
    }
}
