package dev.waybill.worker.enrichment;

import static dev.waybill.worker.enrichment.EnrichNode.summary;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.enrichment.EnrichmentField;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentTypes;
import dev.waybill.shared.enrichment.LocationImprovement;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class ImproveLocationsPostgresTest {

    @Test
    void fillsWhatIsMissingAfterAReviewAndLeavesWhatIsThere(TestDatabase database) {
        try (GeminiStandIn gemini = new GeminiStandIn();
                EnrichNode node = new EnrichNode(database, gemini)) {
            database.superuser().sql("""
                    INSERT INTO locations (workspace_id, identity_key, name, name_key, address, city, country, website,
                        phone)
                    VALUES (1, 'id:1', 'Bean There', 'bean there', '1 Main St', 'New York', 'US',
                            'https://bean.example', NULL),
                           (1, 'id:2', 'Bean Here', 'bean here', '2 Main St', 'New York', 'US', NULL, '+12125550199')
                    """).update();

            Process process = node.awaitRest(
                    node.submit(EnrichmentTypes.LOCATIONS, LocationImprovement.missing(EnrichmentField.PHONE)));

            assertThat(process.status()).as("%s", process.errorMessage()).isEqualTo(ProcessStatus.WAITING_REVIEW);
            List<EnrichmentItem> items = node.suggestions(process.id());
            assertThat(items).extracting(EnrichmentItem::itemKey).containsExactly("Bean There");
            JsonNode wanted = items.getFirst().wanted();
            assertThat(wanted.path("phone").asText()).isEqualTo("+12125550100");
            assertThat(wanted.has("website")).as("it has one").isFalse();
            assertThat(wanted.path("hours").path("sunday")).isEmpty();
            assertThat(wanted.path("lat").isNumber()).isTrue();

            node.reviews().approveAll(Scope.SEEDED, process.id(), "low");

            Process ended = node.process(process.id());
            assertThat(ended.status()).isEqualTo(ProcessStatus.COMPLETED);
            assertThat(summary(ended).path("applied").asInt()).isEqualTo(1);
            JsonNode location = location(database);
            assertThat(location.path("phone").asText()).isEqualTo("+12125550100");
            assertThat(location.path("website").asText()).isEqualTo("https://bean.example");
            assertThat(location.path("hours")
                            .path("monday")
                            .path(0)
                            .path("open")
                            .asText())
                    .isEqualTo("09:00");
            Process undo = node.undo(ended);
            assertThat(summary(undo).path("restored").asInt()).isEqualTo(1);
            assertThat(location(database).path("phone").isNull()).isTrue();
            ProcessId again =
                    node.submit(EnrichmentTypes.LOCATIONS, LocationImprovement.missing(EnrichmentField.PHONE));
            assertThat(node.suggestions(node.awaitRest(again).id()).getFirst().cached())
                    .isTrue();
        }
    }

    private static JsonNode location(TestDatabase database) {
        return Objects.requireNonNull(JobJson.read(database.superuser()
                .sql("SELECT to_jsonb(l) FROM locations l WHERE identity_key = 'id:1'")
                .query(String.class)
                .single()));
    }
}
