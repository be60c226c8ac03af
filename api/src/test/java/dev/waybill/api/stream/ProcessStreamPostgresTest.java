package dev.waybill.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.api.ApiNode;
import dev.waybill.api.Http;
import dev.waybill.api.TestDriver;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class ProcessStreamPostgresTest {

    private static ApiNode node;
    private static ApiNode brief;
    private static Http http;
    private static TestDriver driver;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database);
        brief = ApiNode.start(
                database,
                "waybill.api.stream-duration=1500ms",
                "waybill.api.stream-keep-alive=300ms",
                "waybill.api.stream-buffer=3",
                "waybill.api.max-streams=40");
        http = node.http();
        driver = node.driver();
    }

    @AfterAll
    static void stop() {
        brief.close();
        node.close();
    }

    @Test
    void sendsEventsWithTheirSeqAndEndsAtATerminalStatus() {
        long id = http.submit();
        try (TestStream stream = TestStream.open(http, path(id))) {
            stream.until(s -> s.seqs().contains(1L));
            driver.start(id);
            driver.note(id, "hello");
            driver.complete(id);
            stream.until(TestStream::ended);

            assertThat(stream.header("Content-Type").replace(" ", ""))
                    .isEqualToIgnoringCase("text/event-stream;charset=utf-8");
            assertThat(stream.header("Cache-Control")).contains("no-cache").contains("no-store");
            assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(stream.comments()).first().isEqualTo("retry: 500");
            assertThat(stream.seqs()).containsExactly(1L, 2L, 3L, 4L);
            assertThat(stream.named("end")).hasSize(1);
            TestStream.Frame end = stream.frames().getLast();
            assertThat(end.name()).isEqualTo("end");
            assertThat(end.id()).isNull();
            assertThat(end.data().path("status").asText()).isEqualTo("completed");
            assertThat(end.data().path("event_seq").asLong()).isEqualTo(4);
        }
    }

    @Test
    void sendsTheHeaderWhenNoEventTellsOfAChange() {
        long id = http.submit();
        driver.start(id);
        try (TestStream stream = TestStream.open(http, path(id))) {
            stream.until(s -> s.named("progress").size() == 1);
            driver.step(id, "Reading");
            stream.until(s -> s.named("progress").size() == 2);

            TestStream.Frame progress = stream.frames().getLast();
            assertThat(progress.id()).isNull();
            assertThat(progress.data().path("current_step").asText()).isEqualTo("Reading");
            assertThat(stream.seqs()).containsExactly(1L, 2L);
        }
    }

    @Test
    void goesOnAfterTheLastEventThatAClientHas() {
        long id = http.submit();
        driver.start(id);
        driver.note(id, "three");
        try (TestStream byParameter = TestStream.open(http, path(id) + "?after=1");
                TestStream byHeader = TestStream.open(http, path(id) + "?after=1", "Last-Event-ID", "2");
                TestStream byGarbage = TestStream.open(http, path(id) + "?after=1", "Last-Event-ID", "abc");
                TestStream ahead = TestStream.open(http, path(id), "Last-Event-ID", "99")) {
            assertThat(byParameter.until(s -> s.seqs().size() == 2).seqs()).containsExactly(2L, 3L);
            assertThat(byHeader.until(s -> s.seqs().size() == 1).seqs()).containsExactly(3L);
            assertThat(byGarbage.until(s -> s.seqs().size() == 2).seqs()).containsExactly(2L, 3L);
            driver.note(id, "four");
            assertThat(ahead.until(s -> !s.seqs().isEmpty()).seqs()).containsExactly(4L);
        }
        assertThat(http.get(path(id) + "?after=-1").reason()).isEqualTo("invalid_parameter");
        assertThat(http.get(path(id) + "?after=abc").reason()).isEqualTo("invalid_parameter");
    }

    @Test
    void tellsAClientThatHasEverythingOfAFinishedProcessToStop() {
        long id = http.submit();
        driver.start(id);
        driver.complete(id);

        assertThat(http.get(path(id), "Last-Event-ID", "3").status()).isEqualTo(204);
        assertThat(http.get(path(id) + "?after=4").status()).isEqualTo(204);
        try (TestStream stream = TestStream.open(http, path(id), "Last-Event-ID", "1")) {
            stream.until(TestStream::ended);
            assertThat(stream.seqs()).containsExactly(2L, 3L);
            assertThat(stream.frames().getLast().name()).isEqualTo("end");
        }
    }

    @Test
    void losesAndRepeatsNothingForAClientThatReconnectsUnderWrites() {
        long id = http.submit();
        driver.start(id);
        int notes = 600;
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < notes; i++) {
                driver.note(id, "note " + i);
            }
            driver.complete(id);
        });
        List<Long> seen = new ArrayList<>();
        boolean ended = false;
        int connections = 0;
        while (!ended) {
            int enough = 20 + connections % 3 * 40;
            Http someNode = connections % 2 == 0 ? http : brief.http();
            String last = seen.isEmpty() ? "0" : seen.getLast().toString();
            try (TestStream stream = TestStream.open(someNode, path(id), "Last-Event-ID", last)) {
                stream.until(s -> s.ended() || s.seqs().size() >= enough);
                List<TestStream.Frame> frames = List.copyOf(stream.frames());
                frames.stream()
                        .map(TestStream.Frame::id)
                        .filter(seq -> seq != null)
                        .forEach(seen::add);
                ended = frames.stream().anyMatch(frame -> frame.name().equals("end"));
            }
            connections++;
        }
        writer.join();

        assertThat(connections).isGreaterThan(3);
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, notes + 3).boxed().toList());
    }

    @Test
    void mixesNothingUpWhenClientsComeAndGo() throws Exception {
        long id = http.submit();
        driver.start(id);
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                driver.note(id, "x".repeat(2_000));
            }
            driver.complete(id);
        });
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> visits = new ArrayList<>();
            for (int client = 0; client < 8; client++) {
                visits.add(clients.submit(() -> {
                    for (int visit = 0; visit < 40; visit++) {
                        visit(id);
                    }
                }));
            }
            for (Future<?> visit : visits) {
                visit.get();
            }
        } finally {
            enough.set(true);
        }
        writer.join();

        try (TestStream all = TestStream.open(http, path(id)).until(TestStream::ended)) {
            long last = all.frames().getLast().data().path("event_seq").asLong();
            assertThat(all.seqs())
                    .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
        }
    }

    /** Stays for a few events that it has not asked for before, and leaves without a word. */
    private static void visit(long id) {
        long from = http.get("/api/processes/" + id).json().path("event_seq").asLong();
        try (TestStream stream = TestStream.open(http, path(id), "Last-Event-ID", Long.toString(from))) {
            stream.until(s -> s.seqs().size() >= 3 || s.ended());
            List<Long> seqs = List.copyOf(stream.seqs());
            assertThat(stream.frames())
                    .allSatisfy(frame -> assertThat(frame.data()
                                    .path(frame.id() == null ? "id" : "process_id")
                                    .asLong())
                            .isEqualTo(id));
            assertThat(seqs).hasSizeGreaterThanOrEqualTo(3);
            assertThat(seqs)
                    .isEqualTo(LongStream.rangeClosed(from + 1, from + seqs.size())
                            .boxed()
                            .toList());
        }
    }

    @Test
    void servesTheSameStreamFromEveryNode() {
        long id = http.submit();
        try (TestStream here = TestStream.open(http, path(id));
                TestStream there = TestStream.open(brief.http(), path(id))) {
            here.until(s -> s.seqs().size() == 1);
            there.until(s -> s.seqs().size() == 1);
            driver.start(id);
            driver.complete(id);

            here.until(TestStream::ended);
            there.until(TestStream::ended);
            assertThat(here.seqs()).containsExactly(1L, 2L, 3L).isEqualTo(there.seqs());
        }
    }

    @Test
    void findsByPollingWhatNobodyWasWokenFor(JdbcClient jdbc) {
        long id = http.submit();
        driver.start(id);
        try (TestStream stream = TestStream.open(http, path(id))) {
            stream.until(s -> s.seqs().size() == 2);
            jdbc.sql("""
                    WITH p AS (
                        UPDATE processes SET event_seq = event_seq + 1, version = version + 1, updated_at = now()
                        WHERE id = :id RETURNING id, workspace_id, event_seq)
                    INSERT INTO process_events (process_id, workspace_id, seq, type, status, attempt)
                    SELECT id, workspace_id, event_seq, 'note', 'running', 1 FROM p
                    """).param("id", id).update();

            await().atMost(Duration.ofSeconds(5)).until(() -> stream.seqs().size() == 3);
        }
    }

    @Test
    void closesWithoutAnEndWhenItsTimeIsOver() {
        awaitNoStreams(brief);
        long id = http.submit();
        long before = System.nanoTime();
        try (TestStream stream = TestStream.open(brief.http(), path(id))) {
            stream.until(TestStream::ended);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(1400));
            assertThat(stream.named("end")).isEmpty();
            assertThat(stream.comments()).contains(": keep-alive").noneMatch(line -> line.startsWith("broken"));
        }
    }

    @Test
    void closesASlowClientWithoutHarmToOthers(TestDatabase database) throws IOException {
        long id = http.submit();
        driver.start(id);
        try (ApiNode strict = ApiNode.start(database, "server.tomcat.connection-timeout=1s");
                Socket slow = new Socket()) {
            askForStream(slow, strict, id);
            String large = "x".repeat(200_000);
            try (TestStream healthy = TestStream.open(strict.http(), path(id))) {
                for (int i = 0; i < 60; i++) {
                    driver.note(id, large);
                }
                healthy.until(s -> s.seqs().size() == 62);
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(
                                () -> assertThat(strict.bean(OpenStreams.class).count())
                                        .isEqualTo(1));
                assertThat(healthy.ended()).isFalse();
            }
        }
    }

    @Test
    void endsAStreamWhoseBufferIsFull() throws Exception {
        StreamProperties narrow =
                new StreamProperties(Duration.ofSeconds(25), Duration.ofSeconds(10), Duration.ofSeconds(1), 2, 10);
        ProcessReader reader = node.bean(ProcessReader.class);
        Process process =
                reader.find(Scope.SEEDED, new ProcessId(http.submit())).orElseThrow();
        ProcessStream stream = new ProcessStream(
                reader, node.bean(ProcessFeed.class), Clock.systemUTC(), narrow, Scope.SEEDED, process, 0);
        Clogged out = new Clogged();
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> out.run(stream));

        out.clogged.await();
        for (int i = 0; i < 3; i++) {
            stream.changed(Update.of(process, List.of(), Clock.systemUTC()));
        }
        out.open.countDown();

        assertThat(running).succeedsWithin(Duration.ofSeconds(5));
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("event: end");
    }

    @Test
    void refusesMoreStreamsThanItMayHave() {
        long id = http.submit();
        List<TestStream> streams = new ArrayList<>();
        try {
            await().untilAsserted(() ->
                    assertThat(brief.bean(OpenStreams.class).count()).isZero());
            for (int i = 0; i < 40; i++) {
                streams.add(TestStream.open(brief.http(), path(id)));
            }
            Http.Answer refused = brief.http().get(path(id));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.reason()).isEqualTo("too_many_streams");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        } finally {
            streams.forEach(TestStream::close);
        }
        awaitNoStreams(brief);
    }

    @Test
    void answersAHeadWithoutAStream() {
        long id = http.submit();
        int before = node.bean(OpenStreams.class).count();

        assertThat(http.send("HEAD", path(id), null).status()).isEqualTo(200);
        assertThat(node.bean(OpenStreams.class).count()).isLessThanOrEqualTo(before);
    }

    @Test
    void needsNoConnectionForAnOpenStream(TestDatabase database) {
        try (ApiNode narrow = ApiNode.start(database, "waybill.database.pool-size=3")) {
            long id = http.submit();
            List<TestStream> streams = new ArrayList<>();
            try {
                for (int i = 0; i < 500; i++) {
                    streams.add(TestStream.open(narrow.http(), path(id)));
                }
                streams.forEach(stream -> stream.until(s -> s.seqs().size() == 1));
                assertThat(narrow.bean(OpenStreams.class).count()).isEqualTo(500);
                driver.start(id);
                driver.complete(id);
                streams.forEach(stream -> stream.until(TestStream::ended));

                assertThat(streams)
                        .allSatisfy(stream -> assertThat(stream.seqs()).containsExactly(1L, 2L, 3L));
            } finally {
                streams.forEach(TestStream::close);
            }
        }
    }

    @Test
    void endsStreamsAndHeldRequestsAtOnceWhenTheNodeStops(TestDatabase database) throws Exception {
        ApiNode stopping = ApiNode.start(database);
        long id = http.submit();
        TestStream stream =
                TestStream.open(stopping.http(), path(id)).until(s -> s.seqs().size() == 1);
        CompletableFuture<Http.Answer> held =
                CompletableFuture.supplyAsync(() -> stopping.http().get("/api/processes/" + id + "?wait=25&version=1"));
        await().until(() -> stopping.bean(ProcessFeed.class).followers() == 2);

        long before = System.nanoTime();
        stopping.close();

        assertThat(held.get(5, TimeUnit.SECONDS).status()).isEqualTo(304);
        stream.until(TestStream::ended);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }

    private static void awaitNoStreams(ApiNode of) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(of.bean(OpenStreams.class).count()).isZero());
    }

    private static void askForStream(Socket slow, ApiNode of, long id) throws IOException {
        URI base = URI.create(of.http().base());
        slow.setReceiveBufferSize(4_096);
        slow.connect(new InetSocketAddress(base.getHost(), base.getPort()));
        OutputStream out = slow.getOutputStream();
        out.write(("GET " + path(id) + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        await().until(() -> of.bean(OpenStreams.class).count() == 1);
    }

    /** A client that takes nothing until it is told to. */
    private static final class Clogged extends ByteArrayOutputStream {
        private final CountDownLatch clogged = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public void flush() throws IOException {
            clogged.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        void run(ProcessStream stream) {
            try {
                stream.run(new EventWriter(this));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String path(long id) {
        return "/api/processes/" + id + "/stream";
    }
}
