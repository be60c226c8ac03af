package dev.waybill.worker.locations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@PostgresTest
class ProviderDownPostgresTest {

    @Test
    void jobsAreHeldBackWithoutSpendingTheirAttemptsUntilItIsUpAgain(TestDatabase database) {
        try (GeminiStandIn gemini = new GeminiStandIn();
                LocationNode node = new LocationNode(
                        database, gemini, "waybill.ai.breaker.failures=1", "waybill.ai.breaker.open-for=2s")) {
            gemini.always(GeminiStandIn.unavailable());
            ProcessId first = node.create(3, "Austin");
            Awaitility.await().atMost(LocationNode.PATIENCE).until(() -> putBack(node, first));
            ProcessId second = node.create(3, "Boston");
            Awaitility.await().atMost(LocationNode.PATIENCE).until(() -> putBack(node, second));
            assertThat(node.events(first))
                    .anySatisfy(
                            event -> assertThat(String.valueOf(event.payload())).contains("ai_provider_down"));

            gemini.always(null);

            for (ProcessId id : new ProcessId[] {first, second}) {
                Process ended = node.awaitEnd(id);
                assertThat(ended.status()).isEqualTo(ProcessStatus.WAITING_REVIEW);
                assertThat(ended.attempts().spent()).isZero();
                assertThat(ended.attempts().begun()).isGreaterThan(1);
            }
        }
    }

    private static boolean putBack(LocationNode node, ProcessId id) {
        return node.events(id).stream().anyMatch(event -> event.type().equals("deferred"));
    }
}
