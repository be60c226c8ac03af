package dev.waybill.worker.enrichment;

import static dev.waybill.worker.enrichment.EnrichNode.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.enrichment.EnrichmentField;
import dev.waybill.shared.enrichment.EnrichmentMode;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.ProductEnrichment;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.usage.Spending;
import dev.waybill.shared.usage.UsageLedger;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BudgetPostgresTest {

    private static final BigDecimal SMALL = new BigDecimal("0.002");
    private static final BigDecimal LARGE = BigDecimal.ONE;

    private final GeminiStandIn gemini = new GeminiStandIn();
    private EnrichNode node;
    private TestDatabase database;

    @BeforeAll
    void start(TestDatabase testDatabase) {
        database = testDatabase;
        node = new EnrichNode(database, gemini, "waybill.enrichment.portion-records=5");
    }

    @AfterAll
    void stop() {
        assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
        node.close();
        gemini.close();
    }

    @Test
    void aBudgetStopsTheProcessWithWhatIsDoneAndRaisingItGoesOn() {
        List<UUID> products = node.products("budget", 60);
        int before = gemini.requests();

        Process stopped = node.run(
                ProductEnrichment.of(products, EnrichmentField.DESCRIPTION).within(SMALL));

        assertThat(stopped.status()).as("%s", stopped.errorMessage()).isEqualTo(ProcessStatus.WAITING_REVIEW);
        Map<EnrichmentStatus, Long> counts = node.reviews().counts(Scope.SEEDED, stopped.id());
        assertThat(counts.get(EnrichmentStatus.PENDING_REVIEW)).isBetween(5L, 55L);
        assertThat(counts.get(EnrichmentStatus.SELECTED))
                .isEqualTo(60 - counts.getOrDefault(EnrichmentStatus.PENDING_REVIEW, 0L));
        assertThat(summary(stopped).path("stopped").path("reason_code").asText())
                .isEqualTo("budget_exhausted");
        assertThat(summary(stopped).path("stopped").path("budget").asText()).isEqualTo("process");
        assertThat(stopped.currentStep()).isEqualTo("Stopped by its budget");
        assertThat(spending(stopped.id()).costUsd()).isPositive().isLessThanOrEqualTo(SMALL);
        assertThatThrownBy(() -> approve(stopped.id()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reasonCode()).isEqualTo("budget_exhausted"));

        node.bean(UsageLedger.class).limitProcess(Scope.SEEDED, stopped.id().value(), LARGE);
        approve(stopped.id());
        Process whole = node.awaitRest(stopped.id());

        assertThat(node.reviews().counts(Scope.SEEDED, whole.id()).get(EnrichmentStatus.PENDING_REVIEW))
                .isEqualTo(60);
        assertThat(gemini.requests() - before).isEqualTo(12);
        assertThat(summary(whole).has("stopped")).isFalse();
        approve(whole.id());
        assertThat(node.process(whole.id()).status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(node.product(products.getLast()).path("description").asText())
                .startsWith("Invented");
    }

    @Test
    void whatABudgetLeftCanBeGivenUp() {
        List<UUID> products = node.products("givenup", 60);
        Process stopped = node.run(ProductEnrichment.of(products, EnrichmentField.TITLE)
                .in(EnrichmentMode.APPLY)
                .within(new BigDecimal("0.001")));
        assertThat(stopped.status()).isEqualTo(ProcessStatus.WAITING_REVIEW);
        long applied = node.reviews().counts(Scope.SEEDED, stopped.id()).getOrDefault(EnrichmentStatus.APPLIED, 0L);
        assertThat(applied).isPositive();

        node.reviews().apply(Scope.SEEDED, stopped.id());

        Map<EnrichmentStatus, Long> counts = node.reviews().counts(Scope.SEEDED, stopped.id());
        assertThat(counts.get(EnrichmentStatus.APPLIED)).isEqualTo(applied);
        assertThat(counts.get(EnrichmentStatus.SKIPPED)).isEqualTo(60 - applied);
        assertThat(node.process(stopped.id()).status()).isEqualTo(ProcessStatus.COMPLETED);
    }

    @Test
    void theBudgetOfTheMonthHoldsForAllProcessesOfTheWorkspace() {
        List<UUID> products = node.products("month", 40);
        UsageLedger usage = node.bean(UsageLedger.class);
        BigDecimal max = usage.ofMonth(1).costUsd().add(new BigDecimal("0.0015"));
        usage.limitMonth(Scope.SEEDED, max, before -> {});
        try {
            ProcessId one =
                    node.submit(ProductEnrichment.of(products, EnrichmentField.SEO_TITLE, EnrichmentField.TAGS));
            ProcessId other =
                    node.submit(ProductEnrichment.of(products, EnrichmentField.SEO_DESCRIPTION, EnrichmentField.TAGS));
            Process first = node.awaitRest(one);
            Process second = node.awaitRest(other);

            assertThat(List.of(first, second))
                    .anySatisfy(process -> assertThat(summary(process)
                                    .path("stopped")
                                    .path("budget")
                                    .asText())
                            .isEqualTo("month"));
            assertThat(usage.ofMonth(1).costUsd()).isLessThanOrEqualTo(max);
        } finally {
            usage.limitMonth(Scope.SEEDED, BigDecimal.valueOf(1_000), before -> {});
        }
        assertThat(usage.days(1, LocalDate.of(2000, 1, 1), LocalDate.of(2100, 1, 1)))
                .isNotEmpty()
                .allSatisfy(day -> assertThat(day.provider()).isEqualTo("gemini"));
    }

    private Spending spending(ProcessId id) {
        return node.bean(UsageLedger.class).ofProcess(1, id.value());
    }

    private void approve(ProcessId id) {
        ProcessId unused =
                node.bean(ProcessQueue.class).decide(Caller.of(Scope.SEEDED), id, ReviewPolicy.Decision.APPROVE, null);
    }
}
