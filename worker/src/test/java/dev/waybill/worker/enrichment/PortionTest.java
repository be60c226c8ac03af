package dev.waybill.worker.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.amendment.KnownRecord;
import dev.waybill.shared.enrichment.EnrichmentField;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentOrder;
import dev.waybill.shared.enrichment.EnrichmentResult;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.ProductEnrichment;
import dev.waybill.shared.job.JobJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortionTest {

    private final EnrichmentOrder order = ProductEnrichment.missing(
                    EnrichmentField.DESCRIPTION, EnrichmentField.DESCRIPTION)
            .order();

    @Test
    void bringsEachAnswerToItsRecordAndToNoOther() {
        List<Asked> portion = List.of(asked(1, "a"), asked(2, "b"), asked(3, "c"));

        Portion.Matched matched = Portion.match(
                portion,
                List.of(
                        answer(portion.get(1).answerId(), "B"),
                        answer("2", "by the record's own id"),
                        answer(portion.get(2).answerId(), "C"),
                        answer(portion.get(2).answerId(), "C again"),
                        JobJson.MAPPER.createArrayNode()));

        assertThat(matched.byRecord()).containsOnlyKeys(portion.get(1).answerId());
        assertThat(matched.twice()).containsExactly(portion.get(2).answerId());
        assertThat(matched.strangers()).isEqualTo(2);
    }

    @Test
    void sharesAddUpToWhatWasPaid() {
        List<EnrichmentResult.Share> shares = Portion.shares(3, 100, new BigDecimal("0.00000100"));

        assertThat(shares.stream().mapToLong(EnrichmentResult.Share::tokens).sum())
                .isEqualTo(100);
        assertThat(shares.stream().map(EnrichmentResult.Share::usd).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("0.000001");
    }

    @Test
    void theSameContentIsTheSameQuestionWhateverTheRecord() {
        assertThat(asked(1, "a").hash())
                .isEqualTo(asked(2, "a").hash())
                .isNotEqualTo(asked(1, "b").hash());
        assertThat(asked(1, "a").answerId()).isNotEqualTo(asked(2, "a").answerId());
    }

    @Test
    void packsUpToTheTokensThatGoInAndThoseThatComeOut() {
        EnrichProperties settings = new EnrichProperties(
                20, 500, 1, 2_000, 0, Duration.ofSeconds(1), BigDecimal.ONE, Duration.ofDays(1), 10);
        EnrichPrompt prompt = new EnrichPrompt(order);
        Packing byOutput = new Packing(settings, prompt);
        Packing byInput = new Packing(settings, prompt);
        for (int number = 0; number < 10; number++) {
            byOutput.add(asked(number, "a"));
            byInput.add(asked(number, "long ".repeat(300)));
        }

        assertThat(byOutput.next()).hasSize((int) (2_000 * 0.75) / prompt.expectedTokens());
        assertThat(byInput.next()).hasSize(1);
        List<Asked> all = new ArrayList<>();
        for (List<Asked> some = byInput.next(); !some.isEmpty(); some = byInput.next()) {
            all.addAll(some);
        }
        assertThat(all).hasSize(9);
    }

    private Asked asked(long id, String name) {
        ObjectNode columns = JobJson.MAPPER.createObjectNode().put("name", name).put("price", id);
        EnrichmentItem item = new EnrichmentItem(
                id,
                id,
                Long.toString(id),
                null,
                EnrichmentStatus.SELECTED,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                0,
                BigDecimal.ZERO,
                false,
                null,
                null,
                1,
                Instant.EPOCH);
        return Asked.of(order, 1, item, new KnownRecord(Long.toString(id), name, columns));
    }

    private static JsonNode answer(String id, String description) {
        return JobJson.MAPPER.createObjectNode().put("id", id).put("description", description);
    }
}
