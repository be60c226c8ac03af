package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.process.ProcessId;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Claims of jobs that somebody else writes meanwhile. */
@PostgresTest
class OvertakenClaimsPostgresTest {

    private static TestDatabase database;
    private static QueueNode node;

    @BeforeAll
    static void start(TestDatabase given) {
        database = given;
        node = new QueueNode(database);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void leavesEverySideInAgreement() {
        assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
        node.cancelAll();
    }

    @Test
    void whatSomebodyElseWroteMeanwhileIsClaimedAnew() {
        ProcessId id = node.submit(1, 0);

        List<ProcessId> claimed = withUpdatesThatMiss(1, () -> node.claimed(1));

        assertThat(claimed).containsExactly(id);
        assertThat(node.events(id)).containsExactly("queued", "started");
        assertThat(node.process(id).attempts().begun()).isOne();
    }

    @Test
    void aClaimThatIsOvertakenAgainAndAgainStartsNothing() {
        ProcessId id = node.submit(1, 0);

        assertThatThrownBy(() -> withUpdatesThatMiss(3, () -> node.claimed(1)))
                .isInstanceOf(ConcurrentJobModificationException.class);

        assertThat(node.events(id)).containsExactly("queued");
        assertThat(node.claimed(1)).containsExactly(id);
    }

    @Test
    void aRowThatDoesNotFitItsTextHoldsNobodyBack() {
        ProcessId spoiled = node.submit(1, 5);
        ProcessId next = node.submit(1, 0);
        UUID job = Objects.requireNonNull(node.process(spoiled).jobId());
        setVersion(job, 7);

        assertThat(node.claimed(2)).containsExactly(next);

        setVersion(job, 1);
        assertThat(node.claimed(2)).containsExactly(spoiled);
    }

    /** While the first updates of JobRunr's rows find them written by somebody else. */
    private static <T> T withUpdatesThatMiss(int times, Supplier<T> work) {
        database.jdbc().sql("""
                CREATE SEQUENCE misses;
                GRANT USAGE ON misses TO waybill_runtime;
                CREATE FUNCTION miss() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN IF nextval(''misses'') <= %d THEN RETURN NULL; END IF; RETURN NEW; END';
                CREATE TRIGGER miss BEFORE UPDATE ON jobrunr_jobs FOR EACH ROW EXECUTE FUNCTION miss()
                """.formatted(times)).update();
        try {
            return work.get();
        } finally {
            database.jdbc()
                    .sql("DROP TRIGGER miss ON jobrunr_jobs; DROP FUNCTION miss; DROP SEQUENCE misses")
                    .update();
        }
    }

    private static void setVersion(UUID job, int version) {
        database.jdbc()
                .sql("UPDATE jobrunr_jobs SET version = :version WHERE id = :id")
                .param("version", version)
                .param("id", job.toString())
                .update();
    }
}
