package dev.waybill.worker.locations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.locations.LocationItem;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.PlacesStandIn;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

@PostgresTest
class EnrichmentPostgresTest {

    @Test
    void draftsAreLookedUpInPlacesAndNoFailureThereFailsThem(TestDatabase database) {
        try (GeminiStandIn gemini = new GeminiStandIn();
                PlacesStandIn places = new PlacesStandIn();
                LocationNode node = new LocationNode(
                        database, gemini, "waybill.places.api-key=test", "waybill.places.base-url=" + places.uri())) {
            places.next(PlacesStandIn.error(503, "UNAVAILABLE", "try later"));

            Process process = node.run(3, "Berlin, Germany");

            assertThat(process.status()).isEqualTo(ProcessStatus.WAITING_REVIEW);
            List<LocationItem> items = node.items(process.id());
            assertThat(items.get(0).warnings()).containsExactly("not looked up in Google Places: the search failed");
            JsonNode enriched = items.get(1).normalizedPayload();
            assertThat(enriched.path("custom_fields").path("google_place_id").asText())
                    .startsWith("stand-in-");
            assertThat(enriched.path("hours").path("sunday")).isEmpty();
            assertThat(enriched.path("hours")
                            .path("saturday")
                            .path(0)
                            .path("close")
                            .asText())
                    .isEqualTo("18:00");
            assertThat(items.get(1).warnings())
                    .containsExactly("Google Places says otherwise, and was believed: phone, website");
            assertThat(items.get(2).rawModelOutput()).isNotNull().doesNotHaveToString("places.example");
            assertThat(items.get(2).warnings()).containsExactly("not found in Google Places");
            assertThat(places.queries()).hasSize(2).first().asString().contains("Bean There Berlin Old Town", "10115");
        }
    }
}
