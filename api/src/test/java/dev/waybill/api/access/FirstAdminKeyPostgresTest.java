package dev.waybill.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.api.ApiNode;
import dev.waybill.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first start of a database, and those after it. */
class FirstAdminKeyPostgresTest {

    private static final String NONE = "waybill.access.first-admin-key=";
    private static final String SETTING = NONE;
    private static final String FIRST = "wbk_first_" + "0123456789abcdef".repeat(4);
    private static final String SECOND = "wbk_second_" + "fedcba9876543210".repeat(4);

    private final TestDatabase database = TestDatabase.create();

    @TempDir
    private Path directory;

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void refusesAStartAfterWhichNobodyCouldCall() {
        assertThatThrownBy(() -> start(NONE))
                .hasRootCauseInstanceOf(NobodyCanCall.class)
                .rootCause()
                .hasMessageContaining("waybill.access.first-admin-key-file")
                .hasMessageContaining("WAYBILL_ACCESS_FIRST_ADMIN_KEY")
                .hasMessageContaining("waybill.access.jwt.issuer");
    }

    @Test
    void startsWithAnIssuerAlone() {
        try (ApiNode node =
                start(NONE, "waybill.access.jwt.issuer=https://id.example", "waybill.access.jwt.audiences=waybill")) {
            assertThat(node.http().as(null).get("/api/processes").status()).isEqualTo(401);
        }
    }

    @Test
    void usesTheKeyOnlyWhileThereIsNone() {
        try (ApiNode node = start(SETTING + FIRST)) {
            assertThat(node.bean(FirstAdminKey.class).made()).isTrue();
            assertThat(role(node, FIRST)).isEqualTo("admin");
        }
        assertThat(stored()).containsExactly("first").doesNotContain(FIRST);
        try (ApiNode node = start(SETTING + SECOND)) {
            assertThat(node.bean(FirstAdminKey.class).made()).isFalse();
            assertThat(role(node, FIRST)).isEqualTo("admin");
            assertThat(node.http().as(SECOND).get("/api/session").status()).isEqualTo(401);
        }
        try (ApiNode node = start(NONE)) {
            assertThat(role(node, FIRST)).isEqualTo("admin");
        }
    }

    @Test
    void makesOneThatWasRevokedNotAgain() {
        start(SETTING + FIRST).close();
        database.superuser().sql("UPDATE api_keys SET revoked_at = now()").update();

        assertThatThrownBy(() -> start(SETTING + FIRST)).rootCause().hasMessageContaining("was revoked");

        try (ApiNode node = start(SETTING + SECOND)) {
            assertThat(role(node, SECOND)).isEqualTo("admin");
            assertThat(node.http().as(FIRST).get("/api/session").status()).isEqualTo(401);
        }
    }

    @Test
    void readsTheKeyOfAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), FIRST + "\n");

        try (ApiNode node = start("waybill.access.first-admin-key-file=" + file)) {
            assertThat(role(node, FIRST)).isEqualTo("admin");
        }
    }

    @Test
    void saysWhichFileCannotBeRead() {
        assertThatThrownBy(() -> start("waybill.access.first-admin-key-file=" + directory.resolve("none")))
                .hasStackTraceContaining("waybill.access.first-admin-key-file names a file that cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "letmein",
                "wbk_first_short",
                "0123456789abcdef0123456789abcdef0123456789abcdef",
                "wbk_first_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "wbk_first_abababababababababababababababababababababab"
            })
    void refusesAKeyThatCouldBeGuessedAndDoesNotRepeatIt(String key) {
        assertThatThrownBy(() -> start(SETTING + key))
                .hasStackTraceContaining("waybill.access.first-admin-key must hold a key like wbk_first_<secret>")
                .satisfies(failure -> assertThat(allMessages(failure)).noneMatch(message -> message.contains(key)));
    }

    @Test
    void opensProbesAndNothingElseOfTheActuator() {
        try (ApiNode node =
                start(SETTING + FIRST, "management.server.port=", "management.endpoints.web.exposure.include=*")) {
            var nobody = node.http().as(null);
            assertThat(nobody.get("/actuator/health").status()).isEqualTo(200);
            assertThat(nobody.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(nobody.get("/actuator/health/readiness").status()).isEqualTo(200);
            for (String path : List.of("/actuator", "/actuator/env", "/actuator/beans", "/actuator/metrics")) {
                assertThat(nobody.get(path).status()).as(path).isIn(401, 403);
                assertThat(node.http().as(FIRST).get(path).status())
                        .as("%s of an admin of a workspace", path)
                        .isIn(401, 403);
            }
        }
    }

    private static List<String> allMessages(Throwable failure) {
        return java.util.stream.Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(one -> String.valueOf(one.getMessage()))
                .toList();
    }

    private ApiNode start(String... settings) {
        return ApiNode.start(database, settings);
    }

    private List<String> stored() {
        return database.superuser()
                .sql("SELECT public_id FROM api_keys")
                .query(String.class)
                .list();
    }

    private static String role(ApiNode node, String key) {
        return node.http().as(key).get("/api/session").json().path("role").asText();
    }
}
