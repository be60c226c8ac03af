package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.imports.ImportTypes;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessEvent;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.ChildJvm;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.worker.WorkerApplication;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImportFaultTest {

    private static final long ROWS = 200_000;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofMinutes(3);

    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void endsWithExactlyTheRowsOfTheFileThoughItsWorkerIsKilledInTheMiddle() {
        try (ImportNode submitter = new ImportNode(database, "waybill.worker.enabled=false");
                ChildJvm first = worker("first")) {
            ProcessReader processes = submitter.bean(ProcessReader.class);
            ProcessId id = submit(submitter);
            Awaitility.await()
                    .atMost(START)
                    .until(() -> process(processes, id).counters().succeeded() > ROWS / 10);
            try (ChildJvm second = worker("second")) {
                first.kill();
                assertThat(process(processes, id).status())
                        .as("the import was still running when its worker was killed")
                        .isEqualTo(ProcessStatus.RUNNING);

                Awaitility.await()
                        .atMost(END)
                        .until(() -> process(processes, id).status().terminal());

                assertThat(second.isAlive()).isTrue();
            }
            Process ended = process(processes, id);
            assertThat(ended.outcome()).as("%s", ended.errorMessage()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(ended.counters()).isEqualTo(new Process.Counters(ROWS, ROWS, ROWS, 0, 0));
            assertThat(ended.attempts()).isEqualTo(new Process.Attempts(2, 0, 4, 1));
            assertThat(ended.workerId()).isEqualTo("second");
            assertThat(events(processes, id)).containsOnlyOnce("interrupted");
            assertThat(number("SELECT count(*) FROM products")).isEqualTo(ROWS);
            assertThat(number("SELECT count(DISTINCT sku) FROM products WHERE sku ~ '^SKU-[0-9]+$'"))
                    .isEqualTo(ROWS);
            assertThat(number("SELECT count(*) FROM process_items WHERE status = 'success'"))
                    .isEqualTo(ROWS);
            assertThat(number("SELECT count(DISTINCT item_index) FROM process_items"))
                    .isEqualTo(ROWS);
            assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
        }
    }

    @Test
    void goesOnElsewhereWhenItsWorkerStandsStillAndRefusesItWhenItWakes() {
        try (ImportNode submitter = new ImportNode(database, "waybill.worker.enabled=false");
                ChildJvm first = worker("first")) {
            ProcessReader processes = submitter.bean(ProcessReader.class);
            ProcessId id = submit(submitter);
            Awaitility.await()
                    .atMost(START)
                    .until(() -> process(processes, id).counters().succeeded() > ROWS / 10);
            try (ChildJvm second = worker("second")) {
                first.pause();
                Awaitility.await()
                        .atMost(END)
                        .until(() -> "second".equals(process(processes, id).workerId()));
                first.resume();
                Awaitility.await()
                        .atMost(END)
                        .until(() -> process(processes, id).status().terminal());

                first.awaitOutput("Worker first is registered[\\s\\S]*Worker first is registered", START);
                assertThat(second.isAlive()).isTrue();
                assertThat(first.isAlive()).isTrue();
            }
            Process ended = process(processes, id);
            assertThat(ended.counters()).isEqualTo(new Process.Counters(ROWS, ROWS, ROWS, 0, 0));
            assertThat(ended.attempts()).isEqualTo(new Process.Attempts(2, 0, 4, 1));
            assertThat(ended.workerId()).isEqualTo("second");
            assertThat(number("SELECT count(*) FROM products")).isEqualTo(ROWS);
            assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
        }
    }

    private ChildJvm worker(String name) {
        return ChildJvm.of(WorkerApplication.class)
                .environment("WAYBILL_DATABASE_URL", database.jdbcUrl())
                .environment("WAYBILL_DATABASE_USERNAME", database.username())
                .environment("WAYBILL_DATABASE_PASSWORD", database.password())
                .environment("WAYBILL_WORKER_NAME", name)
                .property("server.port", "0")
                .start();
    }

    private static ProcessId submit(ImportNode node) {
        StringBuilder rows = new StringBuilder("sku,name,price\n");
        for (long row = 0; row < ROWS; row++) {
            rows.append("SKU-").append(row).append(",Product ").append(row).append(",9.90\n");
        }
        CsvInput input = CsvInput.of(node.store("big.csv", rows.toString()));
        return node.bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SEEDED, ImportTypes.CSV, input))
                .id();
    }

    private static Process process(ProcessReader processes, ProcessId id) {
        return processes.find(Scope.SEEDED, id).orElseThrow();
    }

    private static List<String> events(ProcessReader processes, ProcessId id) {
        return processes.events(Scope.SEEDED, id, 0, 10_000).stream()
                .map(ProcessEvent::type)
                .toList();
    }

    private long number(String sql) {
        return database.jdbc().sql(sql).query(Long.class).single();
    }
}
