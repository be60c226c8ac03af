package dev.waybill.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.BulkSubmission;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.queue.Submitted;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Work that lies before where the last claim began. */
@PostgresTest
class FrontsPostgresTest {

    private static final int JOBS = 200;
    private static final int ENTRIES_A_JOB = 150;

    /**
     * A look at everything is dear here, since a transaction is open that might see what was claimed: a worker that has looked
     * behind its fronts comes back for the rest by itself, long before it polls.
     */
    @Test
    void isFoundThoughNothingElseTellsOfIt(TestDatabase database) throws SQLException {
        Scripted.script("before the front", progress -> Scripted.done());
        try (TestNode node = new TestNode(database, "waybill.worker.name=fronts", "waybill.worker.poll-interval=60s");
                Connection reader = database.dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
            node.pause(true);
            List<Submitted> jobs = node.bean(BulkSubmission.class).all(Collections.nCopies(JOBS, submission()));
            statement.execute("SELECT count(*) FROM processes");
            leaveEntries(database);
            node.pause(false);
            for (Submitted job : jobs) {
                node.await(job.id(), ProcessStatus.COMPLETED);
            }

            for (int round = 0; round < 20; round++) {
                node.queue().submit(submission());
                ProcessId early = node.queue()
                        .submit(submission().notBefore(Instant.now().minusSeconds(1)))
                        .id();

                await().atMost(Duration.ofSeconds(10))
                        .until(() -> node.process(early).status() == ProcessStatus.COMPLETED);
            }
            reader.rollback();
        }
    }

    private static Submission submission() {
        return Submission.of(Scope.SEEDED, Scripted.TYPE, new Scripted.Input("before the front"));
    }

    /** What changes its place leaves an entry in the index behind, as what is claimed does. */
    private static void leaveEntries(TestDatabase database) {
        for (int entry = 0; entry < ENTRIES_A_JOB; entry++) {
            int changed = database.jdbc()
                    .sql("UPDATE processes SET run_at = run_at - interval '10 milliseconds' WHERE status = 'pending'")
                    .update();
            assertThat(changed).isEqualTo(JOBS);
        }
    }
}
