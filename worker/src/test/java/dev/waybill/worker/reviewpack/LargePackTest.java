package dev.waybill.worker.reviewpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.reviewpack.PackStatus;
import dev.waybill.shared.reviewpack.ReviewPackOptions;
import dev.waybill.testkit.ChildJvm;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.worker.WorkerApplication;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * More findings than fit into the heap. A hundred thousand with 256 MB:
 * {@code mvn test -pl worker -am -Dtest=LargePackTest -Dlarge.findings=100000 -Dlarge.heap=256m}.
 */
@PostgresTest
class LargePackTest {

    private static final int FINDINGS = Integer.getInteger("large.findings", 20_000);
    private static final String HEAP = System.getProperty("large.heap", "160m");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Test
    void packsMoreFindingsThanFitIntoTheHeap(TestDatabase database) {
        try (PackNode submitter = new PackNode(database, "waybill.worker.enabled=false")) {
            long tenant = PackNode.tenant(database.superuser(), "Large", FINDINGS);
            ProcessId id =
                    submitter.submit(tenant, new ReviewPackOptions(null, null, null, 200, null, null, List.of()));
            try (ChildJvm worker = worker(database, "only")) {
                Awaitility.await()
                        .atMost(LONGEST)
                        .until(() -> !worker.isAlive()
                                || submitter.process(id).status().terminal());
                assertThat(worker.isAlive()).as(worker::output).isTrue();
                assertThat(worker.output()).doesNotContain("OutOfMemory");
            }
            Process ended = submitter.process(id);
            System.out.printf(
                    Locale.ROOT,
                    "%,d findings with %s in %.1f s, %,d bytes%n",
                    FINDINGS,
                    HEAP,
                    ended.times().executionMs() / 1000.0,
                    submitter.pack(id).fileSize());
            assertThat(ended.outcome()).as("%s", ended.errorMessage()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(lines(submitter, id)).isEqualTo(FINDINGS + 1L);
        }
    }

    @Test
    void leavesOneFileThoughItsWorkerIsKilledInTheMiddle(TestDatabase database) {
        try (PackNode submitter = new PackNode(database, "waybill.worker.enabled=false");
                ChildJvm first = worker(database, "first")) {
            long tenant = PackNode.tenant(database.superuser(), "Killed", FINDINGS);
            ProcessId id = submitter.submit(tenant, ReviewPackOptions.ALL);
            assertThat(submitter.pack(id).status()).isIn(PackStatus.QUEUED, PackStatus.GENERATING);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> submitter.process(id).status() == ProcessStatus.RUNNING
                            && "Reading findings and operations"
                                    .equals(submitter.process(id).currentStep()));
            try (ChildJvm second = worker(database, "second")) {
                first.kill();
                Awaitility.await()
                        .atMost(LONGEST)
                        .until(() -> submitter.process(id).status().terminal());
                assertThat(second.isAlive()).isTrue();
            }
            assertThat(submitter.pack(id).status()).isEqualTo(PackStatus.READY);
            assertThat(submitter.process(id).attempts().interruptions()).isEqualTo(1);
            assertThat(lines(submitter, id)).isEqualTo(FINDINGS + 1L);
            assertThat(database.superuser()
                            .sql("SELECT count(*) FROM files WHERE id NOT IN (SELECT file_id FROM review_packs"
                                    + " WHERE file_id IS NOT NULL)")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    private static long lines(PackNode node, ProcessId id) {
        byte[] csv = node.files(node.pack(id)).get("findings.csv");
        long lines = 0;
        for (byte character : csv) {
            lines += character == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static ChildJvm worker(TestDatabase database, String name) {
        return ChildJvm.of(WorkerApplication.class)
                .option("-Xmx" + HEAP)
                .option("-XX:+ExitOnOutOfMemoryError")
                .environment("WAYBILL_DATABASE_URL", database.jdbcUrl())
                .environment("WAYBILL_DATABASE_USERNAME", database.username())
                .environment("WAYBILL_DATABASE_PASSWORD", database.password())
                .environment("WAYBILL_WORKER_NAME", name)
                .property("server.port", "0")
                .start();
    }
}
