package dev.waybill.worker.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path directory;

    private final TestProgress progress = new TestProgress();
    private final HostsTable hosts =
            new HostsTable().with("secure.example", "127.0.0.1").with("other.example", "127.0.0.1");
    private KeyStore keys;
    private HttpsServer server;

    @BeforeEach
    void serve() throws Exception {
        keys = selfSigned(directory.resolve("keys.p12"));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/down", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://secure.example/plain");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("safe".getBytes(UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void speaksToAServerThatItsCertificateNames() throws Exception {
        OutboundClient client = OutboundClients.client(trusting(keys, hosts), "allow=127.0.0.1");

        try (OutboundResponse response = client.send(OutboundRequest.get(url("secure.example", "/")), progress)) {
            assertThat(new String(response.body().readAllBytes(), UTF_8)).isEqualTo("safe");
        }
        refused("url_certificate", client, url("other.example", "/"));
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        OutboundClient client = OutboundClients.client(hosts, "allow=127.0.0.1");

        refused("url_certificate", client, url("secure.example", "/"));
    }

    @Test
    void refusesARedirectThatGivesUpEncryption() throws Exception {
        OutboundClient client = OutboundClients.client(trusting(keys, hosts), "allow=127.0.0.1");

        refused("url_redirects", client, url("secure.example", "/down"));
    }

    @Test
    void checksAddressesUnderEncryptionToo() throws Exception {
        OutboundClient client = OutboundClients.client(
                trusting(keys, hosts), "ports=" + server.getAddress().getPort());

        refused("url_forbidden_address", client, url("secure.example", "/"));
    }

    private void refused(String code, OutboundClient client, String url) {
        assertThatThrownBy(() -> client.send(OutboundRequest.get(url), progress))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refusal -> assertThat(refusal.reasonCode()).isEqualTo(code));
    }

    private String url(String host, String path) {
        return "https://%s:%d%s".formatted(host, server.getAddress().getPort(), path);
    }

    private static OkHttpClient trusting(KeyStore keys, Dns dns) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        TrustManager[] managers = trust.getTrustManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return new OkHttpClient.Builder()
                .dns(dns)
                .sslSocketFactory(context.getSocketFactory(), (X509TrustManager) managers[0])
                .build();
    }

    private static KeyStore selfSigned(Path file) throws IOException, GeneralSecurityException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=secure.example",
                        "-ext",
                        "SAN=dns:secure.example",
                        "-ext",
                        "BC=ca:true",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor())
                .as(new String(process.getInputStream().readAllBytes(), UTF_8))
                .isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        // a store that is trusted holds certificates, not keys
        keys.setCertificateEntry("trusted", keys.getCertificate("test"));
        return keys;
    }
}
