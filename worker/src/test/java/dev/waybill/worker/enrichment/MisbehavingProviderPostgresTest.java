package dev.waybill.worker.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.waybill.shared.enrichment.EnrichmentField;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentMode;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.ProductEnrichment;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.Mishap;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MisbehavingProviderPostgresTest {

    private final GeminiStandIn gemini = new GeminiStandIn();
    private EnrichNode node;
    private TestDatabase database;

    @BeforeAll
    void start(TestDatabase testDatabase) {
        database = testDatabase;
        node = new EnrichNode(
                database,
                gemini,
                "waybill.enrichment.portion-records=4",
                "waybill.enrichment.concurrency=1",
                "waybill.ai.wait-in-place=2s",
                "waybill.worker.interrupt-after=10m");
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
    void keepsTheWholePartOfACutAnswerAndAsksForTheRest() {
        List<UUID> products = node.products("cut", 4);
        int before = gemini.requests();
        gemini.next(GeminiStandIn.truncated(0.7));

        Process process = run(products);

        assertThat(statuses(process))
                .containsOnly(EnrichmentStatus.PENDING_REVIEW)
                .hasSize(4);
        assertThat(gemini.requests() - before).isBetween(2, 3);
    }

    @Test
    void aBlockedPortionIsTakenApartUntilOneRecordIsLeft() {
        List<UUID> products = node.products("blocked", 4);
        gemini.next(
                GeminiStandIn.promptBlocked(),
                GeminiStandIn.promptBlocked(),
                GeminiStandIn.promptBlocked(),
                GeminiStandIn.promptBlocked());

        Process process = run(products);

        assertThat(statuses(process))
                .containsExactlyInAnyOrder(
                        EnrichmentStatus.FAILED,
                        EnrichmentStatus.PENDING_REVIEW,
                        EnrichmentStatus.PENDING_REVIEW,
                        EnrichmentStatus.PENDING_REVIEW);
        assertThat(node.suggestions(process.id()))
                .extracting(EnrichmentItem::errorCode)
                .contains("ai_blocked");
        assertThat(process.counters().failed()).isEqualTo(1);
    }

    @Test
    void asksForARepairAndThenTakesWhatCanBeUsed() {
        List<UUID> products = node.products("repair", 4);
        gemini.next(GeminiStandIn.text("I would rather not"), GeminiStandIn.says(call -> {
            ArrayNode answers = JobJson.MAPPER.createArrayNode();
            Prompts.records(call)
                    .forEach(record -> answers.addObject()
                            .put("id", record.path("id").asText())
                            .put("description", "Good")
                            .put("confidence", "very"));
            ((com.fasterxml.jackson.databind.node.ObjectNode) answers.get(1)).remove("description");
            answers.remove(3);
            return JobJson.MAPPER.createObjectNode().set("records", answers).toString();
        }));

        Process process = run(products);

        assertThat(statuses(process))
                .containsExactly(
                        EnrichmentStatus.PENDING_REVIEW,
                        EnrichmentStatus.SKIPPED,
                        EnrichmentStatus.PENDING_REVIEW,
                        EnrichmentStatus.FAILED);
        assertThat(node.suggestions(process.id()).getLast().errorCode()).isEqualTo("ai_missing_answer");
    }

    @Test
    void waitsWhereTheProviderWantsFewerRequestsAndSlowsAllWorkersDown() {
        List<UUID> products = node.products("limited", 4);
        gemini.next(GeminiStandIn.rateLimited(Duration.ofSeconds(1)));

        Process process = run(products);

        assertThat(statuses(process)).containsOnly(EnrichmentStatus.PENDING_REVIEW);
        assertThat(process.attempts().begun()).isEqualTo(1);
        assertThat(node.database()
                        .sql("SELECT share FROM ai_rate_limits WHERE name = 'gemini/gemini-2.5-flash-lite'")
                        .query(Double.class)
                        .single())
                .isLessThan(1);
    }

    @Test
    void whatWasAnsweredBeforeAFailureIsNotAskedAgain() {
        List<UUID> products = node.products("down", 8);
        int before = gemini.requests();
        gemini.next(GeminiStandIn.none(), GeminiStandIn.unavailable());

        Process process = run(products);

        assertThat(statuses(process))
                .containsOnly(EnrichmentStatus.PENDING_REVIEW)
                .hasSize(8);
        assertThat(gemini.requests() - before).isEqualTo(3);
        assertThat(process.attempts().spent()).isEqualTo(1);
    }

    @Test
    void anAnswerOutlivesTheChunkThatCouldNotBeStored() {
        List<UUID> products = node.products("chunk", 4);
        int before = gemini.requests();
        node.database()
                .sql("ALTER TABLE products ADD CONSTRAINT nothing_now CHECK (description IS NULL) NOT VALID")
                .update();

        ProcessId id = node.submit(
                ProductEnrichment.of(products, EnrichmentField.DESCRIPTION).in(EnrichmentMode.APPLY));
        Awaitility.await()
                .atMost(EnrichNode.PATIENCE)
                .until(() -> node.process(id).attempts().spent() > 0);
        node.database().sql("ALTER TABLE products DROP CONSTRAINT nothing_now").update();
        Process process = node.awaitRest(id);

        assertThat(process.status()).as("%s", process.errorMessage()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(gemini.requests() - before).isEqualTo(1);
        assertThat(node.suggestions(id)).allSatisfy(item -> {
            assertThat(item.status()).isEqualTo(EnrichmentStatus.APPLIED);
            assertThat(item.cached()).isFalse();
            assertThat(item.tokens()).isPositive();
        });
    }

    @Test
    void aCancelledCallIsAbortedAndItsEntryIsClosed() {
        List<UUID> products = node.products("cancel", 2);
        int before = gemini.calls().size();
        gemini.next(Mishap.silence());
        ProcessId id = node.submit(ProductEnrichment.of(products, EnrichmentField.DESCRIPTION));
        Awaitility.await()
                .atMost(EnrichNode.PATIENCE)
                .until(() -> gemini.calls().size() > before);

        node.bean(ProcessQueue.class).cancel(Caller.of(Scope.SEEDED), id);

        Awaitility.await()
                .atMost(EnrichNode.PATIENCE)
                .untilAsserted(() -> assertThat(node.database()
                                .sql("SELECT state FROM usage_entries WHERE process_id = :id")
                                .param("id", id.value())
                                .query(String.class)
                                .list())
                        .containsExactly("failed"));
    }

    private Process run(List<UUID> products) {
        Process process = node.run(ProductEnrichment.of(products, EnrichmentField.DESCRIPTION));
        assertThat(process.status()).as("%s", process.errorMessage()).isEqualTo(ProcessStatus.WAITING_REVIEW);
        return process;
    }

    private List<EnrichmentStatus> statuses(Process process) {
        return node.suggestions(process.id()).stream()
                .map(EnrichmentItem::status)
                .toList();
    }
}
