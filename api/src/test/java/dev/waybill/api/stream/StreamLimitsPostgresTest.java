package dev.waybill.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.api.ApiNode;
import dev.waybill.api.Http;
import dev.waybill.api.TestDriver;
import dev.waybill.api.process.ProcessViews;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long, how many, how slow. */
@PostgresTest
class StreamLimitsPostgresTest {

    private static ApiNode node;
    private static ApiNode brief;
    private static Http http;
    private static TestDriver driver;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database, "waybill.api.max-streams-each=5");
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
        StreamProperties narrow = buffering(2);
        ProcessReader reader = node.bean(ProcessReader.class);
        Process process =
                reader.find(Scope.SEEDED, new ProcessId(http.submit())).orElseThrow();
        ProcessStream stream = new ProcessStream(
                reader, node.bean(ProcessFeed.class), node.bean(ProcessViews.class), narrow, Scope.SEEDED, process, 0);
        Clogged out = new Clogged();
        CompletableFuture<Boolean> running = CompletableFuture.supplyAsync(() -> run(stream, out));

        out.clogged.await();
        for (int i = 0; i < 3; i++) {
            stream.changed(Update.of(process, List.of(), node.bean(ProcessViews.class)));
        }
        out.open.countDown();

        assertThat(running).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(false);
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
            assertThat(refused.reason()).isEqualTo("unavailable");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        } finally {
            streams.forEach(TestStream::close);
        }
        awaitNoStreams(brief);
    }

    @Test
    void refusesMoreStreamsThanOneMayHave() {
        long id = http.submit();
        List<TestStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                streams.add(TestStream.open(http, i % 2 == 0 ? path(id) : "/api/processes/stream"));
            }
            Http.Answer refused = http.get(path(id));

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.reason()).isEqualTo("too_many_streams");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(http.get("/api/processes/" + id).status()).isEqualTo(200);
        } finally {
            streams.forEach(TestStream::close);
        }
        assertThat(http.post("/api/processes/" + id + "/cancel", "{}").status()).isEqualTo(200);
        http.submit();
        awaitNoStreams(node);
        try (TestStream again = TestStream.open(http, path(http.submit()))) {
            assertThat(again.status()).isEqualTo(200);
        }
    }

    @Test
    void needsNoConnectionForAnOpenStream(TestDatabase database) {
        try (ApiNode narrow = ApiNode.start(
                database,
                "waybill.database.pool-size=3",
                "waybill.api.max-streams-each=500",
                "waybill.api.stream-duration=2m")) {
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
    void spreadsTheEndsOfACrowd(TestDatabase database) {
        Duration longest = Duration.ofSeconds(10);
        try (ApiNode crowded = ApiNode.start(
                database,
                "waybill.api.stream-duration=" + longest.toSeconds() + "s",
                "waybill.api.max-streams-each=200")) {
            long id = http.submit();
            List<TestStream> streams = new ArrayList<>();
            try {
                long before = System.nanoTime();
                for (int i = 0; i < 200; i++) {
                    streams.add(TestStream.open(crowded.http(), path(id)));
                }
                await().atMost(longest)
                        .until(() -> streams.stream().filter(TestStream::ended).count() >= 10);

                assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(longest.dividedBy(2), longest);
            } finally {
                streams.forEach(TestStream::close);
            }
        }
    }

    @Test
    void tellsWhoJoinsWhatOthersWereTold() {
        long id = http.submit();
        ProcessReader reader = node.bean(ProcessReader.class);
        Process before = reader.find(Scope.SEEDED, new ProcessId(id)).orElseThrow();
        try (TestStream first = TestStream.open(http, path(id))) {
            driver.start(id);
            first.until(s -> s.seqs().size() == 2);
            ProcessFeed feed = node.bean(ProcessFeed.class);
            await().until(() -> follows(feed, before));

            ByteArrayOutputStream out = new ByteArrayOutputStream();
            CompletableFuture<Boolean> joined = CompletableFuture.supplyAsync(() -> run(
                    new ProcessStream(
                            reader,
                            feed,
                            node.bean(ProcessViews.class),
                            buffering(100),
                            Scope.SEEDED,
                            before,
                            before.eventSeq()),
                    out));
            await().until(() -> out.toString(StandardCharsets.UTF_8).contains("id: 2\n"));
            driver.complete(id);

            assertThat(joined).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .containsOnlyOnce("id: 2\n")
                    .contains("event: end");
        }
    }

    /** Whether who joins with what was read before is told what has changed since. */
    private static boolean follows(ProcessFeed feed, Process before) {
        ProcessFeed.Following following = feed.follow(before, new Follower() {
            @Override
            public void changed(Update update) {}

            @Override
            public void stopping() {}
        });
        following.end();
        return following.told() != null && !following.behind();
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
        out.write("GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path(id), ApiNode.ADMIN_KEY)
                .getBytes(StandardCharsets.US_ASCII));
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
    }

    private static StreamProperties buffering(int changes) {
        return new StreamProperties(
                Duration.ofSeconds(25), Duration.ofSeconds(10), Duration.ofSeconds(1), changes, 10, 10);
    }

    /** Whether nothing more will come. */
    private static boolean run(ProcessStream stream, OutputStream out) {
        try {
            return stream.run(new EventWriter(out), new Rhythm(Duration.ofSeconds(10), Duration.ofSeconds(25)));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String path(long id) {
        return "/api/processes/" + id + "/stream";
    }
}
