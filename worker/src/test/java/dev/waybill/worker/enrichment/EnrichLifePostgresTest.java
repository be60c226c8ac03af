package dev.waybill.worker.enrichment;

import static dev.waybill.worker.enrichment.EnrichNode.summary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.enrichment.EnrichmentDecision;
import dev.waybill.shared.enrichment.EnrichmentField;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.ProductEnrichment;
import dev.waybill.shared.housekeeping.HousekeepingInput;
import dev.waybill.shared.housekeeping.HousekeepingTypes;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of enrichments after their run. */
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrichLifePostgresTest {

    private final GeminiStandIn gemini = new GeminiStandIn();
    private EnrichNode node;
    private TestDatabase database;

    @BeforeAll
    void start(TestDatabase testDatabase) {
        database = testDatabase;
        node = new EnrichNode(database, gemini, "waybill.enrichment.portion-records=100");
    }

    @AfterEach
    void agrees() {
        assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
    }

    @AfterAll
    void stop() {
        node.close();
        gemini.close();
    }

    @Test
    void retriesOnlyTheRecordsThatFailed() {
        List<UUID> products = node.products("again", 2);
        gemini.next(
                GeminiStandIn.promptBlocked(),
                GeminiStandIn.promptBlocked(),
                GeminiStandIn.none(),
                GeminiStandIn.none());
        Process process = node.run(ProductEnrichment.of(products, EnrichmentField.DESCRIPTION));
        approve(process);
        assertThat(node.process(process.id()).status()).isEqualTo(ProcessStatus.COMPLETED);
        List<EnrichmentItem> failed = node.suggestions(process.id()).stream()
                .filter(item -> item.status() == EnrichmentStatus.FAILED)
                .toList();
        assertThat(failed).extracting(EnrichmentItem::errorCode).containsExactly("ai_blocked");

        ProcessId again = node.bean(ProcessQueue.class)
                .retryFailedItems(Caller.of(Scope.SEEDED), process.id())
                .id();

        assertThat(node.awaitRest(again).status()).isEqualTo(ProcessStatus.WAITING_REVIEW);
        assertThat(node.suggestions(again))
                .extracting(EnrichmentItem::recordId)
                .containsExactly(failed.getFirst().recordId());
        approve(node.process(again));
        assertThat(node.product(UUID.fromString(failed.getFirst().recordId()))
                        .path("description")
                        .asText())
                .startsWith("Invented");
    }

    @Test
    void retriesOnlyTheRecordsThatFailedForOneReason() {
        List<UUID> products = node.products("reason", 2);
        gemini.next(GeminiStandIn.promptBlocked(), GeminiStandIn.promptBlocked(), GeminiStandIn.promptBlocked());
        Process process = node.run(ProductEnrichment.of(products, EnrichmentField.DESCRIPTION));
        List<EnrichmentItem> failed = node.suggestions(process.id());
        assertThat(failed).extracting(EnrichmentItem::errorCode).containsOnly("ai_blocked");
        String other = failed.getLast().recordId();
        node.database()
                .sql("UPDATE enrichment_items SET error_code = 'no_answer' WHERE record_id = :record")
                .param("record", other)
                .update();

        ProcessId again = node.bean(ProcessQueue.class)
                .retryFailedItems(Caller.of(Scope.SEEDED), process.id(), "no_answer")
                .id();

        node.awaitRest(again);
        assertThat(node.suggestions(again)).extracting(EnrichmentItem::recordId).containsExactly(other);
    }

    @Test
    void writesHoweverManySuggestionsInOneTransaction() {
        List<UUID> products = node.products("many", 1_200);
        Process process = node.run(ProductEnrichment.of(products, EnrichmentField.DESCRIPTION));
        node.database()
                .sql("UPDATE products SET description = 'By hand' WHERE id = :id")
                .param("id", products.get(700))
                .update();

        approve(process);

        assertThat(summary(node.process(process.id())).path("applied").asInt()).isEqualTo(1_199);
        assertThat(summary(node.process(process.id())).path("stale").asInt()).isEqualTo(1);
        assertThat(node.database()
                        .sql(
                                "SELECT count(DISTINCT xmin::text) FROM products WHERE description LIKE 'Invented%' AND sku LIKE 'many%'")
                        .query(Long.class)
                        .single())
                .as("transactions that wrote them")
                .isEqualTo(1);
    }

    @Test
    void aReviewThatNobodyEndsIsRemindedOfAndThenRejected() {
        List<UUID> products = node.products("left", 2);
        ProcessId left = node.run(ProductEnrichment.of(products, EnrichmentField.DESCRIPTION))
                .id();
        ProcessId touched = node.run(ProductEnrichment.of(products, EnrichmentField.SEO_TITLE))
                .id();
        older(left, 31);
        older(touched, 31);
        EnrichmentItem seen = node.suggestions(touched).getFirst();
        EnrichmentItem unused = node.reviews()
                .decide(
                        Scope.SEEDED,
                        touched,
                        seen.id(),
                        new EnrichmentDecision(EnrichmentStatus.APPROVED, false, null, null));

        assertThat(expired()).isEqualTo("discarded 0, reminded 1");
        older(left, 2);
        assertThat(expired()).isEqualTo("discarded 1, reminded 0");

        assertThat(node.process(left).status()).isEqualTo(ProcessStatus.CANCELLED);
        assertThat(node.suggestions(left)).extracting(EnrichmentItem::status).containsOnly(EnrichmentStatus.REJECTED);
        assertThat(node.process(touched).status()).isEqualTo(ProcessStatus.WAITING_REVIEW);
    }

    private void approve(Process process) {
        ProcessId unused = node.bean(ProcessQueue.class)
                .decide(Caller.of(Scope.SEEDED), process.id(), ReviewPolicy.Decision.APPROVE, null);
    }

    private void older(ProcessId id, int days) {
        node.database()
                .sql("UPDATE processes SET updated_at = updated_at - make_interval(days => :days) WHERE id = :id")
                .param("days", days)
                .param("id", id.value())
                .update();
    }

    private String expired() {
        Process process = node.awaitRest(node.bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SYSTEM, HousekeepingTypes.REVIEW_EXPIRY, new HousekeepingInput()))
                .id());
        return "discarded %s, reminded %s"
                .formatted(summary(process).path("discarded"), summary(process).path("reminded"));
    }
}
