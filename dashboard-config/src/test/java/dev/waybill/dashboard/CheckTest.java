package dev.waybill.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "127.0.0.1,     localhost:8000,          -",
                "127.0.0.1,     LOCALHOST,               -",
                "127.0.0.1,     127.0.0.1:8000,          -",
                "127.0.0.1,     [::1]:8000,              -",
                "127.0.0.1,     jobs.example:8443,       -",
                "127.0.0.1,     JOBS.example,            -",
                "127.0.0.1,     evil.example:8000,       421",
                "127.0.0.1,     localhost.evil.example,  421",
                "127.0.0.1,     10.0.0.5:8000,           421",
                "127.0.0.1,     -,                       421",
                "127.0.0.1,     '',                      421",
                "127.0.0.1,     [::1,                    421",
                "10.0.0.5,      10.0.0.5:8000,           -",
                "10.0.0.5,      10.0.0.6:8000,           421",
                "0.0.0.0,       10.0.0.6:8000,           -",
                "0.0.0.0,       [2001:db8::1]:8000,      -",
                "0.0.0.0,       evil.example:8000,       421",
            })
    void answersOnlyToItsOwnNames(String bound, @Nullable String host, @Nullable Integer status) {
        Check check = new ExpectedHost(InetAddress.ofLiteral(bound), List.of("jobs.example"));
        assertStatus(check.refuse(call("GET", "/dashboard", "Host", host)), status);
    }

    @Test
    void refusesTwoHosts() {
        Headers headers = new Headers();
        headers.add("Host", "localhost");
        headers.add("Host", "evil.example");
        Check check = new ExpectedHost(InetAddress.ofLiteral("127.0.0.1"), List.of());
        assertStatus(check.refuse(new Call("GET", "/", headers)), 421);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET,     /dashboard, -,           -,                       -",
                "GET,     /dashboard, cross-site,  -,                       -",
                "GET,     /api/jobs,  -,           -,                       -",
                "GET,     /api/jobs,  none,        -,                       -",
                "GET,     /api/jobs,  same-origin, -,                       -",
                "GET,     /api/jobs,  same-site,   -,                       403",
                "GET,     /sse/jobs,  cross-site,  -,                       403",
                "POST,    /api/jobs,  same-origin, http://localhost:8000,   -",
                "DELETE,  /api/jobs,  same-origin, -,                       -",
                "POST,    /api/jobs,  cross-site,  http://localhost:8000,   403",
                "POST,    /api/jobs,  same-site,   http://localhost:8000,   403",
                "POST,    /api/jobs,  none,        -,                       403",
                "POST,    /api/jobs,  -,           -,                       403",
                "POST,    /api/jobs,  -,           http://localhost:8000,   -",
                "POST,    /api/jobs,  -,           https://LOCALHOST:8000,  -",
                "POST,    /api/jobs,  -,           http://localhost:3000,   403",
                "POST,    /api/jobs,  -,           null,                    403",
                "DELETE,  /api/jobs,  -,           http://evil.example,     403",
                "PUT,     /api/jobs,  same-origin, http://localhost:8000,   405",
                "OPTIONS, /api/jobs,  same-origin, -,                       405",
                "HEAD,    /dashboard, -,           -,                       405",
            })
    void letsOnlyItsOwnPageChangeJobs(
            String method, String path, @Nullable String site, @Nullable String origin, @Nullable Integer status) {
        Call call = call(method, path, "Host", "localhost:8000", "Sec-Fetch-Site", site, "Origin", origin);
        assertStatus(new SameOrigin().refuse(call), status);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Basic, ada:s3:cret,  -",
                "basic, ada:s3:cret,  -",
                "Basic, ada:s3:cre,   401",
                "Basic, ada:s3:crett, 401",
                "Basic, bob:s3:cret,  401",
                "Basic, '',           401",
                "Bearer, ada:s3:cret, 401",
            })
    void asksForTheRightCredentials(String scheme, String credentials, @Nullable Integer status) {
        String header = scheme + " " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
        Check check = new Credentials("ada", "s3:cret");
        assertStatus(check.refuse(call("GET", "/", "Authorization", header)), status);
    }

    @Test
    void asksForCredentialsWhenThereAreNoneOrNoise() {
        Check check = new Credentials("ada", "secret");
        assertStatus(check.refuse(call("GET", "/")), 401);
        assertStatus(check.refuse(call("GET", "/", "Authorization", "Basic ???")), 401);
    }

    @Test
    void asksNobodyWithoutAPassword() {
        assertStatus(new Credentials("ada", null).refuse(call("GET", "/")), null);
    }

    private static void assertStatus(@Nullable Refusal refusal, @Nullable Integer status) {
        assertThat(refusal == null ? null : refusal.status()).isEqualTo(status);
    }

    private static Call call(String method, String path, @Nullable String... headers) {
        Headers sent = new Headers();
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i + 1] != null) {
                sent.add(headers[i], headers[i + 1]);
            }
        }
        return new Call(method, path, sent);
    }
}
