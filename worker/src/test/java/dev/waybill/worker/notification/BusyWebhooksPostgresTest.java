package dev.waybill.worker.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.notification.WebhookSecret;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.worker.outbound.RawServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@PostgresTest
class BusyWebhooksPostgresTest {

    @Test
    void leaveThreadsToOtherJobsWhileAnEndpointIsSlow(TestDatabase database) throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        try (RawServer server = new RawServer();
                WebhookNode node = new WebhookNode(
                        database, "waybill.webhooks.max-concurrent=1", "waybill.webhooks.busy-pause=200ms")) {
            server.on("/hook", (request, out) -> {
                try {
                    boolean unused = answers.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                RawServer.ok("").to(request, out);
            });
            long endpoint =
                    node.webhook(server.url("/hook"), WebhookSecret.random()).id();
            for (int run = 0; run < 3; run++) {
                node.submit();
            }

            Awaitility.await()
                    .atMost(WebhookNode.PATIENCE)
                    .until(() -> node.deliveries(endpoint).stream()
                                    .filter(delivery -> "webhooks_busy".equals(delivery.reasonCode()))
                                    .count()
                            == 2);
            Awaitility.await()
                    .atMost(WebhookNode.PATIENCE)
                    .untilAsserted(() -> assertThat(server.requests()).hasSize(1));

            answers.countDown();
            Awaitility.await()
                    .atMost(WebhookNode.PATIENCE)
                    .untilAsserted(() -> assertThat(node.deliveries(endpoint))
                            .hasSize(3)
                            .extracting(Process::status)
                            .containsOnly(ProcessStatus.COMPLETED));
            assertThat(node.deliveries(endpoint))
                    .allMatch(delivery -> delivery.attempts().spent() == 0);
        }
    }
}
