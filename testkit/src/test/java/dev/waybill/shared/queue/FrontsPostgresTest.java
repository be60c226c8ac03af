package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.shared.process.ProcessId;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a claim steps over, and that it misses nothing by it. */
@PostgresTest
class FrontsPostgresTest {

    private TestDatabase database;
    private QueueNode node;

    @BeforeEach
    void start(TestDatabase given) {
        database = given;
        node = new QueueNode(database);
        node.cancelAll();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    /** While a transaction is open that might see them, what was claimed cannot be marked as dead. */
    @Test
    void doesNotStepOverAllThatWasClaimedBefore() throws SQLException {
        int jobs = 2_000;
        int atOnce = 20;
        try (Connection reader = database.dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            enqueue(jobs);
            statement.execute("SELECT count(*) FROM processes");
            long before = entriesRead();

            for (int claimed = 0; claimed < jobs; claimed += atOnce) {
                assertThat(node.claim(atOnce)).hasSize(atOnce);
            }
            // what a connection has read is told when it is closed
            node.close();

            // 200,000 if each claim begins at the beginning
            assertThat(entriesRead() - before).isLessThan(30L * jobs);
            reader.rollback();
        }
    }

    @Test
    void findsWhatWasPutBeforeAFrontWhenTheRestIsTaken() {
        List<ProcessId> ids = enqueue(12);
        ProcessId early = ids.getLast();
        List<ProcessId> claimed = new ArrayList<>(node.claimed(2));
        claimed.addAll(node.claimed(2));
        database.jdbc()
                .sql("UPDATE processes SET run_at = run_at - interval '1 hour' WHERE id = :id")
                .param("id", early.value())
                .update();

        await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> {
            claimed.addAll(node.claimed(2));
            assertThat(claimed).containsExactlyInAnyOrderElementsOf(ids);
        });
    }

    @Test
    void findsWhatWasPutBeforeAFrontInTimeWhileOthersAreTaken() {
        enqueue(40);
        node.claimed(2);
        node.claimed(2);
        ProcessId early = enqueue(1).getFirst();
        database.jdbc()
                .sql("UPDATE processes SET run_at = run_at - interval '1 hour' WHERE id = :id")
                .param("id", early.value())
                .update();

        // one at a time: others are still left when all is looked at again
        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(node.claimed(1)).contains(early));
    }

    @Test
    void takesTheMostUrgentFirstWhateverTheFront() {
        enqueue(20);
        node.claimed(4);
        node.claimed(4);
        ProcessId urgent = node.submit(1, 7);

        assertThat(node.claimed(4)).startsWith(urgent).hasSize(4);
    }

    @Test
    void takesWhatIsLessUrgentThanTheFrontWhenNothingElseIsLeft() {
        enqueue(6);
        ProcessId later = node.submit(1, -7);
        node.claimed(2);

        assertThat(node.claimed(5)).endsWith(later).hasSize(5);
    }

    @Test
    void takesAgainWhatAClaimThatFailedHadTaken() {
        List<ProcessId> ids = enqueue(8);
        List<ProcessId> claimed = new ArrayList<>(node.claimed(2));
        node.transaction().executeWithoutResult(status -> {
            assertThat(node.claimed(2)).hasSize(2);
            status.setRollbackOnly();
        });

        claimed.addAll(node.claimed(2));
        claimed.addAll(node.claimed(4));

        assertThat(claimed).containsExactlyElementsOf(ids);
    }

    private List<ProcessId> enqueue(int jobs) {
        return node.bean(BulkSubmission.class).all(Collections.nCopies(jobs, QueueNode.submission())).stream()
                .map(Submitted::id)
                .toList();
    }

    private long entriesRead() {
        database.jdbc().sql("SELECT pg_stat_clear_snapshot()").query().listOfRows();
        return database.jdbc()
                .sql("SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'processes_ready'")
                .query(Long.class)
                .single();
    }
}
