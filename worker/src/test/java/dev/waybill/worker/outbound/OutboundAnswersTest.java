package dev.waybill.worker.outbound;

import static dev.waybill.worker.outbound.Outcomes.await;
import static dev.waybill.worker.outbound.Outcomes.refused;
import static dev.waybill.worker.outbound.Outcomes.retried;
import static dev.waybill.worker.outbound.RawServer.answer;
import static dev.waybill.worker.outbound.RawServer.head;
import static dev.waybill.worker.outbound.RawServer.ok;
import static dev.waybill.worker.outbound.RawServer.raw;
import static dev.waybill.worker.outbound.RawServer.redirect;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.job.RetryLater;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundAnswersTest {

    private final RawServer server = new RawServer();
    private final TestProgress progress = new TestProgress();

    OutboundAnswersTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        server.close();
        assertThat(progress.aborts()).as("aborts that stay registered").isZero();
    }

    @Test
    void fetchesWhatIsThere() throws IOException {
        server.on("/feed", ok("sku,name\n", "Content-Type: text/csv", "Set-Cookie: a=b"));

        try (OutboundClient client = OutboundClients.local("user-agent=Shop/1.0");
                OutboundResponse response = send(client, "/feed?x=1")) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("content-type")).contains("text/csv");
            assertThat(new String(response.requireSuccess().body().readAllBytes(), UTF_8))
                    .isEqualTo("sku,name\n");
        }
        assertThat(server.paths()).containsExactly("/feed?x=1");
        assertThat(server.requests().getFirst().header("user-agent")).isEqualTo("Shop/1.0");
    }

    @Test
    void keepsNoCookies() {
        server.on("/", ok("", "Set-Cookie: a=b; Path=/"));

        OutboundClient client = OutboundClients.local();
        content(client, "/");
        content(client, "/");

        assertThat(server.requests()).hasSize(2).allMatch(request -> request.header("cookie") == null);
    }

    @Test
    void refusesMoreThanItMayTakeBeforeReadingWhenItIsAnnounced() {
        server.on("/", ok("x".repeat(1_001)));

        refused("url_too_large", () -> content(OutboundClients.local("max-size=1000B"), "/"));
    }

    @Test
    void refusesAnAnswerWithoutEnd() {
        server.on("/", (request, out) -> {
            out.write((head(200) + "\r\n").getBytes(UTF_8));
            flood(out);
        });

        refused("url_too_large", () -> content(OutboundClients.local("max-size=3MB"), "/"));
    }

    @Test
    void refusesAPartThatNobodyAskedFor() {
        server.on("/", answer(206, "a part", "Content-Range: bytes 0-5/100"));

        refused("remote_refused", () -> content(OutboundClients.local(), "/"));
    }

    @Test
    void measuresWhatIsDecompressed() throws IOException {
        byte[] bomb = gzip("0".repeat(5 << 20));
        assertThat(bomb.length).isLessThan(10_000);
        server.on("/", compressed(bomb));

        refused("url_too_large", () -> content(OutboundClients.local("max-size=1MB"), "/"));
        assertThat(content(OutboundClients.local(), "/")).hasSize(5 << 20);
    }

    @Test
    void callsACompressedAnswerThatEndsEarlyCutOff() throws IOException {
        byte[] whole = gzip("some content that is long enough to be cut ".repeat(1_000));
        server.on("/", compressed(Arrays.copyOf(whole, whole.length / 2)));

        retried("remote_cut_off", () -> content(OutboundClients.local(), "/"));
    }

    @Test
    void callsACompressedAnswerThatIsNoneMalformed() {
        server.on("/", compressed("this was never compressed".getBytes(UTF_8)));

        retried("remote_malformed", () -> content(OutboundClients.local(), "/"));
    }

    @Test
    void refusesACompressionThatWasNotAskedFor() {
        server.on("/", ok("x", "Content-Encoding: br"));

        refused("remote_encoding", () -> content(OutboundClients.local(), "/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
                "HTTP/1.1 200 OK\r\nContent-Le",
                ""
            })
    void neverTakesAnAnswerThatWasCutOffForAWholeOne(String answer) {
        server.on("/", raw(answer));

        retried("remote_cut_off", () -> content(OutboundClients.local(), "/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/1.1 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"
            })
    void callsWhatIsNoHttpMalformed(String answer) {
        server.on("/", raw(answer));

        retried("remote_malformed", () -> content(OutboundClients.local(), "/"));
    }

    @Test
    void takesTheEndOfTheConnectionForTheEndOfAnOldStyleAnswer() {
        server.on("/", raw("HTTP/1.0 200 OK\r\nConnection: close\r\n\r\nall of it"));

        assertThat(content(OutboundClients.local(), "/")).isEqualTo("all of it");
    }

    @Test
    void givesUpOnHeadersWithoutEnd() {
        server.on("/", (request, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
            flood(out);
        });

        assertThatThrownBy(() -> send(OutboundClients.local(), "/")).isInstanceOf(RetryLater.class);
    }

    @Test
    void givesUpOnAServerThatSaysNothing() {
        CountDownLatch end = new CountDownLatch(1);
        server.on("/", (request, out) -> await(end));

        retried("remote_timeout", () -> send(OutboundClients.local("read-timeout=100ms"), "/"));
        end.countDown();
    }

    @Test
    void givesUpOnAServerThatAlwaysSaysALittle() {
        server.on("/", (request, out) -> {
            out.write((head(200) + "\r\n").getBytes(UTF_8));
            while (true) {
                out.write('x');
                out.flush();
                Thread.onSpinWait();
            }
        });

        retried("remote_timeout", () -> content(OutboundClients.local("total-timeout=1s", "max-size=100GB"), "/"));
    }

    @Test
    void countsAllRedirectsIntoTheTotalTime() {
        CountDownLatch end = new CountDownLatch(1);
        server.on("/a", redirect(302, "/b")).on("/b", (request, out) -> await(end));

        retried("remote_timeout", () -> send(OutboundClients.local("total-timeout=1s"), "/a"));
        end.countDown();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 304, 300, 302})
    void refusesWhatAnotherTryDoesNotChange(int status) {
        server.on("/", answer(status, ""));

        refused("remote_refused", () -> content(OutboundClients.local(), "/"))
                .hasMessageContaining("answered " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void comesBackWhenAskedTo(int status) {
        server.on("/", answer(status, "", "Retry-After: 17"));

        retried("remote_unavailable", () -> content(OutboundClients.local(), "/"))
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.pause()).isEqualTo(Duration.ofSeconds(17)));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void leavesThePauseToTheJobWhenTheServerNamesNone() {
        server.on("/", answer(503, ""));

        retried("remote_unavailable", () -> content(OutboundClients.local(), "/"))
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.pause()).isNull());
    }

    private String content(OutboundClient client, String path) {
        try (OutboundResponse response = send(client, path)) {
            return new String(response.requireSuccess().body().readAllBytes(), UTF_8);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private OutboundResponse send(OutboundClient client, String path) {
        return client.send(OutboundRequest.get(server.url(path)), progress);
    }

    private static RawServer.Answer compressed(byte[] bytes) {
        return (request, out) -> {
            assertThat(request.header("accept-encoding")).isEqualTo("gzip");
            String length = "Content-Length: " + bytes.length;
            out.write((head(200, "Content-Encoding: gzip", length) + "\r\n").getBytes(UTF_8));
            out.write(bytes);
        };
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void flood(OutputStream out) throws IOException {
        byte[] block = "x".repeat(1 << 16).getBytes(UTF_8);
        while (true) {
            out.write(block);
        }
    }
}
