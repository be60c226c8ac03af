package dev.waybill.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.api.ApiNode;
import dev.waybill.api.Http;
import dev.waybill.api.Http.Answer;
import dev.waybill.api.access.Visit.Foreign;
import dev.waybill.shared.access.ApiKey;
import dev.waybill.shared.access.ApiKeys;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Walks every route as nobody, as people whose key is no good, with too weak a role, and from another workspace. */
@PostgresTest
class EveryRoutePostgresTest {

    private static final String FORGED = "wbk_forged_" + "0123456789abcdef".repeat(4);

    /** Goes on for long; whether it may be opened HEAD tells too. */
    private static final String WORKSPACE_STREAM = "/api/processes/stream";

    private static ApiNode node;
    private static TheirWorkspace theirs;
    private static List<Visit> visits;
    private static final Map<Role, Http> OURS = new EnumMap<>(Role.class);

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database);
        theirs = new TheirWorkspace(node, database.superuser());
        visits = Visits.all(theirs);
        for (Role role : Role.values()) {
            OURS.put(role, node.http().as(key(role, null).text().text()));
        }
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void listsEveryRouteThatThereIs() {
        List<String> mapped = node
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(entry -> isOurs(entry.getValue()))
                .flatMap(entry -> routes(entry.getKey()))
                // the pages of the hub hold nothing that is anybody's: HubPagesPostgresTest
                .filter(route -> route.contains(" /api/"))
                .toList();

        assertThat(mapped).hasSizeGreaterThan(80);
        assertThat(visits.stream().map(Visit::route))
                .as("a new route needs a line in Visits, and perhaps one in Routes")
                .containsExactlyInAnyOrderElementsOf(mapped);
    }

    @Test
    void letsNobodyInAnywhere() {
        SoftAssertions softly = new SoftAssertions();
        for (Visit visit : closed()) {
            Answer answer = send(node.http().as(null), visit);
            softly.assertThat(answer.status())
                    .as("%s: %s", visit, answer.text())
                    .isEqualTo(401);
            softly.assertThat(answer.text().isEmpty() ? "" : answer.reason())
                    .as("%s", visit)
                    .isEqualTo(visit.path().equals(WORKSPACE_STREAM) ? "" : "unauthenticated");
            softly.assertThat(answer.header("WWW-Authenticate")).as("%s", visit).startsWith("Bearer");
        }
        softly.assertAll();
    }

    @Test
    void letsNobodyInWithAKeyThatIsNoGood() {
        ApiKey.Made revoked = key(Role.ADMIN, null);
        node.bean(ApiKeys.class)
                .revoke(new Scope(1L, 1L, Role.ADMIN, false), revoked.key().id());
        String expired =
                key(Role.ADMIN, Instant.parse("2020-01-01T00:00:00Z")).text().text();
        SoftAssertions softly = new SoftAssertions();
        for (Visit visit : closed()) {
            for (String bad : List.of(revoked.text().text(), expired)) {
                Answer answer = send(node.http().as(bad), visit);
                softly.assertThat(answer.status())
                        .as("%s: %s", visit, answer.text())
                        .isEqualTo(401);
                softly.assertThat(answer.header("WWW-Authenticate"))
                        .as("%s", visit)
                        .contains("error=\"invalid_token\"");
            }
        }
        for (Visit visit : closed()) {
            softly.assertThat(send(node.http().as(FORGED), visit).status())
                    .as("%s with a forged key, slowed down at last", visit)
                    .isIn(401, 429);
        }
        softly.assertAll();
    }

    @Test
    void forbidsWhatARoleIsTooWeakFor() {
        SoftAssertions softly = new SoftAssertions();
        String before = theirs.everything();
        for (Visit visit : visits) {
            for (Role weak : visit.tooWeak()) {
                Answer answer = send(ours(weak), visit);
                softly.assertThat(answer.status())
                        .as("%s as %s: %s", visit, weak, answer.text())
                        .isEqualTo(403);
                softly.assertThat(answer.reason()).as("%s as %s", visit, weak).isEqualTo("forbidden");
            }
        }
        softly.assertAll();
        assertThat(theirs.everything()).isEqualTo(before);
    }

    @Test
    void showsAndMovesNothingOfAnotherWorkspace() {
        SoftAssertions softly = new SoftAssertions();
        String before = theirs.everything();
        for (Visit visit : visits) {
            Role least = Objects.requireNonNullElse(visit.needs(), Role.ADMIN);
            for (Role role : List.of(least, Role.ADMIN)) {
                Answer answer = send(ours(role), visit);
                softly.assertThat(answer.status())
                        .as("%s as %s: %s", visit, role, answer.text())
                        .satisfies(status -> expect(visit, status));
                softly.assertThat(answer.text().replace(visit.path(), ""))
                        .as("%s as %s", visit, role)
                        .doesNotContain(TheirWorkspace.MARK);
            }
        }
        softly.assertAll();
        assertThat(theirs.everything()).as("what is theirs is as it was").isEqualTo(before);
    }

    /** Else the walk would prove nothing: the same questions, asked by those whose things they are. */
    @Test
    void answersThoseWhoseThingsTheyAre() {
        SoftAssertions softly = new SoftAssertions();
        for (Visit visit : visits) {
            boolean read = visit.method().equals("GET") && visit.foreign() == Foreign.HIDDEN && !visit.isStream();
            if (read && visit.needs() != null && !visit.path().contains("/download")) {
                Answer answer = send(theirs.http, visit);
                softly.assertThat(answer.status())
                        .as("%s: %s", visit, answer.text())
                        .isEqualTo(200);
            }
        }
        softly.assertAll();
    }

    @Test
    void streamsNothingOfAnotherWorkspace() throws IOException {
        assertThat(node.http().as(null).open(WORKSPACE_STREAM).statusCode()).isEqualTo(401);
        HttpResponse<InputStream> stream = ours(Role.VIEWER).open(WORKSPACE_STREAM);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            theirs.http.post(
                    "/api/processes",
                    "{\"type\":\"test_echo\",\"name\":\"theirs-alone\",\"input\":{\"message\":\"hi\"}}");
            long ours = ours(Role.ADMIN).submit();
            List<String> seen = new ArrayList<>();
            String line = lines.readLine();
            while (line != null && !line.contains("\"id\":" + ours)) {
                seen.add(line);
                line = lines.readLine();
            }
            assertThat(line).as("%s", seen).isNotNull();
            assertThat(seen).noneMatch(one -> one.contains(TheirWorkspace.MARK));
        }
    }

    private static void expect(Visit visit, int status) {
        switch (visit.foreign()) {
            case HIDDEN -> assertThat(status).isEqualTo(404);
            case UNKNOWN -> assertThat(status).isIn(404, 422, visit.needs() == null ? 403 : 404, 401);
            case ABSENT -> assertThat(status).isIn(200, 201, 202, 204, 409);
        }
    }

    private static List<Visit> closed() {
        return visits.stream().filter(visit -> visit.needs() != null).toList();
    }

    private static Http ours(Role role) {
        return Objects.requireNonNull(OURS.get(role));
    }

    private static Answer send(Http http, Visit visit) {
        if (visit.path().equals(WORKSPACE_STREAM)) {
            return http.send("HEAD", visit.path(), null);
        }
        String type = visit.contentType();
        return type == null
                ? http.send(visit.method(), visit.path(), visit.bytes())
                : http.send(visit.method(), visit.path(), visit.bytes(), "Content-Type", type);
    }

    private static ApiKey.Made key(Role role, @Nullable Instant expiresAt) {
        return node.bean(ApiKeys.class)
                .create(
                        new Scope(1L, 1L, Role.ADMIN, false),
                        new ApiKey.Wanted("test " + role.word(), 1, role, false, expiresAt))
                .orElseThrow();
    }

    private static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getName().startsWith("dev.waybill.");
    }

    private static Stream<String> routes(RequestMappingInfo info) {
        return info.getMethodsCondition().getMethods().stream()
                .map(method -> HttpMethod.valueOf(method.name()))
                .flatMap(method -> info.getPatternValues().stream().map(pattern -> method + " " + pattern));
    }
}
