package dev.waybill.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.client.ProcessFilter;
import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import dev.waybill.testkit.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer starts: the whole of it in a JVM of its own, on a PostgreSQL of its own. */
class StandalonePostgresTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path data;

    @Test
    void demonstratesItselfAndEndsWellTwiceOnTheSameData() {
        for (String written : new String[] {"Written", "Unchanged"}) {
            boolean first = written.equals("Written");
            try (ChildJvm standalone = start("exit")) {
                assertThat(standalone.awaitExit(PATIENCE))
                        .as("%s", standalone.output())
                        .isZero();
                assertThat(standalone.output())
                        .contains("Import products.csv", "Import merchant-feed.xml", "Import office.xlsx")
                        .containsPattern("AI locations: drafts +#\\d+ +succeeded .* yes")
                        .containsPattern("AI locations: import +#\\d+ +succeeded .* yes")
                        .containsPattern("Enrichment of products +#\\d+ +succeeded .* yes")
                        .containsPattern("Sync Monday +#\\d+ +succeeded .* yes")
                        .containsPattern("Sync Tuesday +#\\d+ +succeeded .* yes")
                        .containsPattern("Drift +#\\d+ +succeeded .* yes")
                        .containsPattern("Review pack +#\\d+ +succeeded .* yes")
                        .containsPattern("Review pack " + data + "/review-packs/review-pack-\\d+\\.zip")
                        .contains("There is no GEMINI_API_KEY")
                        .contains("100%  partial")
                        .contains(written)
                        .containsPattern("#\\d+ +partial .* yes")
                        .contains("/dashboard")
                        .doesNotContain("ERROR");
                assertThat(standalone.output().contains("Your admin key, shown this once: wbk_"))
                        .isEqualTo(first);
            }
            assertThat(data.resolve("review-packs")).isNotEmptyDirectory();
        }
    }

    @Test
    void servesWithoutTheSamplesUntilItIsStopped() throws IOException, InterruptedException {
        try (ChildJvm standalone = start("off")) {
            String api = standalone
                    .awaitOutput("(http://127\\.0\\.0\\.1:\\d+)/api/processes", PATIENCE)
                    .group(1);
            String key = standalone
                    .awaitOutput("(wbk_[0-9a-f]{12}_[0-9a-f]{64})", PATIENCE)
                    .group(1);
            try (WaybillClient client =
                            WaybillClient.builder(URI.create(api)).apiKey(key).build();
                    WaybillClient nobody =
                            WaybillClient.builder(URI.create(api)).build()) {
                assertThatThrownBy(nobody::jobTypes).hasMessageContaining("unauthenticated");
                assertThat(client.jobTypes()).extracting("label").contains("import/csv");
                assertThat(client.list(ProcessFilter.all()).map(ProcessView::id))
                        .isEmpty();
            }
            assertThat(standalone.isAlive()).isTrue();
            String dashboard = standalone
                    .awaitOutput("JobRunr +(http://127\\.0\\.0\\.1:\\d+/)dashboard", PATIENCE)
                    .group(1);
            assertThat(body(api + "/"))
                    .as("the hub links to the dashboard wherever it has bound itself")
                    .contains("data-dashboard=\"" + dashboard + "\"");
            String link = standalone
                    .awaitOutput("(http://127\\.0\\.0\\.1:\\d+/api/session/link/[0-9a-f]{64})", PATIENCE)
                    .group(1);
            assertThat(get(link)).isEqualTo(303);
            assertThat(get(link)).as("it opens once").isEqualTo(404);
            assertThat(data.resolve("waybill.log"))
                    .content()
                    .doesNotContain(key)
                    .doesNotContain(link);

            standalone.terminate();

            assertThat(standalone.awaitExit(PATIENCE)).isEqualTo(143);
        }
    }

    private static int get(String link) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static String body(String address) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private ChildJvm start(String demo) {
        return ChildJvm.of(StandaloneApplication.class)
                .environment("WAYBILL_DEMO", demo)
                .environment("GEMINI_API_KEY", "")
                .environment("WAYBILL_DATA", data.toString())
                .property("server.port", "0")
                .property("waybill.dashboard.port", "0")
                .start();
    }
}
