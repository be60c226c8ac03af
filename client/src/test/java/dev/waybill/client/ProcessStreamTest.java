package dev.waybill.client;

import static dev.waybill.client.ApiStandIn.answer;
import static dev.waybill.client.ApiStandIn.brokenStream;
import static dev.waybill.client.ApiStandIn.hangUp;
import static dev.waybill.client.ApiStandIn.json;
import static dev.waybill.client.ApiStandIn.stream;
import static dev.waybill.client.Wire.event;
import static dev.waybill.client.Wire.page;
import static dev.waybill.client.Wire.process;
import static dev.waybill.client.Wire.sseEnd;
import static dev.waybill.client.Wire.sseEvent;
import static dev.waybill.client.Wire.sseProgress;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProcessStreamTest {

    private static final String STREAM = "GET /api/processes/42/stream";

    private final ApiStandIn api = new ApiStandIn();
    private final Heard heard = new Heard();
    private WaybillClient client = client(Duration.ofSeconds(10), Duration.ofSeconds(10));

    ProcessStreamTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void tellsEveryEventOnceAndInOrderOverBrokenConnections() {
        api.on(
                STREAM,
                brokenStream("retry: 20\n\n", sseEvent(1), sseEvent(2), "id: 3\ndata: {\"id\":"),
                hangUp(),
                json(503, "{}"),
                stream("retry: 20\n\n", sseEvent(2), sseEvent(3), sseProgress(9), sseProgress(8)),
                stream("retry: 20\n\n: keep-alive\n\n", sseEvent(4), sseEnd(12)));
        ProcessView ended = client.stream(42, heard);
        assertThat(ended.status()).isEqualTo("completed");
        assertThat(heard.events).containsExactly(1L, 2L, 3L, 4L);
        assertThat(heard.versions).containsExactly(9L);
        assertThat(heard.ended).containsExactly(12L);
        assertThat(api.received())
                .extracting(request -> request.header("Last-Event-ID"))
                .containsExactly("null", "2", "2", "2", "3");
        assertThat(heard.pauses.getFirst()).isEqualTo(Duration.ofMillis(20));
        assertThat(heard.pauses.getLast()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void asksForTheProcessWhenNothingIsLeft() {
        api.on(STREAM, answer(204, "text/plain", "")).on("GET /api/processes/42", json(200, process("cancelled", 5)));
        assertThat(client.stream(42, 7, heard, Duration.ofSeconds(5)).status()).isEqualTo("cancelled");
        assertThat(heard.ended).containsExactly(5L);
        assertThat(api.received().getFirst().header("Last-Event-ID")).isEqualTo("7");
        assertThat(api.received().getFirst().header("Accept")).isEqualTo("text/event-stream");
    }

    @Test
    void takesASilentConnectionForBroken() {
        client.close();
        client = client(Duration.ofMillis(200), Duration.ofSeconds(10));
        api.on(STREAM, api.silentAfter("retry: 10\n\n" + sseEvent(1)), stream(sseEvent(2), sseEnd(3)));
        client.stream(42, heard);
        assertThat(heard.events).containsExactly(1L, 2L);
    }

    @Test
    void staysOnASlowConnectionThatKeepsAlive() throws IOException {
        client.close();
        client = client(Duration.ofMillis(400), Duration.ofSeconds(10));
        CountDownLatch never = new CountDownLatch(1);
        api.on(STREAM, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 8; i++) {
                exchange.getResponseBody().write(": keep-alive\n\n".getBytes(UTF_8));
                exchange.getResponseBody().flush();
                await(never);
            }
            exchange.getResponseBody().write(sseEnd(2).getBytes(UTF_8));
            exchange.close();
        });
        client.stream(42, heard);
        assertThat(heard.pauses).isEmpty();
    }

    @Test
    void givesUpWithoutAnySuccessfulConnection() {
        client.close();
        client = client(Duration.ofSeconds(10), Duration.ofMillis(300));
        api.on(STREAM, stream("retry: 10\n\n", sseEvent(1)), hangUp());
        assertThatThrownBy(() -> client.stream(42, heard))
                .isInstanceOfSatisfying(
                        WaybillException.class,
                        e -> assertThat(e.reasonCode()).isEqualTo(WaybillException.UNREACHABLE));
        assertThat(heard.events).containsExactly(1L);
        assertThat(heard.pauses).hasSizeGreaterThan(2);
    }

    @Test
    void endsAtItsTimeoutHoweverLivelyTheStream() {
        api.on(STREAM, api.silentAfter("retry: 10\n\n" + sseEvent(1)));
        assertThatThrownBy(() -> client.stream(42, 0, heard, Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        WaybillException.class, e -> assertThat(e.reasonCode()).isEqualTo(WaybillException.TIMEOUT));
    }

    @Test
    void passesOnAProblemAtOnce() {
        api.on(STREAM, json(404, "{\"reason_code\":\"not_found\",\"detail\":\"no process 42\"}"));
        assertThatThrownBy(() -> client.stream(42, heard))
                .isInstanceOfSatisfying(
                        WaybillException.class, e -> assertThat(e.status()).isEqualTo(404));
        assertThat(heard.pauses).isEmpty();
    }

    @Test
    void pollsWhereThereIsNoStreamToBeHad() {
        api.on(STREAM, stream("retry: 5\n\n", sseEvent(1)), json(429, "{\"reason_code\":\"too_many_streams\"}"))
                .on(
                        "GET /api/processes/42",
                        json(200, process("running", 4), "ETag", "\"4-aa\""),
                        answer(304, "application/json", ""),
                        json(200, process("completed", 9)))
                .on(
                        "GET /api/processes/42/events",
                        json(200, page(event(2) + "," + event(3), "null")),
                        json(200, page(event(3) + "," + event(4), "null")));
        assertThat(client.stream(42, heard).status()).isEqualTo("completed");
        assertThat(heard.events).containsExactly(1L, 2L, 3L, 4L);
        assertThat(heard.ended).containsExactly(9L);
        assertThat(queriesOf("/api/processes/42/events"))
                .satisfiesExactly(
                        first -> assertThat(first).contains("after=1"),
                        next -> assertThat(next).contains("after=3"));
        assertThat(queriesOf("/api/processes/42")).contains("wait=20");
        assertThat(queriesOf("/api/processes/42/stream")).hasSize(2);
    }

    @Test
    void pollsWhenTheAnswerIsNoStream() {
        api.on(STREAM, json(200, "{}"))
                .on("GET /api/processes/42", json(200, process("failed", 4)))
                .on("GET /api/processes/42/events", json(200, page(event(1), "null")));
        assertThat(client.stream(42, heard).status()).isEqualTo("failed");
        assertThat(heard.events).containsExactly(1L);
    }

    @Test
    void isEnoughWhenTheConditionHoldsAndAllEventsAreTold() {
        api.on(
                        STREAM,
                        stream(
                                "retry: 5\n\n",
                                sseProgress(2).replace("\"event_seq\":3", "\"event_seq\":1"),
                                sseEvent(1)),
                        api.silentAfter(sseEvent(2) + "id: 3\ndata: " + reviewed(3) + "\n\n"))
                .on("GET /api/processes/42", json(200, process("waiting_review", 7)));
        ProcessView waiting = client.stream(42, 0, heard, Duration.ofSeconds(20), ProcessView::isSettled);
        assertThat(waiting.status()).isEqualTo("waiting_review");
        assertThat(heard.events).containsExactly(1L, 2L, 3L);
        assertThat(heard.ended).isEmpty();
    }

    @Test
    void refusesAnEventThatIsNone() {
        api.on(STREAM, stream("data: nonsense\n\n")).on("GET /api/processes/42", answer(200, "text/html", "<html>"));
        assertThatThrownBy(() -> client.stream(42, heard))
                .isInstanceOfSatisfying(
                        WaybillException.class, e -> assertThat(e.reasonCode()).isEqualTo(WaybillException.BAD_ANSWER));
    }

    private List<String> queriesOf(String path) {
        return api.received().stream()
                .filter(request -> request.path().equals(path))
                .map(ApiStandIn.Received::query)
                .toList();
    }

    private static String reviewed(long seq) {
        return event(seq).replace("\"status\":\"running\"", "\"status\":\"waiting_review\"");
    }

    @Test
    void letsTheListenerEndItByThrowing() {
        api.on(STREAM, api.silentAfter(sseEvent(1)));
        ProcessListener stopping = new ProcessListener() {
            @Override
            public void event(ProcessEventView event) {
                throw new IllegalStateException("enough");
            }
        };
        assertThatThrownBy(() -> client.stream(42, stopping)).hasMessage("enough");
    }

    @Test
    void endsWhenTheClientIsClosed() throws Exception {
        api.on(STREAM, api.silentAfter(sseEvent(1)));
        CompletableFuture<String> code = CompletableFuture.supplyAsync(() -> codeOf(() -> client.stream(42, heard)));
        heard.first.await(10, SECONDS);
        client.close();
        assertThat(code.get(5, SECONDS)).isEqualTo(WaybillException.CLOSED);
        assertThat(codeOf(() -> client.find(42))).isEqualTo(WaybillException.CLOSED);
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        api.on(STREAM, api.silentAfter(sseEvent(1)));
        CompletableFuture<String> code = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual()
                .start(() -> code.complete(codeOf(() -> client.stream(42, heard))
                        + (Thread.currentThread().isInterrupted() ? " and still set" : "")));
        heard.first.await(10, SECONDS);
        thread.interrupt();
        assertThat(code.get(5, SECONDS)).isEqualTo(WaybillException.INTERRUPTED + " and still set");
    }

    private static void await(CountDownLatch never) throws IOException {
        try {
            assertThat(never.await(100, MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static String codeOf(Runnable call) {
        try {
            call.run();
            return "none";
        } catch (WaybillException e) {
            return e.reasonCode();
        }
    }

    private WaybillClient client(Duration idle, Duration giveUp) {
        return WaybillClient.builder(api.address())
                .idleTimeout(idle)
                .giveUpAfter(giveUp)
                .repeats(0, Duration.ofMillis(20))
                .build();
    }

    private static final class Heard implements ProcessListener {
        private final List<Long> events = Collections.synchronizedList(new ArrayList<>());
        private final List<Long> versions = new ArrayList<>();
        private final List<Long> ended = new ArrayList<>();
        private final List<Duration> pauses = new ArrayList<>();
        private final CountDownLatch first = new CountDownLatch(1);

        @Override
        public void event(ProcessEventView event) {
            events.add(event.seq());
            first.countDown();
        }

        @Override
        public void progress(ProcessView process) {
            versions.add(process.version());
        }

        @Override
        public void ended(ProcessView process) {
            ended.add(process.version());
        }

        @Override
        public void reconnecting(Duration pause) {
            pauses.add(pause);
        }
    }
}
