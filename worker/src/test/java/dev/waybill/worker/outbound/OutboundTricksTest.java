package dev.waybill.worker.outbound;

import static dev.waybill.worker.outbound.RawServer.ok;
import static dev.waybill.worker.outbound.RawServer.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way that we know of to write an address inside, as an address and as the target of a redirect. */
class OutboundTricksTest {

    private static final Set<String> REFUSALS = Set.of(
            "url_forbidden_address",
            "url_forbidden_port",
            "url_invalid",
            "url_scheme",
            "url_credentials",
            "url_redirects");

    private final RawServer server = new RawServer();
    private final TestProgress progress = new TestProgress();

    OutboundTricksTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** {@code PORT} is one that listens on loopback and may be reached elsewhere. */
    static Stream<String> tricks() {
        return Stream.of(
                "http://127.0.0.1:PORT/",
                "http://127.0.0.1.:PORT/",
                "http://localhost:PORT/",
                "http://LOCALHOST:PORT/",
                "http://localhost.:PORT/",
                "http://localhost..:PORT/",
                "http://0:PORT/",
                "http://0.0.0.0:PORT/",
                "http://127.1:PORT/",
                "http://127.0.1:PORT/",
                "http://2130706433:PORT/",
                "http://017700000001:PORT/",
                "http://0177.0.0.1:PORT/",
                "http://0177.0.0.01:PORT/",
                "http://0x7f.1:PORT/",
                "http://0x7f.0x0.0x0.0x1:PORT/",
                "http://0x7f000001:PORT/",
                "http://0X7F000001:PORT/",
                "http://00000000127.0.0.1:PORT/",
                "http://127.000.000.001:PORT/",
                "http://4294967297:PORT/",
                "http://127.0.0.257:PORT/",
                "http://[::1]:PORT/",
                "http://[0:0:0:0:0:0:0:1]:PORT/",
                "http://[::]:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/",
                "http://[::ffff:7f00:1]:PORT/",
                "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/",
                "http://[::127.0.0.1]:PORT/",
                "http://[::1%25lo]:PORT/",
                "http://[::1%lo]:PORT/",
                "http://[64:ff9b::127.0.0.1]:PORT/",
                "http://[64:ff9b::7f00:1]:PORT/",
                "http://[64:ff9b:1::7f00:1]:PORT/",
                "http://[2002:7f00:1::]:PORT/",
                "http://[2001:0:7f00:1::]:PORT/",
                "http://[fe80::1]:PORT/",
                "http://[fd00::1]:PORT/",
                "http://[fec0::1]:PORT/",
                "http://[ff02::1]:PORT/",
                "http://169.254.169.254/latest/meta-data/",
                "http://0xA9FEA9FE/latest/meta-data/",
                "http://2852039166/latest/meta-data/",
                "http://[::ffff:169.254.169.254]/latest/meta-data/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://168.63.129.16/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://192.168.0.1/",
                "http://100.64.0.1/",
                "http://100.127.255.254/",
                "http://198.18.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                // digits and dots that Unicode calls the same
                "http://\u2460\u2461\u2466.0.0.1:PORT/",
                "http://127\u30020\u30020\u30021:PORT/",
                "http://\uff11\uff12\uff17.0.0.1:PORT/",
                "http://\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54:PORT/",
                "http://local\u00adhost:PORT/",
                "http://%6c%6f%63%61%6c%68%6f%73%74:PORT/",
                "http://127%2e0%2e0%2e1:PORT/",
                "http://%31%32%37.0.0.1:PORT/",
                // credentials, and what looks like a host and is none
                "http://user@127.0.0.1:PORT/",
                "http://user:secret@127.0.0.1:PORT/",
                "http://:@127.0.0.1:PORT/",
                "http://@127.0.0.1:PORT/",
                "http://feeds.example@127.0.0.1:PORT/",
                "http://feeds.example:80@127.0.0.1:PORT/",
                "http://127.0.0.1:PORT\\@feeds.example/",
                "http://feeds.example\\@127.0.0.1:PORT/",
                "http://127.0.0.1:PORT#@feeds.example/",
                "http://127.0.0.1:PORT?@feeds.example/",
                "http:127.0.0.1:PORT/",
                "http:/127.0.0.1:PORT/",
                "http:///127.0.0.1:PORT/",
                "http:\\\\127.0.0.1:PORT/",
                "//127.0.0.1:PORT/",
                "http://127.0.0.1\t:PORT/",
                "http://127.0.0.1\r\nHost:PORT/",
                "http://127.0.0.1:PORT\0.feeds.example/",
                // odd ports and schemes
                "http://127.0.0.1:0/",
                "http://127.0.0.1:65536/",
                "http://127.0.0.1:22/",
                "http://127.0.0.1:+PORT/",
                "http://127.0.0.1:6379/",
                "gopher://127.0.0.1:PORT/",
                "file:///etc/passwd",
                "ftp://127.0.0.1:PORT/",
                "dict://127.0.0.1:PORT/",
                "ldap://127.0.0.1:PORT/",
                "jar:http://127.0.0.1:PORT/!/x",
                "data:text/plain,x",
                "javascript:x");
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void reachesNothingInside(String trick) {
        server.on("/", ok("secret"));

        assertRefused(trick, client(), written(trick));

        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void followsNoRedirectInside(String trick) {
        server.on("/start", redirect(302, written(trick).replaceAll("[\r\n]", "")))
                .on("/", ok("secret"));

        Throwable outcome =
                catchThrowable(() -> client().send(OutboundRequest.get(server.url("start.example", "/start")), progress)
                        .close());

        // a target without a host of its own leads back to the server that is allowed
        if (outcome == null) {
            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request.header("host")).startsWith("start.example"));
        } else {
            assertCode(trick, outcome);
            assertThat(server.paths()).first().isEqualTo("/start");
            assertThat(server.requests().stream().skip(1))
                    .allSatisfy(request -> assertThat(request.header("host")).startsWith("start.example"));
        }
    }

    private void assertRefused(String trick, OutboundClient client, String url) {
        assertCode(
                trick,
                catchThrowable(
                        () -> client.send(OutboundRequest.get(url), progress).close()));
    }

    private static void assertCode(String trick, Throwable outcome) {
        assertThat(outcome).as(trick).isNotNull();
        if (outcome instanceof Rejected refused) {
            assertThat(refused.reasonCode()).as(trick).isIn(REFUSALS);
            assertThat(refused.reason()).doesNotContain("secret");
        } else {
            // a writing that the resolver of this machine does not take for an address
            assertThat(outcome).as(trick).isInstanceOf(RetryLater.class).hasMessageContaining("no host");
        }
    }

    private OutboundClient client() {
        HostsTable hosts = new HostsTable().with("start.example", "127.0.0.1");
        Dns dns = host -> host.equals("start.example") ? hosts.lookup(host) : Dns.SYSTEM.lookup(host);
        return OutboundClients.client(dns, "allow=start.example", "ports=80,443," + server.port());
    }

    private String written(String trick) {
        return trick.replace("PORT", Integer.toString(server.port()));
    }
}
