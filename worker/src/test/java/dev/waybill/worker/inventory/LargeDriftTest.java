package dev.waybill.worker.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.inventory.DriftInput;
import dev.waybill.shared.inventory.InventoryTypes;
import dev.waybill.shared.inventory.SyncInput;
import dev.waybill.shared.inventory.SyncSource;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.testkit.ChildJvm;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.worker.WorkerApplication;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Two runs that are larger than the worker's heap, of which one subject in a hundred differs. A million against a million
 * with 256 MB: {@code mvn test -pl worker -am -Dtest=LargeDriftTest -Dlarge.subjects=1000000 -Dlarge.heap=256m}.
 */
@PostgresTest
class LargeDriftTest {

    private static final int SUBJECTS = Integer.getInteger("large.subjects", 60_000);
    private static final String HEAP = System.getProperty("large.heap", "112m");
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private static final String BARE_JOIN = """
            SELECT count(*)
            FROM (SELECT * FROM inventory_items WHERE sync_run_id = :baseline) b
            FULL JOIN (SELECT * FROM inventory_items WHERE sync_run_id = :current) c USING (subject_type, external_id)
            WHERE b.content_hash IS DISTINCT FROM c.content_hash
            """;

    @Test
    void comparesMoreSubjectsThanFitIntoTheHeap(TestDatabase database) throws IOException {
        try (InventoryNode submitter = new InventoryNode(database, "waybill.worker.enabled=false");
                ChildJvm worker = worker(database)) {
            long tenant = submitter.tenant("large");
            Process before = sync(submitter, worker, tenant, 0);
            Process after = sync(submitter, worker, tenant, 1);

            Process drift = run(submitter, worker, tenant, InventoryTypes.DRIFT, DriftInput.ofScope(scope(after)));

            long bare = bareJoin(database, submitter, before, after);
            System.out.printf(
                    "%,d against %,d subjects with %s: syncs in %,d ms and %,d ms, drift in %,d ms, bare join in %,d ms%n",
                    SUBJECTS,
                    SUBJECTS,
                    HEAP,
                    before.times().executionMs(),
                    after.times().executionMs(),
                    drift.times().executionMs(),
                    bare);
            assertThat(drift.counters()).isEqualTo(counters(SUBJECTS / 100));
            assertThat(InventoryNode.summary(drift).path("changed").asLong()).isEqualTo(SUBJECTS / 100);
            assertThat(worker.output()).doesNotContain("OutOfMemory");
        }
    }

    private static Process sync(InventoryNode submitter, ChildJvm worker, long tenant, int version) throws IOException {
        UUID file = submitter
                .bean(FileStore.class)
                .store(new NewFile(1, 1L, "large.ndjson", null), new Lines(version), Long.MAX_VALUE)
                .id();
        Process sync = run(submitter, worker, tenant, InventoryTypes.FULL, SyncInput.of(SyncSource.file(file)));
        assertThat(sync.counters()).isEqualTo(counters(SUBJECTS));
        return sync;
    }

    private static <I> Process run(InventoryNode submitter, ChildJvm worker, long tenant, JobType<I> type, I input) {
        ProcessId id = submitter.submit(tenant, type, input).id();
        Awaitility.await()
                .atMost(LONGEST)
                .until(() -> !worker.isAlive() || submitter.find(id).status().terminal());
        assertThat(worker.isAlive()).as(worker::output).isTrue();
        Process ended = submitter.find(id);
        assertThat(ended.outcome()).as("%s", ended.errorMessage()).isEqualTo(Outcome.SUCCEEDED);
        return ended;
    }

    private static long bareJoin(TestDatabase database, InventoryNode submitter, Process before, Process after) {
        long start = System.nanoTime();
        long differ = database.jdbc()
                .sql(BARE_JOIN)
                .param("baseline", submitter.run(before).id())
                .param("current", submitter.run(after).id())
                .query(Long.class)
                .single();
        assertThat(differ).isEqualTo(SUBJECTS / 100);
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private static Process.Counters counters(long items) {
        return new Process.Counters(items, items, items, 0, 0);
    }

    private static String scope(Process sync) {
        return InventoryNode.summary(sync).path("scope_key").asText();
    }

    private static ChildJvm worker(TestDatabase database) {
        return ChildJvm.of(WorkerApplication.class)
                .option("-Xmx" + HEAP)
                .option("-XX:+ExitOnOutOfMemoryError")
                .environment("WAYBILL_DATABASE_URL", database.jdbcUrl())
                .environment("WAYBILL_DATABASE_USERNAME", database.username())
                .environment("WAYBILL_DATABASE_PASSWORD", database.password())
                .property("server.port", "0")
                .start();
    }

    /** The file, a few lines at a time; every hundredth subject depends on the version. */
    private static final class Lines extends InputStream {

        private static final int AT_A_TIME = 1_000;

        private final int version;
        private byte[] lines = {};
        private int position;
        private int next;

        Lines(int version) {
            this.version = version;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (position == lines.length && !more()) {
                return -1;
            }
            int count = Math.min(length, lines.length - position);
            System.arraycopy(lines, position, buffer, offset, count);
            position += count;
            return count;
        }

        private boolean more() {
            StringBuilder text = new StringBuilder();
            for (int end = Math.min(SUBJECTS, next + AT_A_TIME); next < end; next++) {
                int value = next % 100 == 0 ? version : 0;
                text.append(("{\"subject_type\":\"product\",\"external_id\":\"SKU-%d\",\"name\":\"Product %d\","
                                + "\"price\":%d.90,\"tags\":[\"a\",\"b\"],\"stock\":{\"here\":%d,\"there\":%d}}%n")
                        .formatted(next * 7919L % SUBJECTS, next, next % 500, next % 7, value));
            }
            lines = text.toString().getBytes(UTF_8);
            position = 0;
            return lines.length > 0;
        }
    }
}
