package dev.waybill.worker.outbound;

import static dev.waybill.worker.outbound.RawServer.answer;
import static dev.waybill.worker.outbound.RawServer.head;
import static dev.waybill.worker.outbound.RawServer.ok;
import static dev.waybill.worker.outbound.RawServer.raw;
import static dev.waybill.worker.outbound.RawServer.redirect;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import dev.waybill.shared.job.Stopped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundClientTest {

    private final RawServer server = new RawServer();
    private final TestProgress progress = new TestProgress();

    OutboundClientTest() throws IOException {}

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://localhost:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://0.0.0.0:%d/",
                "http://2130706433:%d/",
                "http://0x7f000001:%d/",
                "http://127.1:%d/",
                "http://localhost.:%d/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/",
                "http://[64:ff9b::7f00:1]:%d/",
                "http://10.0.0.1/",
                "http://100.64.0.1/"
            })
    void refusesAddressesThatAreNotPublicHoweverTheyAreWritten(String url) {
        server.on("/", ok("secret"));
        OutboundClient client = OutboundClients.client(okhttp3.Dns.SYSTEM, "ports=" + server.port() + ",80");

        assertThatThrownBy(() -> client.send(OutboundRequest.get(url.formatted(server.port())), progress))
                .satisfiesAnyOf(
                        failure -> assertThat(failure)
                                .isInstanceOfSatisfying(
                                        Rejected.class,
                                        refused ->
                                                assertThat(refused.reasonCode()).isEqualTo("url_forbidden_address")),
                        // where the machine has no such network, or its resolver takes no such writing of an address
                        failure -> assertThat(failure)
                                .isInstanceOf(RetryLater.class)
                                .hasMessageContaining("no host"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void refusesANameThatResolvesToAPrivateAddress() {
        HostsTable hosts = new HostsTable().with("feeds.example", "127.0.0.1");
        OutboundClient client = OutboundClients.client(hosts, "ports=" + server.port());

        refused("url_forbidden_address", () -> client.send(get(server.url("feeds.example", "/")), progress))
                .hasMessageNotContaining("127.0.0.1");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void refusesANameThatIsBoundAnewWhileItIsUsed() throws IOException {
        // the first answer is public and leads nowhere; then the name points inside
        HostsTable hosts = new HostsTable()
                .with("rebind.example", "127.0.0.1")
                .with("rebind.example", "10.0.0.1")
                .with("rebind.example", "127.0.0.1");
        server.on("/", redirect(302, server.url("rebind.example", "/inside")));
        OutboundClient client = OutboundClients.client(hosts, "allow=127.0.0.1/32", "ports=" + server.port());

        refused("url_forbidden_address", () -> client.send(get(server.url("rebind.example", "/")), progress));
        assertThat(server.paths()).containsExactly("/");
    }

    @Test
    void triesTheOtherAddressesOfANameButNeverAForbiddenOne() throws IOException {
        server.on("/", ok("here"));
        HostsTable hosts = new HostsTable().with("many.example", "10.0.0.1", "127.0.0.1");
        OutboundClient client = OutboundClients.client(hosts, "allow=127.0.0.1");

        try (OutboundResponse response = client.send(get(server.url("many.example", "/")), progress)) {
            assertThat(new String(response.body().readAllBytes(), UTF_8)).isEqualTo("here");
        }
    }

    @Test
    void opensHostsThatTheAllowListNames() throws IOException {
        server.on("/", ok("here"));
        HostsTable hosts = new HostsTable().with("feeds.internal", "127.0.0.1").with("other.internal", "127.0.0.1");
        OutboundClient client = OutboundClients.client(hosts, "allow=Feeds.Internal");

        client.send(get(server.url("feeds.internal", "/")), progress).close();
        refused("url_forbidden_address", () -> client.send(get(server.url("other.internal", "/")), progress));
    }

    @Test
    void refusesOtherPortsThanTheUsualOnes() {
        OutboundClient client = OutboundClients.client(new HostsTable().with("feeds.example", "8.8.8.8"));

        refused("url_forbidden_port", () -> client.send(get("http://feeds.example:22/"), progress));
    }

    @Test
    void followsRedirectsUpToALimit() {
        server.on("/a", redirect(301, "/b"))
                .on("/b", redirect(308, server.url("/c?x=%20")))
                .on("/c", ok("there"));

        assertThat(content(OutboundClients.local("max-redirects=2"), "/a")).isEqualTo("there");
        refused("url_redirects", () -> send(OutboundClients.local("max-redirects=1"), "/a"));
    }

    @Test
    void refusesALoopOfRedirects() {
        server.on("/a", redirect(302, "/b")).on("/b", redirect(302, "/a"));

        refused("url_redirects", () -> send(OutboundClients.local(), "/a"));
        assertThat(server.requests()).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.1/, url_forbidden_address",
        "http://[::1]:%d/, url_forbidden_address",
        "http://user:secret@127.0.0.1:%d/, url_credentials",
        "ftp://127.0.0.1/, url_redirects",
        "http://, url_redirects"
    })
    void checksEveryRedirectLikeTheFirstAddress(String location, String code) {
        server.on("/", redirect(302, location.formatted(server.port())));

        refused(code, () -> send(OutboundClients.local(), "/"));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void sendsACredentialOnlyToItsHostAndDropsItOnAnotherOrigin() {
        String[] settings = {
            "credentials.shop.type=bearer",
            "credentials.shop.value=s3cret",
            "credentials.shop.allowed-hosts=http://127.0.0.1,http://127.0.0.2"
        };
        server.on("/a", redirect(302, "/b"))
                .on("/b", redirect(302, server.url("localhost", "/c")))
                .on("/c", ok(""));
        OutboundClient client = OutboundClients.local(settings);

        client.send(get(server.url("/a")).withCredential("shop"), progress).close();

        assertThat(server.requests().stream().map(request -> request.header("authorization")))
                .containsExactly("Bearer s3cret", "Bearer s3cret", null);
        refused(
                "credential_forbidden",
                () -> client.send(get(server.url("localhost", "/c")).withCredential("shop"), progress));
        refused("unknown_credential", () -> client.send(get(server.url("/c")).withCredential("other"), progress));
        assertThat(server.requests()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "type=basic username=käthe password=pä:ss, authorization, Basic a8OkdGhlOnDDpDpzcw==",
        "type=header header=X-Api-Key value=k1, x-api-key, k1"
    })
    void sendsACredentialInTheFormThatIsConfigured(String settings, String header, String expected) {
        String[] keys = (settings + " allowed-hosts=http://127.0.0.1").split(" ");
        OutboundClient client = OutboundClients.local(
                Arrays.stream(keys).map(key -> "credentials.shop." + key).toArray(String[]::new));
        server.on("/", ok(""));

        client.send(get(server.url("/")).withCredential("shop"), progress).close();

        assertThat(server.requests().getFirst().header(header)).isEqualTo(expected);
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

    @Test
    void callsAClosedPortUnreachable() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        retried(
                "remote_unreachable",
                () -> OutboundClients.local().send(get("http://127.0.0.1:" + closed + "/"), progress));
    }

    @Test
    void callsAnUnknownNameUnreachable() {
        OutboundClient client = OutboundClients.client(new HostsTable());

        retried("remote_unreachable", () -> client.send(get("https://nowhere.example/"), progress));
    }

    @Test
    void waitsNoLongerForANameThanForAConnection() {
        CountDownLatch never = new CountDownLatch(1);
        OutboundClient client = OutboundClients.client(
                host -> {
                    await(never);
                    return List.of();
                },
                "connect-timeout=100ms");

        retried("remote_unreachable", () -> client.send(get("https://slow.example/"), progress));
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

    @Test
    void postsOnceWhateverHappens() {
        server.on("/dropped", raw(""))
                .on("/busy", answer(503, "", "Retry-After: 0"))
                .on("/slow", answer(408, ""))
                .on("/moved", redirect(307, "/dropped"));
        OutboundClient client = OutboundClients.local();

        retried("remote_cut_off", () -> post(client, "/dropped"));
        assertThat(post(client, "/busy")).isEqualTo(503);
        assertThat(post(client, "/slow")).isEqualTo(408);
        assertThat(post(client, "/moved")).isEqualTo(307);

        assertThat(server.paths()).containsExactly("/dropped", "/busy", "/slow", "/moved");
        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.body()).isEqualTo("{\"a\":1}");
            assertThat(request.header("content-type")).isEqualTo("application/json");
        });
    }

    @Test
    void neverPostsOverAUsedConnection() {
        server.on("/", ok("", "Connection: keep-alive"));
        OutboundClient client = OutboundClients.local();

        for (String body : List.of("1", "2")) {
            OutboundRequest request = OutboundRequest.post(server.url("/"), "text/plain", body);
            client.send(request.withHeader("X-Keep", "1"), progress).close();
            client.send(get(server.url("/")).withHeader("X-Keep", "1"), progress)
                    .close();
        }

        assertThat(server.connections()).isEqualTo(3);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void stopsATransferThatStandsStill() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.on("/", (request, out) -> {
            out.write((head(200) + "\r\nbeginning").getBytes(UTF_8));
            out.flush();
            reading.countDown();
            await(end);
        });

        CompletableFuture<String> transfer =
                CompletableFuture.supplyAsync(() -> content(OutboundClients.local("read-timeout=1h"), "/"));
        reading.await();
        progress.stop();

        assertThatThrownBy(() -> transfer.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(Stopped.class);
        end.countDown();
    }

    @Test
    void stopsAConnectionThatIsNotAnswered() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.on("/", (request, out) -> {
            asked.countDown();
            await(end);
        });

        CompletableFuture<String> transfer =
                CompletableFuture.supplyAsync(() -> content(OutboundClients.local("read-timeout=1h"), "/"));
        asked.await();
        progress.stop();

        assertThatThrownBy(() -> transfer.get(30, TimeUnit.SECONDS)).cause().isInstanceOf(Stopped.class);
        end.countDown();
    }

    @Test
    void sendsNothingForAJobThatHasToStop() {
        progress.stop();

        assertThatThrownBy(() -> send(OutboundClients.local(), "/")).isInstanceOf(Stopped.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void wakesUpFromAPauseWhenTheJobMustStop() throws Exception {
        CompletableFuture<Void> pause = CompletableFuture.runAsync(() -> Pause.of(Duration.ofDays(1), progress));
        org.awaitility.Awaitility.await().until(() -> progress.aborts() == 1);
        progress.stop();

        assertThatThrownBy(pause::get).cause().isInstanceOf(Stopped.class);
    }

    private OutboundResponse send(OutboundClient client, String path) {
        return client.send(get(server.url(path)), progress);
    }

    private String content(OutboundClient client, String path) {
        try (OutboundResponse response = send(client, path)) {
            return new String(response.requireSuccess().body().readAllBytes(), UTF_8);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private int post(OutboundClient client, String path) {
        OutboundRequest request = OutboundRequest.post(server.url(path), "application/json", "{\"a\":1}");
        try (OutboundResponse response = client.send(request, progress)) {
            return response.status();
        }
    }

    private static OutboundRequest get(String url) {
        return OutboundRequest.get(url);
    }

    private static AbstractThrowableAssert<?, ?> refused(String code, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refusal -> assertThat(refusal.reasonCode()).isEqualTo(code));
    }

    private static AbstractThrowableAssert<?, ?> retried(String code, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reasonCode()).isEqualTo(code));
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

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
