package dev.waybill.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.testkit.ChildJvm;
import dev.waybill.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commands as processes of their own, and the server, which is killed. */
class WatchingFaultTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final int PORT = freePort();
    private static ChildJvm server;

    @BeforeAll
    static void start() {
        server = startServer();
    }

    @AfterAll
    static void stop() {
        server.close();
        DATABASE.close();
    }

    @Test
    void losesNothingWhenTheServerIsKilledAndStartedAgain() throws IOException {
        String id = submit(120);
        try (ChildJvm watch = waybill("watch", id, "--json")) {
            watch.awaitOutput("Step 5 is done", PATIENCE);
            server.kill();
            watch.awaitOutput("the server does not answer", PATIENCE);
            server.close();
            server = startServer();
            assertThat(watch.awaitExit(PATIENCE)).as(watch.output()).isZero();
            List<JsonNode> documents = watch.output()
                    .lines()
                    .filter(line -> line.startsWith("{"))
                    .map(WatchingFaultTest::json)
                    .toList();
            List<Long> seqs = documents.stream()
                    .filter(one -> one.has("event"))
                    .map(one -> one.at("/event/seq").asLong())
                    .toList();
            JsonNode end = documents.getLast().path("end");
            assertThat(seqs)
                    .isEqualTo(LongStream.rangeClosed(1, end.path("event_seq").asLong())
                            .boxed()
                            .toList());
            assertThat(end.path("succeeded_items").asLong()).isEqualTo(120);
            assertThat(watch.output()).contains("Step 119 is done");
        }
    }

    @Test
    void endsWithTheJobsExitCodeAndWithoutNoise() {
        try (ChildJvm failing =
                waybill("submit", "steps", "-i", "{\"steps\":1,\"pause_millis\":1,\"end\":\"failed\"}", "--wait")) {
            assertThat(failing.awaitExit(PATIENCE)).isEqualTo(1);
            assertThat(failing.output()).matches("\\d+\\R");
        }
        try (ChildJvm missing = waybill("show", "999999")) {
            assertThat(missing.awaitExit(PATIENCE)).isEqualTo(6);
            assertThat(missing.output().lines()).hasSize(1);
        }
    }

    @Test
    void leavesTheJobRunningOnCtrlC() throws Exception {
        String id = submit(200);
        try (ChildJvm watch = waybill("watch", id)) {
            watch.awaitOutput("Step 1 is done", PATIENCE);
            new ProcessBuilder("kill", "-INT", Long.toString(watch.pid()))
                    .start()
                    .waitFor();
            assertThat(watch.awaitExit(PATIENCE)).isEqualTo(130);
            assertThat(watch.output()).contains("goes on at the server", "waybill watch " + id);
        }
        try (ChildJvm show = waybill("show", id)) {
            assertThat(show.awaitExit(PATIENCE)).isZero();
            assertThat(show.output()).containsPattern("Status +running");
        }
        try (ChildJvm cancel = waybill("cancel", id)) {
            assertThat(cancel.awaitExit(PATIENCE))
                    .as("nobody is there to be asked")
                    .isZero();
        }
    }

    @Test
    void endsQuietlyWhenItsReaderHasGone() throws Exception {
        String id = submit(30);
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Waybill.class.getName(),
                "watch",
                id);
        builder.environment().put("WAYBILL_URL", address());
        builder.environment().put("WAYBILL_API_KEY", LiveServer.KEY);
        Process watch = builder.start();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(watch.getInputStream(), UTF_8))) {
            assertThat(reader.readLine()).startsWith("[1] ");
        }
        assertThat(watch.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(watch.exitValue()).isEqualTo(141);
        assertThat(new String(watch.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
    }

    private static String submit(int steps) {
        String input = "{\"steps\":%d,\"pause_millis\":100,\"end\":\"completed\"}".formatted(steps);
        try (ChildJvm submit = waybill("submit", "steps", "-i", input)) {
            assertThat(submit.awaitExit(PATIENCE)).as(submit.output()).isZero();
            return submit.output()
                    .lines()
                    .filter(line -> line.matches("\\d+"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static ChildJvm waybill(String... arguments) {
        return ChildJvm.of(Waybill.class)
                .environment("WAYBILL_URL", address())
                .environment("WAYBILL_API_KEY", LiveServer.KEY)
                .arguments(arguments)
                .start();
    }

    private static ChildJvm startServer() {
        ChildJvm.Launch launch = ChildJvm.of(LiveServer.class.getName(), Path.of("target", "test-classes"));
        LiveServer.settings().map(setting -> setting.split("=", 2)).forEach(one -> launch.property(one[0], one[1]));
        ChildJvm started = launch.property("server.port", Integer.toString(PORT))
                .property("waybill.database.url", DATABASE.jdbcUrl())
                .property("waybill.database.username", DATABASE.username())
                .property("waybill.database.password", DATABASE.password())
                .start();
        started.awaitOutput("BackgroundJobServer .* started successfully", PATIENCE);
        return started;
    }

    private static String address() {
        return "http://127.0.0.1:" + PORT;
    }

    private static JsonNode json(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static int freePort() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
