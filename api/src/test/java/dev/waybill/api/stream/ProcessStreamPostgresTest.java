package dev.waybill.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.api.ApiNode;
import dev.waybill.api.Http;
import dev.waybill.api.TestDriver;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class ProcessStreamPostgresTest {

    private static ApiNode node;
    private static ApiNode other;
    private static Http http;
    private static TestDriver driver;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database);
        other = ApiNode.start(database);
        http = node.http();
        driver = node.driver();
    }

    @AfterAll
    static void stop() {
        other.close();
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
    void sendsTheHeaderBehindAnEventSinceThatTellsLess() {
        long id = http.submit();
        try (TestStream stream = TestStream.open(http, path(id))) {
            stream.until(s -> s.named("progress").size() == 1);
            driver.start(id);
            stream.until(s -> s.named("progress").size() == 2);

            TestStream.Frame header = stream.frames().getLast();
            assertThat(header.name()).isEqualTo("progress");
            assertThat(header.data().path("status").asText()).isEqualTo("running");
            assertThat(header.data().path("attempts").asInt()).isEqualTo(1);
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
            Http someNode = connections % 2 == 0 ? http : other.http();
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
                TestStream there = TestStream.open(other.http(), path(id))) {
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
    void answersAHeadWithoutAStream() {
        long id = http.submit();
        int before = node.bean(OpenStreams.class).count();

        assertThat(http.send("HEAD", path(id), null).status()).isEqualTo(200);
        assertThat(node.bean(OpenStreams.class).count()).isLessThanOrEqualTo(before);
    }

    private static String path(long id) {
        return "/api/processes/" + id + "/stream";
    }
}
