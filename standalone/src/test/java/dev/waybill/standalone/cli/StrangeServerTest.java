package dev.waybill.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server could answer that the real one does rarely, and keys. */
@Timeout(60)
class StrangeServerTest {

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Typed waybill;

    StrangeServerTest() throws IOException {
        server.start();
        waybill = new Typed(Map.of(
                "WAYBILL_URL", "http://127.0.0.1:" + server.getAddress().getPort(), "WAYBILL_API_KEY", "wbk_1_S3cret"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"400,2", "401,7", "403,7", "404,6", "409,10", "412,10", "422,2", "428,10", "302,1", "500,11", "501,11"})
    void mapsEveryRefusalToItsExitCode(int status, int code) {
        answer(
                status,
                "{\"reason_code\":\"why_\u001b[31m\",\"detail\":\"so\\u001b[2J\\nand so\",\"errors\":"
                        + "[{\"pointer\":\"/a\\u0007\",\"detail\":\"bad\\u009b1m\"}]}");
        assertThat(waybill.run("show", "1")).isEqualTo(code);
        assertThat(waybill.out()).isEmpty();
        assertThat(waybill.err()).startsWith("waybill: ").doesNotContainPattern("[\\p{Cc}&&[^\\n]]");
        assertThat(waybill.err()).doesNotContain("S3cret");
        assertThat(received).contains("Bearer wbk_1_S3cret");
    }

    @Test
    void saysWhenToComeBack() {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "100");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        assertThat(waybill.run("list")).isEqualTo(11);
        assertThat(waybill.err()).contains("Try again in 100 s.");
    }

    @Test
    void showsWhatANewerServerSaysWithoutUnderstandingIt() {
        answer(
                200,
                "{\"id\":7,\"type\":\"x\\u001b]0;title\\u0007\",\"status\":\"hibernating\",\"operator_status\":\"dreaming\","
                        + "\"name\":\"\\u202egnp\",\"future\":[1],\"failures\":[{\"reason\":\"\\u001b[2J\"}]}");
        assertThat(waybill.run("show", "7")).isZero();
        assertThat(waybill.out()).contains("dreaming").doesNotContain("\u001b", "\u202e", "\u0007");
        assertThat(waybill.run("show", "7", "--json")).isZero();
        assertThat(waybill.out()).contains("\\u202egnp").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void takesTheKeyFromAFileRatherThanFromTheEnvironment(@TempDir Path folder) throws IOException {
        answer(200, "{\"items\":[],\"next\":null}");
        Path file = Files.writeString(folder.resolve("key"), "wbk_2_FromFile\n");
        assertThat(waybill.run("list", "--api-key-file", file.toString())).isZero();
        assertThat(received).containsExactly("Bearer wbk_2_FromFile");
        Files.writeString(file, " \n");
        assertThat(waybill.run("list", "--api-key-file", file.toString())).isEqualTo(2);
        Files.writeString(file, "two\nlines");
        assertThat(waybill.run("list", "--api-key-file", file.toString())).isEqualTo(2);
        assertThat(waybill.err()).doesNotContain("lines");
    }

    @Test
    void managesKeys() {
        answer(
                200,
                "{\"id\":9,\"key\":\"wbk_9_New\",\"items\":[{\"id\":8,\"name\":\"ci\\u001b\",\"role\":\"viewer\",\"own\":true,"
                        + "\"revoked_at\":\"2026-01-01T00:00:00Z\"},{\"id\":7,\"role\":\"admin\"}],\"next\":null}");
        assertThat(waybill.run("keys", "create", "ci", "--role", "operator", "--expires", "90d", "--own"))
                .isZero();
        assertThat(waybill.out()).isEqualTo("wbk_9_New" + System.lineSeparator());
        assertThat(waybill.err()).contains("this once").doesNotContain("wbk_");
        assertThat(waybill.run("keys", "list")).isZero();
        assertThat(waybill.lines()).hasSize(3);
        assertThat(waybill.lines().get(1)).contains("revoked", "ci").doesNotContain("\u001b");
        assertThat(waybill.run("keys", "list", "--revoked", "--json")).isZero();
        assertThat(waybill.run("keys", "revoke", "8")).isZero();
    }

    @Test
    void saysThatNobodyAnswers() {
        server.stop(0);
        assertThat(waybill.run("list")).isEqualTo(8);
        assertThat(waybill.err()).contains("unreachable", "WAYBILL_URL");
    }

    private void answer(int status, String body) {
        server.createContext("/", exchange -> {
            received.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
