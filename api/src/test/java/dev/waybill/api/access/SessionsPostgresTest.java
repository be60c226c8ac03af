package dev.waybill.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.api.ApiNode;
import dev.waybill.api.Http;
import dev.waybill.api.Http.Answer;
import dev.waybill.shared.access.ApiKey;
import dev.waybill.shared.access.ApiKeys;
import dev.waybill.shared.access.SignInLinks;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a browser does with its cookie. */
@PostgresTest
class SessionsPostgresTest {

    private static final String ECHO = "{\"type\":\"test_echo\",\"input\":{\"message\":\"hi\"}}";

    private static ApiNode node;
    private static ApiNode other;
    private static Http nobody;
    private static JdbcClient behind;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database, "waybill.api.stream-duration=10m", "waybill.access.key-cache=0s");
        other = ApiNode.start(database, "waybill.api.stream-duration=10m", "waybill.access.recheck-interval=1m");
        nobody = node.http().as(null);
        behind = database.superuser();
    }

    @AfterAll
    static void stop() {
        node.close();
        other.close();
    }

    /** A session as a browser has it: what it sends, and what its page has read. */
    private record Browser(String cookie, String csrf) {

        Answer get(Http http, String path) {
            return http.get(path, "Cookie", cookie);
        }

        Answer write(Http http, String method, String path, String body, String... more) {
            String[] headers = java.util.stream.Stream.concat(
                            java.util.stream.Stream.of("Cookie", cookie, "Content-Type", "application/json"),
                            Arrays.stream(more))
                    .toArray(String[]::new);
            return http.send(method, path, body.getBytes(UTF_8), headers);
        }
    }

    @Test
    void signsInWithAKeyAndServesItOnEveryNode() {
        Answer opened = open(ApiNode.ADMIN_KEY);

        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        assertThat(opened.header("Set-Cookie"))
                .matches(
                        "waybill-session=[0-9a-f]{64}; Path=/; Max-Age=604800; Expires=[^;]+; HttpOnly; SameSite=Strict");
        assertThat(opened.header("Cache-Control")).contains("no-store");
        assertThat(opened.text()).doesNotContain(ApiNode.ADMIN_KEY);
        Browser browser = browser(opened);
        Answer me = browser.get(other.http().as(null), "/api/session");
        assertThat(me.json().path("user").path("id").asLong()).isEqualTo(1);
        assertThat(me.json().path("workspace").path("name").asText()).isEqualTo("default");
        assertThat(me.json().path("role").asText()).isEqualTo("admin");
        assertThat(me.json().path("csrf_token").asText()).isEqualTo(browser.csrf);
        assertThat(behind.sql("SELECT count(*) FROM access_sessions s WHERE s::text LIKE '%' || :token || '%'")
                        .param("token", browser.cookie.substring(browser.cookie.indexOf('=') + 1))
                        .query(Long.class)
                        .single())
                .as("stored hashed")
                .isZero();
    }

    @Test
    void takesNoWriteWithoutTheTokenOfThePage() {
        Browser browser = signIn();
        Browser stranger = signIn();

        for (String[] headers : new String[][] {{}, {"X-CSRF-Token", ""}, {"X-CSRF-Token", stranger.csrf}}) {
            Answer answer = browser.write(nobody, "POST", "/api/processes", ECHO, headers);
            assertThat(answer.status()).as(answer.text()).isEqualTo(403);
            assertThat(answer.reason()).isEqualTo("csrf_token_invalid");
        }
        assertThat(browser.write(nobody, "DELETE", "/api/session", "").status()).isEqualTo(403);
        assertThat(browser.write(nobody, "POST", "/api/processes", ECHO, "X-CSRF-Token", browser.csrf)
                        .status())
                .isEqualTo(202);
        assertThat(browser.get(nobody, "/api/processes").status()).isEqualTo(200);
    }

    @Test
    void endsWithItsKeyAndItsStreamsWithIt() {
        ApiKey.Made key = key();
        Browser browser = browser(open(key.text().text()));
        Http there = other.http().as(null);
        try (Stream stream = new Stream(there, "/api/processes/stream", "Cookie", browser.cookie)) {
            node.http().send("DELETE", "/api/keys/" + key.key().id(), null);

            stream.awaitEnd();
        }
        assertThat(browser.get(there, "/api/session").status()).isEqualTo(401);
        assertThat(open(key.text().text()).status()).isEqualTo(401);
    }

    @Test
    void signsOutOnAllNodesAtOnce() {
        Browser browser = signIn();
        Http there = other.http().as(null);
        try (Stream stream = new Stream(there, "/api/processes/stream", "Cookie", browser.cookie)) {
            Answer out = browser.write(nobody, "DELETE", "/api/session", "", "X-CSRF-Token", browser.csrf);

            assertThat(out.status()).isEqualTo(204);
            assertThat(out.header("Set-Cookie")).startsWith("waybill-session=; Path=/; Max-Age=0");
            stream.awaitEnd();
        }
        assertThat(browser.get(nobody, "/api/session").status()).isEqualTo(401);
        Awaitility.await().until(() -> browser.get(there, "/api/session").status() == 401);
    }

    @Test
    void replacesTheSessionThatABrowserHas() {
        Browser first = signIn();

        Browser second =
                browser(nobody.post("/api/session", "{\"key\":\"" + ApiNode.ADMIN_KEY + "\"}", "Cookie", first.cookie));

        assertThat(second.cookie).isNotEqualTo(first.cookie);
        assertThat(first.get(nobody, "/api/session").status()).isEqualTo(401);
        assertThat(second.get(nobody, "/api/session").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"last_seen_at = now() - interval '9 hours'", "expires_at = now() - interval '1 second'"})
    void isOverWhenItIsIdleOrOld(String change) {
        Browser browser = signIn();
        behind.sql("UPDATE access_sessions SET " + change + " WHERE token_hash = sha256(:token::bytea)")
                .param("token", browser.cookie.substring(browser.cookie.indexOf('=') + 1))
                .update();

        Answer answer = browser.get(nobody, "/api/session");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("The session is over");
    }

    @Test
    void believesTheHeaderAndNotTheCookieBesideIt() {
        Browser browser = signIn();

        Answer answer = nobody.get(
                "/api/session", "Cookie", browser.cookie, "Authorization", "Bearer wbk_none_" + "0a1b2c3d".repeat(8));

        assertThat(answer.status()).isIn(401, 429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"waybill-session=", "waybill-session=guessed", "__Host-waybill-session=00", "a=b"})
    void takesNoOtherCookie(String cookie) {
        assertThat(nobody.get("/api/session", "Cookie", cookie).status()).isEqualTo(401);
    }

    @Test
    void opensALinkOnce() {
        String token = node.bean(SignInLinks.class).make(key().key().id(), Duration.ofMinutes(5));
        String path = "/api/session/link/" + token;
        assertThat(nobody.send("HEAD", path, null).status())
                .as("who only looks")
                .isEqualTo(401);

        Answer opened = other.http().as(null).get(path);

        assertThat(opened.status()).as(opened.text()).isEqualTo(303);
        assertThat(opened.header("Location")).isEqualTo("/");
        assertThat(opened.header("Cache-Control")).contains("no-store");
        assertThat(opened.header("Referrer-Policy")).isEqualTo("no-referrer");
        String cookie = opened.header("Set-Cookie");
        assertThat(nobody.get("/api/session", "Cookie", cookie.substring(0, cookie.indexOf(';')))
                        .status())
                .isEqualTo(200);
        assertThat(nobody.get(path).status()).as("again").isEqualTo(404);
    }

    @Test
    void opensNoLinkThatIsOver() {
        SignInLinks links = node.bean(SignInLinks.class);
        String late = links.make(key().key().id(), Duration.ofSeconds(-1));
        ApiKey.Made revoked = key();
        String dead = links.make(revoked.key().id(), Duration.ofMinutes(5));
        node.http().send("DELETE", "/api/keys/" + revoked.key().id(), null);

        assertThat(nobody.get("/api/session/link/" + late).status()).isEqualTo(404);
        assertThat(nobody.get("/api/session/link/" + dead).status()).isEqualTo(401);
    }

    @Test
    void slowsDownWhoGuesses(TestDatabase database) {
        try (ApiNode own = ApiNode.start(database)) {
            Http guesser = own.http().as(null);
            String publicId = key().key().publicId();
            String guess = "{\"key\":\"wbk_" + publicId + "_" + "0123456789abcdef".repeat(4) + "\"}";
            for (int count = 0; count < 5; count++) {
                assertThat(guesser.post("/api/session", guess).status()).isEqualTo(401);
            }

            Answer slowed = guesser.post("/api/session", guess);

            assertThat(slowed.status()).isEqualTo(429);
            assertThat(slowed.reason()).isEqualTo("rate_limited");
            assertThat(slowed.header("Retry-After")).matches("[1-9][0-9]*");
            assertThat(guesser.get("/api/processes", "Authorization", "Bearer nothing")
                            .status())
                    .as("by another entry")
                    .isEqualTo(429);
            assertThat(own.http().get("/api/processes").status())
                    .as("whoever is right at the same address")
                    .isEqualTo(200);
        }
    }

    private static Browser signIn() {
        return browser(open(ApiNode.ADMIN_KEY));
    }

    private static Answer open(String key) {
        return nobody.post("/api/session", "{\"key\":\"" + key + "\"}");
    }

    private static Browser browser(Answer opened) {
        String cookie = opened.header("Set-Cookie");
        return new Browser(
                cookie.substring(0, cookie.indexOf(';')),
                opened.json().path("csrf_token").asText());
    }

    private static ApiKey.Made key() {
        return node.bean(ApiKeys.class)
                .create(new Scope(1L, 1L, Role.ADMIN, false), new ApiKey.Wanted("test", 1, Role.ADMIN, false, null))
                .orElseThrow();
    }
}
