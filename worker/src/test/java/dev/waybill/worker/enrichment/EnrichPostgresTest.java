package dev.waybill.worker.enrichment;

import static dev.waybill.worker.enrichment.EnrichNode.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.enrichment.EnrichmentDecision;
import dev.waybill.shared.enrichment.EnrichmentField;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentMode;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.EnrichmentTypes;
import dev.waybill.shared.enrichment.ProductEnrichment;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.usage.UsageLedger;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrichPostgresTest {

    private final GeminiStandIn gemini = new GeminiStandIn();
    private EnrichNode node;
    private TestDatabase database;

    @BeforeAll
    void start(TestDatabase testDatabase) {
        database = testDatabase;
        node = new EnrichNode(database, gemini, "waybill.enrichment.portion-records=5");
    }

    @AfterEach
    void recover() {
        gemini.always(null);
        assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
    }

    @AfterAll
    void stop() {
        node.close();
        gemini.close();
    }

    @Test
    void suggestsForReviewAndWritesNothingYet() {
        List<UUID> products = node.products("review", 12);
        int before = gemini.requests();

        Process process =
                node.run(ProductEnrichment.of(products, EnrichmentField.DESCRIPTION, EnrichmentField.SEO_TITLE));

        assertThat(process.status()).as("%s", process.errorMessage()).isEqualTo(ProcessStatus.WAITING_REVIEW);
        assertThat(gemini.requests() - before).isEqualTo(3);
        assertThat(process.counters()).isEqualTo(new Process.Counters(12L, 12, 12, 0, 0));
        List<EnrichmentItem> items = node.suggestions(process.id());
        assertThat(items).hasSize(12).allSatisfy(item -> {
            assertThat(item.status()).isEqualTo(EnrichmentStatus.PENDING_REVIEW);
            assertThat(item.wanted().path("description").asText()).startsWith("Invented description");
            assertThat(item.wanted().path("seo_title").asText()).startsWith("Invented seo title");
            assertThat(Objects.requireNonNull(item.beforeState())
                            .path("description")
                            .isNull())
                    .isTrue();
            assertThat(item.confidence()).isIn("high", "medium", "low");
            assertThat(item.tokens()).isPositive();
            assertThat(item.costUsd()).isPositive();
        });
        BigDecimal shares = items.stream().map(EnrichmentItem::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(shares)
                .isEqualByComparingTo(node.bean(UsageLedger.class)
                        .ofProcess(1, process.id().value())
                        .costUsd())
                .isEqualByComparingTo(summary(process).path("cost_usd").decimalValue());
        assertThat(node.product(products.getFirst()).path("description").isNull())
                .isTrue();
    }

    @Test
    void theLastDecisionWritesAndCompletesAndAnUndoTakesItBack() {
        List<UUID> products = node.products("decide", 3);
        Process process = node.run(ProductEnrichment.of(products, EnrichmentField.DESCRIPTION, EnrichmentField.TAGS));
        List<EnrichmentItem> items = node.suggestions(process.id());

        decide(process, items.get(0), new EnrichmentDecision(EnrichmentStatus.APPROVED, false, null, 2L));
        decide(process, items.get(1), new EnrichmentDecision(EnrichmentStatus.REJECTED, false, null, null));
        assertThat(node.process(process.id()).status()).isEqualTo(ProcessStatus.WAITING_REVIEW);
        assertThat(node.product(products.get(0)).path("description").isNull()).isTrue();
        ObjectNode edit = JobJson.MAPPER.createObjectNode().put("description", "Said by a <b>person</b>");
        decide(process, items.get(2), new EnrichmentDecision(EnrichmentStatus.APPROVED, true, edit, null));

        Process ended = node.process(process.id());
        assertThat(ended.status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(summary(ended).path("applied").asInt()).isEqualTo(2);
        assertThat(summary(ended).path("rejected").asInt()).isEqualTo(1);
        assertThat(node.product(products.get(0)).path("description").asText()).startsWith("Invented");
        assertThat(node.product(products.get(0)).path("tags").path(0).asText()).isEqualTo("kept");
        assertThat(node.product(products.get(0)).path("tags")).hasSizeGreaterThan(1);
        assertThat(node.product(products.get(1)).path("description").isNull()).isTrue();
        assertThat(node.product(products.get(2)).path("description").asText()).isEqualTo("Said by a person");

        node.database()
                .sql("UPDATE products SET description = 'Newer' WHERE id = :id")
                .param("id", products.get(2))
                .update();
        Process undo = node.undo(ended);

        assertThat(summary(undo).path("restored").asInt()).isEqualTo(1);
        assertThat(summary(undo).path("left").asInt()).isEqualTo(1);
        assertThat(node.product(products.get(0)).path("description").isNull()).isTrue();
        assertThat(node.product(products.get(0)).path("tags")).hasSize(1);
        assertThat(node.product(products.get(2)).path("description").asText()).isEqualTo("Newer");
    }

    @Test
    void approvesAllAboveAConfidenceAndAppliesOnlyThose() {
        List<UUID> products = node.products("sure", 6);
        Process process = node.run(ProductEnrichment.of(products, EnrichmentField.DESCRIPTION));

        int approved = node.reviews().approveAll(Scope.SEEDED, process.id(), "high");
        node.reviews().apply(Scope.SEEDED, process.id());

        assertThat(approved).isBetween(1, 5);
        assertThat(node.suggestions(process.id()))
                .filteredOn(item -> item.status() == EnrichmentStatus.APPLIED)
                .hasSize(approved)
                .allMatch(item -> Objects.equals(item.confidence(), "high"));
        assertThat(node.process(process.id()).status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThatThrownBy(() -> node.reviews().apply(Scope.SEEDED, process.id()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reasonCode()).isEqualTo("not_in_review"));
    }

    @Test
    void neverWritesOverAValueThatChangedSinceItWasRead() {
        List<UUID> products = node.products("stale", 2);
        Process process = node.run(ProductEnrichment.of(products, EnrichmentField.DESCRIPTION));
        node.database()
                .sql("UPDATE products SET description = 'By hand' WHERE id = :id")
                .param("id", products.getFirst())
                .update();

        node.bean(ProcessQueue.class)
                .decide(Caller.of(Scope.SEEDED), process.id(), ReviewPolicy.Decision.APPROVE, null);

        assertThat(node.process(process.id()).status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(node.suggestions(process.id()))
                .extracting(EnrichmentItem::status)
                .containsExactly(EnrichmentStatus.STALE, EnrichmentStatus.APPLIED);
        assertThat(node.product(products.getFirst()).path("description").asText())
                .isEqualTo("By hand");
    }

    @Test
    void writesAtOnceWhatIsMissingAndOnlyTheFieldsThatWereAskedFor() {
        List<UUID> products = node.products("apply", 3);
        JsonNode before = node.product(products.getFirst());

        Process process = node.run(new ProductEnrichment(
                products,
                null,
                null,
                null,
                List.of(EnrichmentField.SEO_DESCRIPTION),
                EnrichmentMode.APPLY,
                "en",
                null,
                null,
                null));

        assertThat(process.status()).as("%s", process.errorMessage()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(summary(process).path("applied").asInt()).isEqualTo(3);
        ObjectNode after = node.product(products.getFirst()).deepCopy();
        assertThat(after.path("seo_description").asText()).startsWith("Invented seo description");
        assertThat(after.path("source_process_id").asLong())
                .isEqualTo(process.id().value());
        List<String> changed = List.of("seo_description", "source_process_id", "updated_at");
        ObjectNode others = after.remove(changed);
        ObjectNode othersBefore = ((ObjectNode) before).remove(changed);
        assertThat(others).isEqualTo(othersBefore);
        assertThat(node.items(process.id()))
                .allSatisfy(item -> assertThat(item.status()).isEqualTo("success"));
    }

    @Test
    void selectsWhatLacksSomethingAndWhatAnImportHasWritten() {
        node.database().sql("DELETE FROM products").update();
        List<UUID> products = node.products(List.of(
                EnrichNode.draft("has-1", "Has a description", "It is there"),
                EnrichNode.draft("lacks-1", "Lacks a description", null)));

        Process process = node.run(ProductEnrichment.missing(EnrichmentField.DESCRIPTION, EnrichmentField.DESCRIPTION));

        assertThat(node.suggestions(process.id()))
                .extracting(EnrichmentItem::recordId)
                .containsExactly(products.get(1).toString());
        Process again = node.run(new ProductEnrichment(
                null,
                null,
                process.id().value(),
                null,
                List.of(EnrichmentField.SEO_TITLE),
                null,
                null,
                null,
                null,
                null));
        assertThat(node.suggestions(again.id()))
                .extracting(EnrichmentItem::recordId)
                .containsExactly(products.get(1).toString());
    }

    @Test
    void anAnswerIsPaidForOnce() {
        List<UUID> products = node.products("cache", 7);
        Process first = node.run(ProductEnrichment.of(products, EnrichmentField.TITLE));
        int before = gemini.requests();

        Process second = node.run(ProductEnrichment.of(products, EnrichmentField.TITLE));

        assertThat(gemini.requests()).isEqualTo(before);
        assertThat(node.suggestions(second.id())).hasSize(7).allMatch(EnrichmentItem::cached);
        assertThat(summary(second).path("cost_usd").decimalValue()).isEqualByComparingTo("0");
        assertThat(node.suggestions(second.id()).getFirst().wanted())
                .isEqualTo(node.suggestions(first.id()).getFirst().wanted());
        node.database()
                .sql("UPDATE products SET vendor = 'Another' WHERE id = :id")
                .param("id", products.getFirst())
                .update();
        Process third = node.run(ProductEnrichment.of(products, EnrichmentField.TITLE));
        assertThat(gemini.requests()).as("what changed is asked about").isEqualTo(before + 1);
        assertThat(node.suggestions(third.id()))
                .filteredOn(EnrichmentItem::cached)
                .hasSize(6);
    }

    @Test
    void estimatesWithoutACallAndWithoutARow() {
        List<UUID> products = node.products("dry", 11);
        int before = gemini.requests();

        Process process = node.run(
                ProductEnrichment.of(products, EnrichmentField.DESCRIPTION).estimated());

        assertThat(process.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(gemini.requests()).isEqualTo(before);
        JsonNode summary = summary(process);
        assertThat(summary.path("records").asInt()).isEqualTo(11);
        assertThat(summary.path("calls").asInt()).isEqualTo(3);
        assertThat(summary.path("cost_usd").decimalValue()).isPositive();
        assertThat(node.suggestions(process.id())).isEmpty();
    }

    @Test
    void aSubtypeOfAiGenerationHasItsOwnFields() {
        List<UUID> products = node.products("seo", 1);
        ObjectNode input = JobJson.MAPPER.createObjectNode();
        input.putArray("product_ids").add(products.getFirst().toString());

        ProcessId id = node.bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SEEDED, "ai_generation", "seo", input))
                .id();
        Process process = node.awaitRest(id);

        assertThat(node.suggestions(process.id()).getFirst().wanted().properties())
                .extracting(member -> member.getKey())
                .containsExactlyInAnyOrder("seo_title", "seo_description");
        input.putArray("fields").add("title");
        assertThatThrownBy(() -> node.bean(ProcessQueue.class)
                        .submit(Submission.of(Scope.SEEDED, EnrichmentTypes.SEO.name(), "seo", input)))
                .isInstanceOf(Refusal.class);
    }

    private void decide(Process process, EnrichmentItem item, EnrichmentDecision decision) {
        EnrichmentItem unused = node.reviews().decide(Scope.SEEDED, process.id(), item.id(), decision);
    }
}
