package dev.waybill.worker.notification;

import static dev.waybill.worker.outbound.RawServer.answer;
import static dev.waybill.worker.outbound.RawServer.ok;
import static dev.waybill.worker.outbound.RawServer.redirect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.notification.Notification;
import dev.waybill.shared.notification.Notifications;
import dev.waybill.shared.notification.WebhookEndpoint;
import dev.waybill.shared.notification.WebhookEndpoints;
import dev.waybill.shared.notification.WebhookMessage;
import dev.waybill.shared.notification.WebhookSecret;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.tracing.TraceContext;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.worker.outbound.RawServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deliveries to a real server, from the transition of a run to the answer. */
@PostgresTest
class WebhooksPostgresTest {

    private static WebhookNode node;
    private static JdbcClient behind;

    private final RawServer server = new RawServer();
    private final WebhookSecret secret = WebhookSecret.random();

    WebhooksPostgresTest() throws IOException {}

    @BeforeAll
    static void start(TestDatabase database) {
        node = new WebhookNode(database, "waybill.webhooks.timeout=1s");
        behind = database.superuser();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        behind.sql("UPDATE webhook_endpoints SET deleted_at = now()").update();
    }

    @Test
    void arriveSigned() {
        server.on("/hook", answer(204, ""));
        long endpoint = webhook("/hook");

        ProcessId run = node.submit();
        Process delivery = node.delivery(endpoint, ProcessStatus.COMPLETED);

        RawServer.Request request = server.requests().getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.header("content-type")).isEqualTo("application/json");
        assertThat(request.header("webhook-id")).startsWith("msg_");
        assertThat(Instant.ofEpochSecond(Long.parseLong(Objects.requireNonNull(request.header("webhook-timestamp")))))
                .isBetween(
                        delivery.times().createdAt().minusSeconds(60),
                        Instant.now().plusSeconds(1));
        assertThat(Receiver.verifies(request, secret.text())).isTrue();
        assertThat(Receiver.verifies(request, WebhookSecret.random().text())).isFalse();
        JsonNode body = Objects.requireNonNull(JobJson.read(request.body()));
        assertThat(body.path("type").asText()).isEqualTo("run.completed");
        assertThat(Instant.parse(body.path("timestamp").asText()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        assertThat(body.path("data").path("run").path("id").asLong()).isEqualTo(run.value());
        assertThat(body.path("data").path("status").asText()).isEqualTo("succeeded");
        assertThat(delivery.owner().userId()).isNull();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void goOnInTheTraceOfTheRunTheyTellOf() {
        server.on("/hook", answer(204, ""));
        long endpoint = webhook("/hook");
        TraceContext caller = TraceContext.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .orElseThrow();

        try (TraceContext.Entered trace = TraceContext.enter(Optional.of(caller))) {
            node.submit();
        }
        node.delivery(endpoint, ProcessStatus.COMPLETED);

        TraceContext sent = TraceContext.parse(server.requests().getFirst().header("traceparent"))
                .orElseThrow();
        assertThat(sent.traceId()).isEqualTo(caller.traceId());
        assertThat(sent.flags()).isEqualTo(caller.flags());
        assertThat(sent.spanId()).isNotEqualTo(caller.spanId());
    }

    @Test
    void haveNoTraceWhenTheirRunHasNone() {
        server.on("/hook", answer(204, ""));
        long endpoint = webhook("/hook");

        node.submit();
        node.delivery(endpoint, ProcessStatus.COMPLETED);

        assertThat(server.requests().getFirst().header("traceparent")).isNull();
    }

    @Test
    void areSentAgainUnderTheSameId() {
        AtomicInteger count = new AtomicInteger();
        server.on(
                "/hook",
                (request, out) -> (count.incrementAndGet() < 3
                                ? answer(503, "", "Retry-After: 0")
                                : answer(200, "thanks"))
                        .to(request, out));
        long endpoint = webhook("/hook");

        node.submit();
        Process delivery = node.delivery(endpoint, ProcessStatus.COMPLETED);

        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().stream().map(request -> request.header("webhook-id")))
                .containsOnly(server.requests().getFirst().header("webhook-id"));
        assertThat(server.requests()).allMatch(request -> Receiver.verifies(request, secret.text()));
        assertThat(delivery.attempts().spent()).isEqualTo(2);
        assertThat(node.webhook(endpoint).failingSince()).isNull();
    }

    @Test
    void waitAsTheStandardProposes() {
        server.on("/hook", answer(500, ""));
        long endpoint = webhook("/hook");

        node.submit();
        Process waiting = failedOnce(endpoint);

        assertThat(Duration.between(waiting.times().updatedAt(), waiting.times().runAt()))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
        assertThat(waiting.attempts().max()).isEqualTo(10);
        assertThat(waiting.reasonCode()).isEqualTo("webhook_refused");
        assertThat(node.webhook(endpoint).failingSince()).isNotNull();
    }

    @Test
    void followNoRedirect() {
        server.on("/hook", redirect(307, "/other"));
        long endpoint = webhook("/hook");

        node.submit();

        assertThat(failedOnce(endpoint).errorMessage()).isNull();
        assertThat(server.paths()).containsExactly("/hook");
    }

    @Test
    void endAtAnEndpointThatIsGoneForGood() {
        server.on("/hook", answer(410, ""));
        long endpoint = webhook("/hook");

        node.submit();
        Process delivery = node.delivery(endpoint, ProcessStatus.FAILED);

        assertThat(delivery.reasonCode()).isEqualTo("webhook_gone");
        WebhookEndpoint disabled = node.webhook(endpoint);
        assertThat(disabled.draft().enabled()).isFalse();
        assertThat(disabled.disabledReason()).isEqualTo("gone");
        assertThat(toldOf(endpoint)).isEqualTo("gone");
        node.awaitEnd(node.submit());
        Awaitility.await().atMost(WebhookNode.PATIENCE).until(WebhooksPostgresTest::outboxIsEmpty);
        assertThat(node.deliveries(endpoint)).hasSize(1);
    }

    @Test
    void endAtAnEndpointThatHasFailedForTooLong() {
        server.on("/hook", answer(500, ""));
        long endpoint = webhook("/hook");
        behind.sql("UPDATE webhook_endpoints SET failing_since = now() - interval '6 days' WHERE id = ?")
                .param(endpoint)
                .update();

        node.submit();
        Process delivery = node.delivery(endpoint, ProcessStatus.FAILED);

        assertThat(delivery.reasonCode()).isEqualTo("webhook_refused");
        assertThat(delivery.attempts().spent()).isEqualTo(1);
        assertThat(node.webhook(endpoint).disabledReason()).isEqualTo("failing");
        assertThat(toldOf(endpoint)).isEqualTo("failing");
    }

    @Test
    void giveUpOnAnEndpointThatMustNotBeReached() {
        WebhookEndpoint endpoint = node.webhook("http://169.254.169.254/latest", secret);

        node.submit();

        assertThat(node.delivery(endpoint.id(), ProcessStatus.FAILED).reasonCode())
                .isEqualTo("url_forbidden_address");
        assertThat(node.webhook(endpoint.id()).failingSince()).isNotNull();
    }

    @Test
    void doNotWaitLongForAnAnswer() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.on("/hook", (request, out) -> {
            try {
                boolean unused = over.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        long endpoint = webhook("/hook");

        node.submit();

        assertThat(failedOnce(endpoint).reasonCode()).isEqualTo("remote_timeout");
        over.countDown();
    }

    @Test
    void areSignedWithBothSecretsWhileOneReplacesTheOther() {
        server.on("/hook", ok(""));
        long endpoint = webhook("/hook");
        WebhookSecret next = WebhookSecret.random();
        assertThat(node.bean(WebhookEndpoints.class).rotate(Scope.SEEDED, endpoint, 1, next, Duration.ofHours(1)))
                .isPresent();

        node.submit();
        node.delivery(endpoint, ProcessStatus.COMPLETED);

        RawServer.Request request = server.requests().getFirst();
        assertThat(Receiver.signatures(request)).hasSize(2);
        assertThat(Receiver.verifies(request, secret.text())).isTrue();
        assertThat(Receiver.verifies(request, next.text())).isTrue();

        behind.sql("UPDATE webhook_endpoints SET previous_secret_until = now() WHERE id = ?")
                .param(endpoint)
                .update();
        node.submit();
        Awaitility.await()
                .atMost(WebhookNode.PATIENCE)
                .until(() -> server.requests().size() == 2);
        assertThat(Receiver.signatures(server.requests().getLast())).hasSize(1);
        assertThat(Receiver.verifies(server.requests().getLast(), next.text())).isTrue();
    }

    @Test
    void sendATestOnceEvenToOneThatIsDisabled() {
        server.on("/hook", answer(500, ""));
        long endpoint = webhook("/hook");
        behind.sql("UPDATE webhook_endpoints SET disabled_at = now(), disabled_reason = 'gone' WHERE id = ?")
                .param(endpoint)
                .update();

        WebhookMessage message = new WebhookMessage(
                UUID.randomUUID(), endpoint, WebhookMessage.TEST, Instant.now(), Map.of("webhook_id", endpoint));
        node.bean(ProcessQueue.class).submit(message.submission(1));
        Process delivery = node.delivery(endpoint, ProcessStatus.FAILED);

        assertThat(delivery.reasonCode()).isEqualTo("webhook_refused");
        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().getFirst().body()).contains("\"type\":\"webhook.test\"");
    }

    private long webhook(String path) {
        return node.webhook(server.url(path), secret).id();
    }

    /** The delivery once its first attempt has failed. */
    private static Process failedOnce(long endpoint) {
        Awaitility.await()
                .atMost(WebhookNode.PATIENCE)
                .until(() -> node.deliveries(endpoint).stream()
                        .anyMatch(process -> process.attempts().spent() == 1));
        return node.deliveries(endpoint).getFirst();
    }

    private static boolean outboxIsEmpty() {
        return behind.sql("SELECT count(*) FROM webhook_deliveries")
                        .query(Long.class)
                        .single()
                == 0;
    }

    private static String toldOf(long endpoint) {
        Notification told = node.bean(Notifications.class).list(Scope.SEEDED, true, null, 100).stream()
                .filter(one -> one.payload().path("webhook_id").asLong() == endpoint)
                .findFirst()
                .orElseThrow();
        assertThat(told.kind()).isEqualTo("webhook_disabled");
        return told.payload().path("reason").asText();
    }
}
