package dev.waybill.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.api.ApiNode;
import dev.waybill.api.Http;
import dev.waybill.api.TestDriver;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class WorkspaceStreamPostgresTest {

    private static final String PATH = "/api/processes/stream";

    private static ApiNode node;
    private static Http http;
    private static TestDriver driver;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database, "waybill.api.stream-duration=8s");
        http = node.http();
        driver = node.driver();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void sendsTheLatestSnapshotOfWhateverChanges() {
        try (TestStream stream = TestStream.open(http, PATH)) {
            stream.until(s -> !s.comments().isEmpty());
            long one = http.submit();
            long two = http.submit();
            driver.start(two);
            stream.until(s -> shows(s, one, "pending") && shows(s, two, "running"));
            driver.complete(two);
            stream.until(s -> shows(s, two, "completed"));

            assertThat(stream.frames()).allSatisfy(frame -> {
                assertThat(frame.name()).isEqualTo("process");
                assertThat(frame.id()).isNull();
            });
            assertThat(stream.frames().stream()
                            .map(frame ->
                                    frame.data().path("id") + "@" + frame.data().path("version"))
                            .toList())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void beginsWithWhatChangedInTheLastHalfMinute(TestDatabase database, JdbcClient jdbc) {
        long recent = http.submit();
        long old = http.submit();
        jdbc.sql("UPDATE processes SET updated_at = now() - interval '40 seconds' WHERE id = :id")
                .param("id", old)
                .update();
        // a node that was not there when they were made
        try (ApiNode fresh = ApiNode.start(database);
                TestStream stream = TestStream.open(fresh.http(), PATH)) {
            stream.until(s -> shows(s, recent, "pending"));
            assertThat(ids(stream)).doesNotContain(old);
        }
    }

    @Test
    void sendsOnlyWhatWasAskedFor() {
        try (TestStream stream = TestStream.open(http, PATH + "?related_type=shown&type=test_echo")) {
            stream.until(s -> !s.comments().isEmpty());
            long other = http.submit();
            long shown = http.post(
                            "/api/processes",
                            "{\"type\":\"test_echo\",\"input\":{\"message\":\"hi\"},\"related_type\":\"shown\"}")
                    .id();
            stream.until(s -> shows(s, shown, "pending"));
            assertThat(ids(stream)).containsExactly(shown).doesNotContain(other);
        }
        assertThat(http.get(PATH + "?status=failed").reason()).isEqualTo("invalid_parameter");
    }

    @Test
    void findsByPollingWhatNobodyWasWokenFor(JdbcClient jdbc) {
        long id = http.submit();
        try (TestStream stream = TestStream.open(http, PATH)) {
            stream.until(s -> shows(s, id, "pending"));
            jdbc.sql("UPDATE processes SET name = 'quiet', version = version + 1, updated_at = now() WHERE id = :id")
                    .param("id", id)
                    .update();

            await().atMost(Duration.ofSeconds(5))
                    .until(() -> stream.frames().stream()
                            .anyMatch(
                                    frame -> frame.data().path("name").asText().equals("quiet")));
        }
    }

    @Test
    void showsNothingOfAnotherWorkspace(JdbcClient jdbc) {
        jdbc.sql("INSERT INTO workspaces (id, name) VALUES (2, 'other') ON CONFLICT DO NOTHING")
                .update();
        try (TestStream stream = TestStream.open(http, PATH)) {
            stream.until(s -> !s.comments().isEmpty());
            long foreign = http.submit();
            stream.until(s -> shows(s, foreign, "pending"));
            jdbc.sql("UPDATE processes SET workspace_id = 2, version = version + 5, name = 'foreign' WHERE id = :id")
                    .param("id", foreign)
                    .update();
            long own = http.submit();
            stream.until(s -> shows(s, own, "pending"));
            assertThat(stream.frames())
                    .noneMatch(frame -> frame.data().path("name").asText().equals("foreign"));
        }
    }

    /** A stream that ended late must not end the one which was given its response. */
    @Test
    void keepsStreamsApartThatFollowEachOther() {
        for (int round = 0; round < 60; round++) {
            try (TestStream stream = TestStream.open(http, PATH)) {
                stream.until(s -> !s.comments().isEmpty());
                long id = http.submit();
                stream.until(s -> s.ended() || shows(s, id, "pending"));

                assertThat(stream.ended()).as("round " + round).isFalse();
            }
        }
    }

    @Test
    void closesWhenItsTimeIsOver() {
        try (TestStream stream = TestStream.open(http, PATH)) {
            stream.until(TestStream::ended);
            assertThat(stream.comments()).noneMatch(line -> line.startsWith("broken"));
        }
    }

    private static boolean shows(TestStream stream, long id, String status) {
        return stream.frames().stream()
                .anyMatch(frame -> frame.data().path("id").asLong() == id
                        && frame.data().path("status").asText().equals(status));
    }

    private static Set<Long> ids(TestStream stream) {
        return stream.frames().stream()
                .map(frame -> frame.data().path("id").asLong())
                .collect(Collectors.toSet());
    }
}
