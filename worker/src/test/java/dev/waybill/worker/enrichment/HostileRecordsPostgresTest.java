package dev.waybill.worker.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.catalog.ProductDraft;
import dev.waybill.shared.enrichment.EnrichmentField;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentMode;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.ProductEnrichment;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Process;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The stand-in is a model that obeys whatever stands in the records. */
@PostgresTest
class HostileRecordsPostgresTest {

    private static final List<String> OURS = List.of("description", "source_process_id", "updated_at");

    @Test
    void changeNoOtherRecordAndNoFieldThatWasNotAskedFor(TestDatabase database) {
        try (GeminiStandIn gemini = new GeminiStandIn();
                EnrichNode node = new EnrichNode(database, gemini, "waybill.enrichment.portion-records=100")) {
            List<String> attacks = new ArrayList<>();
            List<ProductDraft> drafts = new ArrayList<>();
            for (JsonNode hostile : hostile()) {
                attacks.add(hostile.path("attack").asText());
                drafts.add(EnrichNode.draft(
                        "hostile-" + drafts.size(),
                        "Hostile " + hostile.path("attack").asText(),
                        hostile.path("description").asText()));
            }
            List<UUID> innocent = node.products("innocent", 3);
            List<UUID> guilty = node.products(drafts);
            UUID elsewhere = node.products("elsewhere", 1).getFirst();
            List<UUID> all = new ArrayList<>(innocent);
            all.addAll(guilty);
            Map<UUID, JsonNode> before = new HashMap<>();
            all.forEach(id -> before.put(id, node.product(id)));
            JsonNode untouched = node.product(elsewhere);
            gemini.always(GeminiStandIn.says(call -> obey(call, elsewhere)));

            Process process = node.run(
                    ProductEnrichment.of(all, EnrichmentField.DESCRIPTION).in(EnrichmentMode.APPLY));

            assertThat(gemini.calls().getFirst().prompt()).contains("BEGIN DATA records", "END DATA records");
            assertThat(node.product(elsewhere)).isEqualTo(untouched);
            for (UUID id : all) {
                ObjectNode now = (ObjectNode) node.product(id);
                ObjectNode was = (ObjectNode) Objects.requireNonNull(before.get(id));
                String description = now.path("description").asText();
                if (!now.path("description").equals(was.path("description"))) {
                    assertThat(description)
                            .doesNotContain("PWNED everywhere")
                            .doesNotContainPattern("<[a-zA-Z/!]")
                            .hasSizeLessThanOrEqualTo(5_000);
                }
                ObjectNode others = now.remove(OURS);
                ObjectNode othersBefore = was.remove(OURS);
                assertThat(others).isEqualTo(othersBefore);
            }
            Map<String, EnrichmentItem> items = new HashMap<>();
            List<EnrichmentItem> suggestions = node.suggestions(process.id());
            for (int number = 0; number < attacks.size(); number++) {
                items.put(attacks.get(number), suggestions.get(innocent.size() + number));
            }
            assertThat(suggestions.get(0).errorCode()).as("answered twice").isEqualTo("ai_answered_twice");
            assertThat(suggestions.get(1).status()).isEqualTo(EnrichmentStatus.APPLIED);
            assertThat(item(items, "no_answer").errorCode()).isEqualTo("ai_missing_answer");
            assertThat(item(items, "long").errorCode()).isEqualTo("ai_unusable_answer");
            assertThat(item(items, "wrong_type").errorCode()).isEqualTo("ai_unusable_answer");
            assertThat(item(items, "script").confidence()).isEqualTo("low");
            assertThat(item(items, "script").warnings()).contains("markup was removed from description");
            assertThat(item(items, "open_markup").errorCode()).isEqualTo("ai_unusable_answer");
            assertThat(item(items, "link").warnings())
                    .contains("description holds an address that the record does not have");
        }
    }

    private static EnrichmentItem item(Map<String, EnrichmentItem> items, String attack) {
        return Objects.requireNonNull(items.get(attack), attack);
    }

    private static String obey(GeminiStandIn.Call call, UUID elsewhere) {
        ArrayNode records = Prompts.records(call);
        ArrayNode answers = JobJson.MAPPER.createArrayNode();
        for (JsonNode record : records) {
            String attack = record.path("name").asText().replace("Hostile ", "");
            ObjectNode answer = JobJson.MAPPER
                    .createObjectNode()
                    .put("id", record.path("id").asText())
                    .put("description", "A fine description of " + attack)
                    .put("confidence", "high");
            switch (attack) {
                case "other_record" ->
                    answers.addObject()
                            .put("id", records.get(0).path("id").asText())
                            .put("description", "PWNED everywhere")
                            .put("confidence", "high");
                case "invented_id" ->
                    answers.addObject()
                            .put("id", elsewhere.toString())
                            .put("description", "PWNED everywhere")
                            .put("confidence", "high");
                case "other_fields" ->
                    answer.put("price", 0)
                            .put("stock", 999_999)
                            .put("vendor", "PWNED")
                            .put("name", "PWNED");
                case "script" ->
                    answer.put("description", "Nice<script>alert(1)</script> <img src=x onerror=alert(1)>");
                case "open_markup" -> answer.put("description", "Nice <img src=x onerror=alert(1)");
                case "link" -> answer.put("description", "Go to http://evil.example/login now");
                case "long" -> answer.put("description", "PWNED ".repeat(10_000));
                case "wrong_type" -> answer.putObject("description").put("text", "PWNED everywhere");
                default -> {
                    // answered as it should be
                }
            }
            if (!attack.equals("no_answer")) {
                answers.add(answer);
            }
        }
        return JobJson.MAPPER.createObjectNode().set("records", answers).toString();
    }

    private static JsonNode hostile() {
        try (InputStream in = HostileRecordsPostgresTest.class.getResourceAsStream("hostile-products.json")) {
            return JobJson.MAPPER.readTree(in);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
