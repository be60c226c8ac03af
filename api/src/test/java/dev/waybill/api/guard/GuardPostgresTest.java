package dev.waybill.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.api.ApiNode;
import dev.waybill.api.Http;
import dev.waybill.api.Http.Answer;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before every route, over HTTP. */
@PostgresTest
class GuardPostgresTest {

    /** Word by word what the design guide of the hub was tried with. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src"
                    + " 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types lit-html";

    private static ApiNode node;
    private static Http http;
    private static ApiNode proxied;
    private static Http nobody;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database);
        http = node.http();
        proxied = ApiNode.start(
                database,
                "waybill.api.trusted-proxies=127.0.0.1",
                "waybill.api.limits.unauthenticated=3",
                "waybill.api.limits.period=1h");
        nobody = proxied.http().as(null);
    }

    @AfterAll
    static void stop() {
        node.close();
        proxied.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/processes",
        "GET, /api/processes/999999999",
        "GET, /api/nothing",
        "DELETE, /api/processes",
        "POST, /api/processes",
        "GET, /api/..%2fx",
        "GET, /",
        "GET, /nothing",
        "TRACE, /api/processes"
    })
    void givesEveryAnswerTheHeadersOfASecurePage(String method, String path) {
        Answer answer = raw(method, path);

        assertThat(answer.header("Content-Security-Policy")).as(answer.text()).isEqualTo(POLICY);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        assertThat(answer.response().headers().map())
                .as("headers that are there twice")
                .allSatisfy((name, values) ->
                        assertThat(name.equals("vary") ? 1 : values.size()).isEqualTo(1));
    }

    @Test
    void letsNobodyKeepDataUnlessTheRouteSaysSo() {
        long id = http.submit();

        assertThat(http.get("/api/processes").header("Cache-Control")).isEqualTo("no-store");
        assertThat(http.get("/api/nothing").header("Cache-Control")).isEqualTo("no-store");
        Answer process = http.get("/api/processes/" + id);
        assertThat(process.response().headers().allValues("Cache-Control")).containsExactly("no-cache, private");
        assertThat(http.get("/api/processes/" + id, "If-None-Match", process.header("ETag"))
                        .response()
                        .headers()
                        .allValues("Cache-Control"))
                .containsExactly("no-cache, private");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https", "http,https"})
    void speaksOfTransportSecurityBehindTls(String protocol) {
        Answer secure =
                proxied.http().get("/api/job-types", "X-Forwarded-Proto", protocol, "X-Forwarded-For", protocol);

        assertThat(secure.header("Strict-Transport-Security")).isEqualTo("max-age=63072000; includeSubDomains");
    }

    @Test
    void believesNoForwardedHeaderWithoutAConfiguredProxy() {
        Answer answer = http.get(
                "/api/job-types",
                "X-Forwarded-Proto",
                "https",
                "Forwarded",
                "for=1.2.3.4;proto=https",
                "X-Forwarded-Ssl",
                "on");

        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        assertThat(node.setting("server.forward-headers-strategy", String.class))
                .isEqualTo("none");
    }

    @Test
    void countsTheClientBehindATrustedProxy() {
        for (int request = 0; request < 3; request++) {
            assertThat(behindProxy("198.51.100.7").status()).isEqualTo(200);
        }

        assertThat(behindProxy("198.51.100.7").status()).isEqualTo(429);
        assertThat(behindProxy("198.51.100.8").status()).isEqualTo(200);
        // what a client claims stands left of what the proxy has seen
        assertThat(behindProxy("198.51.100.99, 198.51.100.7").status()).isEqualTo(429);
    }

    @Test
    void tellsWhatIsLeftOfABudgetAndWhenToComeBack() {
        Answer first = behindProxy("198.51.100.50");
        behindProxy("198.51.100.50");
        behindProxy("198.51.100.50");
        Answer refused = behindProxy("198.51.100.50");

        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"unauthenticated\";q=3;w=3600");
        assertThat(first.header("RateLimit")).matches("\"unauthenticated\";r=2;t=1[12]\\d\\d");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.reason()).isEqualTo("rate_limited");
        assertThat(refused.header("RateLimit")).startsWith("\"unauthenticated\";r=0;");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1_100, 1_200);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.header("Content-Security-Policy")).isEqualTo(POLICY);
    }

    @Test
    void countsNothingOutsideOfTheApi() {
        for (int request = 0; request < 10; request++) {
            assertThat(proxied.http()
                            .get("/nothing", "X-Forwarded-For", "198.51.100.60")
                            .status())
                    .isEqualTo(404);
        }
    }

    private static Answer behindProxy(String forwardedFor) {
        return nobody.get("/api/openapi.json", "X-Forwarded-For", forwardedFor);
    }

    private static Answer raw(String method, String path) {
        return http.send(method, path, null);
    }
}
