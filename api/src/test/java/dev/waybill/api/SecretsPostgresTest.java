package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.testkit.ChildJvm;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable api as a process of its own, with secrets in files: what it logs, and what its actuator shows. */
@PostgresTest
class SecretsPostgresTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LINK_SECRET = "s3cret-of-links-that-is-long-enough-0123456789";
    private static final String MODEL_KEY = "s3cret-key-of-the-model";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path secrets;

    @Test
    void readsSecretsFromFilesAndShowsThemNowhere(TestDatabase database) throws Exception {
        Files.writeString(secrets.resolve("waybill.review-pack.link-secret"), LINK_SECRET);
        Files.writeString(secrets.resolve("waybill.database.password"), database.password());
        Files.writeString(secrets.resolve("waybill.ai.gemini.api-key"), MODEL_KEY);
        try (ChildJvm api = launch(database)
                .property("management.endpoints.web.exposure.include", "*")
                .property("management.endpoint.configprops.show-values", "never")
                .start()) {
            int port = port(api, 1);
            int management = port(api, 2);
            String base = "http://127.0.0.1:" + management + "/actuator/";
            StringBuilder shown = new StringBuilder();
            for (String page : List.of(
                    "env", "configprops", "beans", "health", "info", "metrics", "conditions", "mappings", "loggers")) {
                shown.append(get(base + page).body());
            }
            shown.append(get(base + "env/waybill.review-pack.link-secret").body());
            shown.append(get("http://127.0.0.1:" + port + "/api/openapi.json").body());

            assertThat(shown.toString()).contains("******").contains("waybill.review-pack.link-secret");
            assertThat(shown.toString()).doesNotContain(LINK_SECRET, MODEL_KEY, "\"" + database.password() + "\"");
            assertThat(api.output()).doesNotContain(LINK_SECRET, MODEL_KEY);
            assertThat(get("http://127.0.0.1:" + port + "/actuator/health").statusCode())
                    .isEqualTo(404);
            assertThat(get("http://127.0.0.1:" + port + "/actuator/env").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void showsOnlyHealthInfoAndMetrics(TestDatabase database) throws Exception {
        try (ChildJvm api = launch(database)
                .environment("WAYBILL_DATABASE_PASSWORD", database.password())
                .start()) {
            int port = port(api, 1);
            String base = "http://127.0.0.1:" + port(api, 2) + "/actuator";

            // on a busy machine a node that has just started may take longer to answer than a probe waits
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(get(base + "/health").body())
                            .isEqualTo("{\"status\":\"UP\",\"groups\":[\"liveness\",\"readiness\",\"startup\"]}"));
            assertThat(get(base + "/health/readiness").statusCode()).isEqualTo(200);
            assertThat(get(base + "/metrics").statusCode()).isEqualTo(200);
            for (String page :
                    List.of("/env", "/configprops", "/beans", "/heapdump", "/threaddump", "/loggers", "/shutdown")) {
                assertThat(get(base + page).statusCode()).as(page).isEqualTo(404);
            }
            assertThat(get("http://127.0.0.1:" + port + "/api/openapi.json").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void keepsAWrongSecretOutOfWhatItSaysAboutIt(TestDatabase database) throws Exception {
        Files.writeString(secrets.resolve("waybill.review-pack.link-secret"), "s3cret-too-short");
        Files.writeString(secrets.resolve("waybill.database.password"), database.password() + "-s3cret-wrong");
        try (ChildJvm api = launch(database).start()) {
            assertThat(api.awaitExit(PATIENCE)).isNotZero();

            assertThat(api.output()).doesNotContain("s3cret");
        }
    }

    private ChildJvm.Launch launch(TestDatabase database) {
        return ChildJvm.of(ApiApplication.class)
                .environment("WAYBILL_DATABASE_URL", database.jdbcUrl())
                .environment("WAYBILL_DATABASE_USERNAME", database.username())
                .property("spring.config.additional-location", "optional:file:/nowhere/")
                .property("spring.config.import", "configtree:" + secrets + "/")
                .property("waybill.access.first-admin-key", ApiNode.ADMIN_KEY)
                .property("server.port", "0")
                .property("management.server.port", "0");
    }

    private static int port(ChildJvm api, int which) {
        String line = "Tomcat started on port (\\d+)";
        String all = which == 1 ? line : line + "(?s).*" + line;
        return Integer.parseInt(api.awaitOutput(all, PATIENCE).group(which));
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
