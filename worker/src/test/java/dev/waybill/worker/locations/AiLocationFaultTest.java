package dev.waybill.worker.locations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.testkit.ChildJvm;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.Mishap;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.worker.WorkerApplication;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@PostgresTest
class AiLocationFaultTest {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofMinutes(3);

    @Test
    void paysNothingTwiceForWhatIsStoredThoughItsWorkerIsKilledBetweenPortions(TestDatabase database) {
        try (GeminiStandIn gemini = new GeminiStandIn();
                LocationNode submitter = new LocationNode(database, gemini, "waybill.worker.enabled=false");
                ChildJvm first = worker(database, gemini, "first")) {
            gemini.next(GeminiStandIn.none(), GeminiStandIn.none(), Mishap.silence());
            ProcessId id = submitter.create(20, "Germany");
            Awaitility.await().atMost(START).until(() -> gemini.calls().size() == 3);
            assertThat(submitter.batch(id).counters().total()).isEqualTo(10);

            try (ChildJvm second = worker(database, gemini, "second")) {
                first.kill();
                Awaitility.await()
                        .atMost(END)
                        .until(() -> submitter.process(id).status() == ProcessStatus.WAITING_REVIEW
                                || submitter.process(id).status().terminal());
                assertThat(second.isAlive()).isTrue();
            }

            Process ended = submitter.process(id);
            assertThat(ended.status()).as("%s", ended.errorMessage()).isEqualTo(ProcessStatus.WAITING_REVIEW);
            assertThat(ended.attempts()).isEqualTo(new Process.Attempts(2, 0, 4, 1));
            assertThat(submitter.items(id)).hasSize(20);
            assertThat(gemini.requests()).as("two, one that was lost, two").isEqualTo(5);
            assertThat(gemini.calls().get(3).prompt()).contains("drafted already", "Bean There Berlin");
            assertThat(Objects.requireNonNull(submitter.batch(id).usageMetadata())
                            .path("calls"))
                    .hasSize(4);
            assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
        }
    }

    private static ChildJvm worker(TestDatabase database, GeminiStandIn gemini, String name) {
        return ChildJvm.of(WorkerApplication.class)
                .environment("WAYBILL_DATABASE_URL", database.jdbcUrl())
                .environment("WAYBILL_DATABASE_USERNAME", database.username())
                .environment("WAYBILL_DATABASE_PASSWORD", database.password())
                .environment("WAYBILL_WORKER_NAME", name)
                .environment("WAYBILL_AI_GEMINI_BASE_URL", gemini.uri().toString())
                .environment("GEMINI_API_KEY", "test")
                // what the SDK reads by itself must not lead it elsewhere
                .environment("GOOGLE_API_KEY", "other")
                .environment("GOOGLE_GENAI_USE_VERTEXAI", "true")
                .environment("GOOGLE_GEMINI_BASE_URL", "http://127.0.0.1:1")
                .property("waybill.locations.generate.portion-size", "5")
                .property("server.port", "0")
                .start();
    }
}
