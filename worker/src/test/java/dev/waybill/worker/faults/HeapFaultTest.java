package dev.waybill.worker.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.ChildJvm;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A job that takes all memory takes its worker down with it, but not one worker after the other for ever. */
@PostgresTest
class HeapFaultTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void failsAJobThatTookDownThreeWorkers(TestDatabase database) {
        database.superuser()
                .sql("CREATE TABLE effects (process_id bigint, number int)")
                .update();
        database.superuser().sql("GRANT INSERT ON effects TO waybill_tenant").update();
        try (ConfigurableApplicationContext submitter = new SpringApplicationBuilder(EffectWorker.class)
                .web(WebApplicationType.NONE)
                .properties(database.springProperties())
                .properties("waybill.worker.enabled=false", "spring.main.banner-mode=off")
                .run()) {
            ProcessId id = submitter
                    .getBean(ProcessQueue.class)
                    .submit(Submission.of(Scope.SEEDED, EffectWorker.TYPE, new EffectWorker.Input(5, 0, true)))
                    .id();
            for (int crash = 1; crash <= 3; crash++) {
                try (ChildJvm worker = worker(database, "worker-" + crash)) {
                    assertThat(worker.awaitExit(PATIENCE)).isEqualTo(3);
                }
            }
            try (ChildJvm last = worker(database, "last")) {
                ProcessReader reader = submitter.getBean(ProcessReader.class);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> process(reader, id).status().terminal());

                assertThat(last.isAlive()).isTrue();
                assertThat(process(reader, id).status()).isEqualTo(ProcessStatus.FAILED);
                assertThat(process(reader, id).reasonCode()).isEqualTo("worker_lost");
                assertThat(process(reader, id).attempts()).isEqualTo(new Process.Attempts(3, 0, 4, 3));
                assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
            }
        }
    }

    private static Process process(ProcessReader reader, ProcessId id) {
        return reader.find(Scope.SEEDED, id).orElseThrow();
    }

    private static ChildJvm worker(TestDatabase database, String name) {
        return ChildJvm.of(EffectWorker.class)
                .option("-Xmx128m")
                .environment("WAYBILL_DATABASE_URL", database.jdbcUrl())
                .environment("WAYBILL_DATABASE_USERNAME", database.username())
                .environment("WAYBILL_DATABASE_PASSWORD", database.password())
                .environment("WAYBILL_WORKER_NAME", name)
                .start();
    }
}
