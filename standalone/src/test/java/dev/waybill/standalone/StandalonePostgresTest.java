package dev.waybill.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.client.ProcessFilter;
import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import dev.waybill.testkit.ChildJvm;
import java.net.URI;
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
            }
            assertThat(data.resolve("review-packs")).isNotEmptyDirectory();
        }
    }

    @Test
    void servesWithoutTheSamplesUntilItIsStopped() {
        try (ChildJvm standalone = start("off")) {
            String api = standalone
                    .awaitOutput("(http://127\\.0\\.0\\.1:\\d+)/api/processes", PATIENCE)
                    .group(1);
            try (WaybillClient client = WaybillClient.builder(URI.create(api)).build()) {
                assertThat(client.jobTypes()).extracting("label").contains("import/csv");
                assertThat(client.list(ProcessFilter.all()).map(ProcessView::id))
                        .isEmpty();
            }
            assertThat(standalone.isAlive()).isTrue();

            standalone.terminate();

            assertThat(standalone.awaitExit(PATIENCE)).isEqualTo(143);
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
