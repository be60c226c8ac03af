package dev.waybill.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Outlook;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Instant;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@PostgresTest
class ServedQueuesPostgresTest {

    @Test
    void aWorkerTakesFromItsQueuesOnly(TestDatabase database) {
        Scripted.script("served", progress -> Scripted.done());
        try (TestNode mail =
                new TestNode(database, "waybill.worker.name=mail", "waybill.worker.queues=mail,housekeeping")) {
            ProcessId id = mail.submit("served");
            Awaitility.await().atMost(TestNode.PATIENCE).until(() -> "no_worker".equals(reason(mail, id)));

            try (TestNode all = new TestNode(database, "waybill.worker.name=all")) {
                assertThat(all.await(id, ProcessStatus.COMPLETED).workerId()).isEqualTo("all");
            }
        }
        assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
    }

    private static String reason(TestNode node, ProcessId id) {
        Outlook.View outlook = node.bean(Outlook.class).of(node.process(id), Instant.now());
        return Objects.requireNonNull(outlook.waiting()).reason();
    }
}
