package dev.waybill.worker.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.imports.CsvInput;
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
 * A file that is larger than the worker's heap. A million rows with 256 MB:
 * {@code mvn test -pl worker -am -Dtest=LargeImportTest -Dlarge.rows=1000000 -Dlarge.heap=256m}.
 */
@PostgresTest
class LargeImportTest {

    private static final int ROWS = Integer.getInteger("large.rows", 100_000);
    private static final String HEAP = System.getProperty("large.heap", "112m");
    private static final Duration LONGEST = Duration.ofMinutes(20);

    @Test
    void importsMoreRowsThanFitIntoTheHeap(TestDatabase database) throws IOException {
        try (ImportNode submitter = new ImportNode(database, "waybill.worker.enabled=false")) {
            ProcessId id = submitter.submit(CsvInput.of(store(submitter)), 1);
            try (ChildJvm worker = worker(database)) {
                Awaitility.await()
                        .atMost(LONGEST)
                        .until(() ->
                                !worker.isAlive() || submitter.find(id).status().terminal());
                assertThat(worker.isAlive()).as(worker::output).isTrue();
                assertThat(worker.output()).doesNotContain("OutOfMemory");
            }
            Process ended = submitter.find(id);
            System.out.printf(
                    "%,d rows with %s in %,d s%n", ROWS, HEAP, ended.times().executionMs() / 1_000);
            assertThat(ended.outcome()).as("%s", ended.errorMessage()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(ended.counters()).isEqualTo(new Process.Counters((long) ROWS, ROWS, ROWS, 0, 0));
            assertThat(database.jdbc()
                            .sql("SELECT count(*) FROM products")
                            .query(Long.class)
                            .single())
                    .isEqualTo(ROWS);
        }
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

    private static UUID store(ImportNode node) throws IOException {
        return node.bean(FileStore.class)
                .store(new NewFile(1, 1L, "large.csv", null), new Rows(), Long.MAX_VALUE)
                .id();
    }

    /** The file, a few rows at a time. */
    private static final class Rows extends InputStream {

        private static final int AT_A_TIME = 1_000;

        private byte[] rows = "sku,name,description,price,stock,vendor,tags,color\n".getBytes(UTF_8);
        private int position;
        private int next;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (position == rows.length && !more()) {
                return -1;
            }
            int count = Math.min(length, rows.length - position);
            System.arraycopy(rows, position, buffer, offset, count);
            position += count;
            return count;
        }

        private boolean more() {
            StringBuilder text = new StringBuilder();
            for (int end = Math.min(ROWS, next + AT_A_TIME); next < end; next++) {
                text.append("SKU-%d,Product %d,\"A thing, number %d of many\",%d.90,%d,Acme,\"a,b\",red%n"
                        .formatted(next, next, next, next % 500, next % 7));
            }
            rows = text.toString().getBytes(UTF_8);
            position = 0;
            return rows.length > 0;
        }
    }
}
