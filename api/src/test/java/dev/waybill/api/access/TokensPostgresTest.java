package dev.waybill.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.waybill.api.ApiNode;
import dev.waybill.api.Http;
import dev.waybill.api.Http.Answer;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bearer tokens of an issuer that signs with a real key, and of those who pretend to be it. */
@PostgresTest
class TokensPostgresTest {

    private static Issuer issuer;
    private static ApiNode node;
    private static JdbcClient behind;

    @BeforeAll
    static void start(TestDatabase database) throws IOException, JOSEException {
        issuer = new Issuer();
        behind = database.superuser();
        behind.sql("INSERT INTO workspaces (id, name) VALUES (2, 'second'), (3, 'twin'), (4, 'twin')")
                .update();
        node = ApiNode.start(
                database,
                "waybill.access.jwt.issuer=" + issuer.uri(),
                "waybill.access.jwt.audiences=waybill,waybill-too",
                "waybill.access.jwt.role-claim=realm_access.roles",
                "waybill.access.jwt.roles.boss=admin",
                "waybill.access.jwt.roles.clerk=operator",
                "waybill.access.jwt.roles.guest=viewer",
                "waybill.access.jwt.own-claim=own_only",
                "waybill.api.stream-duration=10m");
    }

    @AfterAll
    static void stop() {
        node.close();
        issuer.close();
    }

    @Test
    void turnsClaimsIntoUserWorkspaceAndRole() throws JOSEException {
        JsonNode me = me(claims("ann", "second", List.of("guest", "clerk", "unheard-of")));

        assertThat(me.path("user").path("name").asText()).isEqualTo("Ann A");
        assertThat(me.path("user").path("email").asText()).isEqualTo("ann@example.com");
        assertThat(me.path("workspace").path("id").asLong()).isEqualTo(2);
        assertThat(me.path("role").asText()).isEqualTo("operator");
        assertThat(me.path("own").asBoolean()).isFalse();
        assertThat(me.path("csrf_token").isNull()).isTrue();
        assertThat(me.path("expires_at").asText()).isNotEmpty();
        assertThat(me(claims("ann", 2, "boss")).path("user").path("id").asLong())
                .as("the same person, the workspace by its number, the role as a word")
                .isEqualTo(me.path("user").path("id").asLong());
        assertThat(behind.sql("SELECT role FROM workspace_members WHERE workspace_id = 2 AND user_id = :user")
                        .param("user", me.path("user").path("id").asLong())
                        .query(String.class)
                        .list())
                .containsExactly("operator");
    }

    @Test
    void makesAPersonOnceHoweverManyRequestsComeAtFirst() throws Exception {
        String token = issuer.sign(build(claims("bea", "second", "clerk")));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> ids = IntStream.range(0, 12)
                    .mapToObj(number -> threads.submit(() -> node.http()
                            .as(token)
                            .get("/api/session")
                            .json()
                            .path("user")
                            .path("id")
                            .asLong()))
                    .toList();
            long first = ids.getFirst().get();
            for (Future<Long> id : ids) {
                assertThat(id.get()).isEqualTo(first).isPositive();
            }
        }
    }

    @Test
    void believesAnAddressOnlyWhenTheIssuerHasVerifiedIt() throws JOSEException {
        Map<String, @Nullable Object> mallory = claims("mallory", 1, "clerk");
        mallory.put("email", "local@localhost");
        mallory.put("email_verified", false);

        assertThat(me(mallory).path("user").path("id").asLong()).isNotEqualTo(1);

        Map<String, @Nullable Object> owner = claims("owner", 1, "clerk");
        owner.put("email", "local@localhost");
        assertThat(me(owner).path("user").path("id").asLong()).isEqualTo(1);
    }

    @Test
    void limitsWhoHasTheOwnClaim() throws JOSEException {
        Map<String, @Nullable Object> claims = claims("cas", 2, "boss");
        claims.put("own_only", true);

        JsonNode me = me(claims);

        assertThat(me.path("own").asBoolean()).isTrue();
        assertThat(me.path("role").asText())
                .as("no admin of what others started")
                .isEqualTo("operator");
        claims.put("own_only", "perhaps");
        assertThat(refused(issuer.sign(build(claims)))).contains("own");
    }

    @Test
    void needsNoCsrfTokenAndIsHeldToItsRole() throws JOSEException {
        Http guest = node.http().as(issuer.sign(build(claims("dot", 2, "guest"))));
        Http clerk = node.http().as(issuer.sign(build(claims("eve", 2, "clerk"))));

        assertThat(guest.get("/api/processes").status()).isEqualTo(200);
        assertThat(guest.post("/api/processes", "{}").status()).isEqualTo(403);
        long id = clerk.submit();
        assertThat(guest.get("/api/processes/" + id).status()).isEqualTo(200);
        assertThat(clerk.get("/api/keys").status()).isEqualTo(403);
        assertThat(node.http().get("/api/processes/" + id).status())
                .as("from the first workspace")
                .isEqualTo(404);
    }

    @Test
    void refusesWhatIsNotTheIssuersOrNotForUs() throws JOSEException {
        Map<String, @Nullable Object> good = claims("fay", 2, "boss");

        assertThat(refused(Issuer.unsigned(build(good)))).contains("none that the issuer has signed");
        assertThat(refused(issuer.confuse(build(good)))).contains("none that the issuer has signed");
        assertThat(refused(issuer.forge(build(good)))).contains("none that the issuer has signed");
        String signed = issuer.sign(build(good));
        refused(signed.substring(0, signed.length() - 8) + "AAAAAAAA");
        refused(signed.replaceFirst(
                "\\.[^.]+\\.",
                "." + Issuer.unsigned(build(claims("root", 1, "boss"))).split("\\.")[1] + "."));
    }

    @Test
    void refusesWhatIsSignedAndStillNotGood() throws JOSEException {
        refused(with("iss", "https://elsewhere.example"));
        refused(with("iss", null));
        refused(with("aud", "another-application"));
        refused(with("aud", null));
        refused(with("exp", Date.from(Instant.now().minusSeconds(120))));
        refused(with("exp", null));
        refused(with("nbf", Date.from(Instant.now().plusSeconds(120))));
        refused(with("sub", null));
        refused(with("sub", ""));
        refused(with("sub", "a\u0000b"));
        refused(with("sub", "x".repeat(300)));
        refused(with("workspace", null));
        refused(with("workspace", "nowhere"));
        refused(with("workspace", "twin"));
        refused(with("workspace", 99));
        refused(with("workspace", List.of(1, 2)));
        refused(with("workspace", "2; DROP TABLE users"));
        refused(with("realm_access", null));
        refused(with("realm_access", Map.of("roles", "admin")));
        refused(with("realm_access", Map.of("roles", List.of())));
        refused(with("realm_access", "boss"));
        assertThat(node.http()
                        .as(with("aud", List.of("x", "waybill-too")))
                        .get("/api/session")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void endsStreamsWithTheToken() throws JOSEException {
        String brief = with("exp", Date.from(Instant.now().plusSeconds(3)));

        try (Stream stream = new Stream(node.http().as(brief), "/api/processes/stream")) {
            stream.awaitEnd();
        }
    }

    @Test
    void takesRolesOfMembersWhenTokensSayNone(TestDatabase database) throws JOSEException {
        try (ApiNode members = ApiNode.start(
                database,
                "waybill.access.jwt.issuer=" + issuer.uri(),
                "waybill.access.jwt.jwk-set-uri=" + issuer.uri() + "/keys",
                "waybill.access.jwt.audiences=waybill",
                "waybill.access.jwt.role-claim=",
                "waybill.access.jwt.workspace=default",
                "waybill.api.stream-duration=10m")) {
            Map<String, @Nullable Object> claims = claims("gus", null, "boss");
            claims.put("email", "gus@example.com");
            Http gus = members.http().as(issuer.sign(build(claims)));
            assertThat(gus.get("/api/session").status()).as("no member").isEqualTo(401);
            long id = members.http()
                    .post("/api/members", "{\"name\":\"Gus\",\"email\":\"gus@example.com\",\"role\":\"operator\"}")
                    .json()
                    .path("user_id")
                    .asLong();
            JsonNode me = gus.get("/api/session").json();
            assertThat(me.path("user").path("id").asLong()).isEqualTo(id);
            assertThat(me.path("role").asText()).isEqualTo("operator");
            try (Stream stream = new Stream(gus, "/api/processes/stream")) {
                members.http().send("DELETE", "/api/members/" + id, null);
                stream.awaitEnd();
            }
            assertThat(gus.get("/api/session").status()).isEqualTo(401);
        }
    }

    @Test
    void saysThatTheIssuerDoesNotAnswer(TestDatabase database) throws JOSEException {
        try (ApiNode cut = ApiNode.start(
                database,
                "waybill.access.jwt.issuer=" + issuer.uri(),
                "waybill.access.jwt.jwk-set-uri=http://127.0.0.1:1/keys",
                "waybill.access.jwt.audiences=waybill")) {
            Answer answer = cut.http().as(with("sub", "hal")).get("/api/session");

            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(cut.http().get("/api/session").status()).isEqualTo(200);
        }
    }

    private static JsonNode me(Map<String, @Nullable Object> claims) throws JOSEException {
        Answer answer = node.http().as(issuer.sign(build(claims))).get("/api/session");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static String refused(String token) {
        Answer answer = node.http().as(token).get("/api/session");
        assertThat(answer.status()).as(answer.text()).isIn(401, 429);
        return answer.status() == 429 ? "none that the issuer has signed own" : answer.text();
    }

    /** Good but for one claim; null leaves it out. */
    private static String with(String claim, @Nullable Object value) throws JOSEException {
        Map<String, @Nullable Object> claims = claims("fay", 2, "boss");
        claims.put(claim, value);
        return issuer.sign(build(claims));
    }

    private static Map<String, @Nullable Object> claims(String subject, @Nullable Object workspace, Object roles) {
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer.uri());
        claims.put("aud", "waybill");
        claims.put("sub", subject);
        claims.put("name", subject.substring(0, 1).toUpperCase(Locale.ROOT) + subject.substring(1) + " A");
        claims.put("email", subject + "@example.com");
        claims.put("email_verified", true);
        claims.put("exp", Date.from(Instant.now().plusSeconds(600)));
        claims.put("workspace", workspace);
        claims.put("realm_access", Map.of("roles", roles));
        return claims;
    }

    private static JWTClaimsSet build(Map<String, @Nullable Object> claims) {
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder();
        claims.forEach((name, value) -> {
            if (value != null) {
                builder.claim(name, value);
            }
        });
        return builder.build();
    }
}
