package dev.waybill.worker.outbound;

import static dev.waybill.worker.outbound.Outcomes.await;
import static dev.waybill.worker.outbound.Outcomes.refused;
import static dev.waybill.worker.outbound.Outcomes.retried;
import static dev.waybill.worker.outbound.RawServer.ok;
import static dev.waybill.worker.outbound.RawServer.redirect;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundDestinationsTest {

    private final RawServer server = new RawServer();
    private final TestProgress progress = new TestProgress();

    OutboundDestinationsTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        server.close();
        assertThat(progress.aborts()).as("aborts that stay registered").isZero();
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
        OutboundClient client = OutboundClients.client(Dns.SYSTEM, "ports=" + server.port() + ",80");

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

        refused(
                        "url_forbidden_address",
                        () -> client.send(OutboundRequest.get(server.url("feeds.example", "/")), progress))
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

        refused(
                "url_forbidden_address",
                () -> client.send(OutboundRequest.get(server.url("rebind.example", "/")), progress));
        assertThat(server.paths()).containsExactly("/");
    }

    @Test
    void triesTheOtherAddressesOfANameButNeverAForbiddenOne() throws IOException {
        server.on("/", ok("here"));
        HostsTable hosts = new HostsTable().with("many.example", "10.0.0.1", "127.0.0.1");
        OutboundClient client = OutboundClients.client(hosts, "allow=127.0.0.1");

        try (OutboundResponse response = client.send(OutboundRequest.get(server.url("many.example", "/")), progress)) {
            assertThat(new String(response.body().readAllBytes(), UTF_8)).isEqualTo("here");
        }
    }

    @Test
    void opensHostsThatTheAllowListNames() throws IOException {
        server.on("/", ok("here"));
        HostsTable hosts = new HostsTable().with("feeds.internal", "127.0.0.1").with("other.internal", "127.0.0.1");
        OutboundClient client = OutboundClients.client(hosts, "allow=Feeds.Internal");

        client.send(OutboundRequest.get(server.url("feeds.internal", "/")), progress)
                .close();
        refused(
                "url_forbidden_address",
                () -> client.send(OutboundRequest.get(server.url("other.internal", "/")), progress));
    }

    @Test
    void refusesOtherPortsThanTheUsualOnes() {
        OutboundClient client = OutboundClients.client(new HostsTable().with("feeds.example", "8.8.8.8"));

        refused("url_forbidden_port", () -> client.send(OutboundRequest.get("http://feeds.example:22/"), progress));
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

        client.send(OutboundRequest.get(server.url("/a")).withCredential("shop"), progress)
                .close();

        assertThat(server.requests().stream().map(request -> request.header("authorization")))
                .containsExactly("Bearer s3cret", "Bearer s3cret", null);
        refused(
                "credential_forbidden",
                () -> client.send(
                        OutboundRequest.get(server.url("localhost", "/c")).withCredential("shop"), progress));
        refused(
                "unknown_credential",
                () -> client.send(OutboundRequest.get(server.url("/c")).withCredential("other"), progress));
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

        client.send(OutboundRequest.get(server.url("/")).withCredential("shop"), progress)
                .close();

        assertThat(server.requests().getFirst().header(header)).isEqualTo(expected);
    }

    @Test
    void callsAClosedPortUnreachable() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        retried(
                "remote_unreachable",
                () -> OutboundClients.local().send(OutboundRequest.get("http://127.0.0.1:" + closed + "/"), progress));
    }

    @Test
    void callsAnUnknownNameUnreachable() {
        OutboundClient client = OutboundClients.client(new HostsTable());

        retried("remote_unreachable", () -> client.send(OutboundRequest.get("https://nowhere.example/"), progress));
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

        retried("remote_unreachable", () -> client.send(OutboundRequest.get("https://slow.example/"), progress));
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
}
