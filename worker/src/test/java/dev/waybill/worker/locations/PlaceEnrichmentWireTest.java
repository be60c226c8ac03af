package dev.waybill.worker.locations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.testkit.Mishap;
import dev.waybill.testkit.PlacesStandIn;
import dev.waybill.worker.ai.LoneProgress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlaceEnrichmentWireTest {

    private final PlacesStandIn standIn = new PlacesStandIn();
    private final PlaceEnrichment places = new PlaceEnrichment(
            new PlacesClient(new PlacesProperties("key", standIn.uri(), Duration.ofMillis(400)), "key"));
    private final ObjectNode draft = JobJson.MAPPER
            .createObjectNode()
            .put("name", "Bean There")
            .put("city", "Austin")
            .put("country", "US");

    @AfterEach
    void close() {
        standIn.close();
    }

    static List<Mishap> mishaps() {
        return List.of(
                PlacesStandIn.error(403, "PERMISSION_DENIED", "no"),
                PlacesStandIn.error(429, "RESOURCE_EXHAUSTED", "no"),
                PlacesStandIn.error(503, "UNAVAILABLE", "no"),
                Mishap.htmlPage(200),
                Mishap.silence(),
                Mishap.droppedAfterReading(),
                Mishap.wrongLength());
    }

    @ParameterizedTest
    @MethodSource("mishaps")
    void whateverGoesWrongIsAWarning(Mishap mishap) {
        standIn.next(mishap);
        PlaceEnrichment.Enriched enriched = places.enrich(draft, new LoneProgress());
        assertThat(enriched.draft()).isEqualTo(draft);
        assertThat(enriched.warnings()).containsExactly("not looked up in Google Places: the search failed");
    }

    @Test
    void afterThreeFailuresInARowItIsNotAskedAgain() {
        standIn.always(PlacesStandIn.error(503, "UNAVAILABLE", "no"));
        for (int failure = 0; failure < 3; failure++) {
            places.enrich(draft, new LoneProgress());
        }
        assertThat(places.enrich(draft, new LoneProgress()).warnings())
                .containsExactly("not looked up in Google Places: it does not answer");
        assertThat(standIn.requests()).isEqualTo(3);
    }

    @Test
    void aGoodSearchStartsTheCountAnew() {
        for (int time = 0; time < 3; time++) {
            standIn.next(Mishap.htmlPage(500), Mishap.htmlPage(500));
            places.enrich(draft, new LoneProgress());
            places.enrich(draft, new LoneProgress());
            assertThat(places.enrich(draft, new LoneProgress())
                            .draft()
                            .path("phone")
                            .asText())
                    .startsWith("+1 512-555-01");
        }
    }

    @Test
    void withoutAKeyNothingIsAsked() {
        PlaceEnrichment keyless = new PlaceEnrichment(null);
        assertThat(keyless.enrich(draft, new LoneProgress()).warnings())
                .containsExactly("not looked up in Google Places: there is no API key");
    }
}
