package dev.waybill.worker.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.notification.WebhookOutbox;
import dev.waybill.shared.notification.WebhookSecret;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.worker.outbound.RawServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Between the notification and its delivery anything may crash. */
@PostgresTest
class OutboxPostgresTest {

    private static final String NO_WORKER = "waybill.worker.enabled=false";

    private final TestDatabase database;
    private final JdbcClient behind;

    OutboxPostgresTest(TestDatabase database) {
        this.database = database;
        this.behind = database.superuser();
    }

    @Test
    void losesNothingThatWasCommittedAndSubmitsNothingTwice() throws Exception {
        try (RawServer server = new RawServer().on("/hook", RawServer.ok(""))) {
            long endpoint = cancelled(server, 10);
            assertThat(waiting()).isEqualTo(10);

            try (WebhookNode relay = new WebhookNode(database, NO_WORKER)) {
                crashInTheMiddle(relay);
                assertThat(waiting()).as("after a crash before the commit").isEqualTo(10);

                allAtOnce(relay);
                assertThat(waiting()).isZero();
                assertThat(relay.deliveries(endpoint)).hasSize(10);
                assertThat(server.requests()).isEmpty();
            }

            try (WebhookNode worker = new WebhookNode(database)) {
                Awaitility.await()
                        .atMost(WebhookNode.PATIENCE)
                        .untilAsserted(() -> assertThat(worker.deliveries(endpoint))
                                .hasSize(10)
                                .extracting(Process::status)
                                .containsOnly(ProcessStatus.COMPLETED));
            }
            assertThat(server.requests()).hasSize(10);
            assertThat(server.requests().stream().map(request -> request.header("webhook-id")))
                    .doesNotHaveDuplicates();
        }
    }

    /** Runs that are told of by a node which is gone before anybody relays. */
    private long cancelled(RawServer server, int runs) {
        try (WebhookNode node = new WebhookNode(database, NO_WORKER)) {
            long endpoint =
                    node.webhook(server.url("/hook"), WebhookSecret.random()).id();
            for (int run = 0; run < runs; run++) {
                node.bean(ProcessQueue.class).cancel(Caller.of(Scope.SEEDED), node.submit());
            }
            return endpoint;
        }
    }

    private static void crashInTheMiddle(WebhookNode node) {
        TransactionTemplate transaction = new TransactionTemplate(node.bean(PlatformTransactionManager.class));
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    assertThat(node.bean(WebhookOutbox.class).relay(4)).isEqualTo(4);
                    throw new IllegalStateException("crash");
                }))
                .hasMessage("crash");
    }

    private static void allAtOnce(WebhookNode node) throws Exception {
        WebhookOutbox outbox = node.bean(WebhookOutbox.class);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> relays = new ArrayList<>();
            for (int relay = 0; relay < 8; relay++) {
                relays.add(() -> outbox.relay(3));
            }
            int taken = 0;
            for (Future<Integer> relayed : threads.invokeAll(relays)) {
                taken += relayed.get();
            }
            while (taken < 10) {
                taken += outbox.relay(3);
            }
            assertThat(taken).isEqualTo(10);
        }
    }

    private long waiting() {
        return behind.sql("SELECT count(*) FROM webhook_deliveries")
                .query(Long.class)
                .single();
    }
}
