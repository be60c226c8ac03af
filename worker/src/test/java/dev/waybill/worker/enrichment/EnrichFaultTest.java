package dev.waybill.worker.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.enrichment.EnrichmentField;
import dev.waybill.shared.enrichment.EnrichmentMode;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.ProductEnrichment;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.ChildJvm;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.Mishap;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.worker.WorkerApplication;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@PostgresTest
class EnrichFaultTest {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofMinutes(2);

    @Test
    void paysForNoRecordTwiceThoughItsWorkerIsKilledInTheMiddle(TestDatabase database) {
        try (GeminiStandIn gemini = new GeminiStandIn();
                EnrichNode submitter = new EnrichNode(database, gemini, "waybill.worker.enabled=false")) {
            List<UUID> products = submitter.products("killed", 30);
            gemini.next(
                    GeminiStandIn.none(),
                    GeminiStandIn.none(),
                    GeminiStandIn.none(),
                    Mishap.silence(),
                    Mishap.silence());
            ProcessId id;
            try (ChildJvm first = worker(database, gemini, "first")) {
                id = submitter.submit(ProductEnrichment.of(products, EnrichmentField.DESCRIPTION)
                        .in(EnrichmentMode.APPLY));
                Awaitility.await().atMost(START).until(() -> gemini.calls().size() == 5);
                Awaitility.await()
                        .atMost(START)
                        .until(() -> submitter.process(id).counters().succeeded() == 15);
                first.kill();
            }
            try (ChildJvm second = worker(database, gemini, "second")) {
                Awaitility.await()
                        .atMost(END)
                        .until(() -> submitter.process(id).status().terminal());
                assertThat(second.isAlive()).isTrue();
            }

            Process ended = submitter.process(id);
            assertThat(ended.status()).as("%s", ended.errorMessage()).isEqualTo(ProcessStatus.COMPLETED);
            assertThat(submitter.reviews().counts(Scope.SEEDED, id)).containsEntry(EnrichmentStatus.APPLIED, 30L);
            assertThat(gemini.requests()).as("three, two that were lost, three").isEqualTo(8);
            List<GeminiStandIn.Call> answered = new ArrayList<>(gemini.calls().subList(0, 3));
            answered.addAll(gemini.calls().subList(5, 8));
            assertThat(Prompts.names(answered)).hasSize(30).doesNotHaveDuplicates();
            assertThat(database.superuser()
                            .sql("""
                                    SELECT state, count(*) AS n FROM usage_entries WHERE process_id = :id
                                    GROUP BY state ORDER BY state
                                    """)
                            .param("id", id.value())
                            .query((row, index) -> row.getString("state") + " " + row.getLong("n"))
                            .list())
                    .containsExactly("answered 6", "lost 2");
            assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
        }
    }

    @Test
    void anUndoGoesOnWhereItsWorkerWasKilled(TestDatabase database) throws SQLException {
        try (GeminiStandIn gemini = new GeminiStandIn();
                EnrichNode node = new EnrichNode(database, gemini, "waybill.worker.enabled=false")) {
            List<UUID> products = node.products("undo", 1_200);
            Process enriched = enriched(database, gemini, products);
            ProcessId undo;
            try (Connection other = database.dataSource().getConnection();
                    ChildJvm first = worker(database, gemini, "first")) {
                hold(other, products.get(800));
                undo = node.bean(ProcessQueue.class)
                        .undo(Caller.of(Scope.SEEDED), enriched.id())
                        .id();
                Awaitility.await()
                        .atMost(START)
                        .until(() -> node.process(undo).counters().succeeded() == 500);
                first.kill();
            }
            try (ChildJvm second = worker(database, gemini, "second")) {
                Awaitility.await()
                        .atMost(END)
                        .until(() -> node.process(undo).status().terminal());
                assertThat(second.isAlive()).isTrue();
            }

            Process ended = node.process(undo);
            assertThat(ended.status()).as("%s", ended.errorMessage()).isEqualTo(ProcessStatus.COMPLETED);
            assertThat(EnrichNode.summary(ended).path("restored").asInt()).isEqualTo(1_200);
            assertThat(EnrichNode.summary(ended).path("already_undone").asInt()).isZero();
            assertThat(database.superuser()
                            .sql("SELECT count(*) FROM products WHERE description IS NOT NULL")
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
        }
    }

    private static Process enriched(TestDatabase database, GeminiStandIn gemini, List<UUID> products) {
        try (EnrichNode worker = new EnrichNode(database, gemini, "waybill.enrichment.portion-records=100")) {
            Process enriched = worker.run(
                    ProductEnrichment.of(products, EnrichmentField.DESCRIPTION).in(EnrichmentMode.APPLY));
            assertThat(enriched.status()).as("%s", enriched.errorMessage()).isEqualTo(ProcessStatus.COMPLETED);
            return enriched;
        }
    }

    /** Until the connection ends; it is in the way of the second chunk. */
    private static void hold(Connection other, UUID product) throws SQLException {
        other.setAutoCommit(false);
        try (PreparedStatement statement = other.prepareStatement("SELECT 1 FROM products WHERE id = ? FOR UPDATE")) {
            statement.setObject(1, product);
            statement.execute();
        }
    }

    private static ChildJvm worker(TestDatabase database, GeminiStandIn gemini, String name) {
        return ChildJvm.of(WorkerApplication.class)
                .environment("WAYBILL_DATABASE_URL", database.jdbcUrl())
                .environment("WAYBILL_DATABASE_USERNAME", database.username())
                .environment("WAYBILL_DATABASE_PASSWORD", database.password())
                .environment("WAYBILL_WORKER_NAME", name)
                .environment("WAYBILL_AI_GEMINI_BASE_URL", gemini.uri().toString())
                .environment("GEMINI_API_KEY", "test")
                .property("waybill.enrichment.portion-records", "5")
                .property("waybill.enrichment.concurrency", "2")
                .property("server.port", "0")
                .start();
    }
}
