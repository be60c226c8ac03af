package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jobrunr.jobs.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What waits for a slot, a time or its children, as claims come to it. */
@PostgresTest
class WaitingClaimsPostgresTest {

    private static TestDatabase database;
    private static QueueNode node;

    @BeforeAll
    static void start(TestDatabase given) {
        database = given;
        database.jdbc()
                .sql("INSERT INTO workspaces (id, name) VALUES (2, 'more')")
                .update();
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
    void processesWithTheSameConcurrencyKeyRunOneAfterTheOther() {
        ProcessId low = submitKeyed(1, "shop-7", 0);
        ProcessId high = submitKeyed(1, "shop-7", 5);
        ProcessId elsewhere = submitKeyed(2, "shop-7", 0);
        ProcessId another = submitKeyed(1, "shop-8", 0);
        assertThat(node.process(high).waitsFor()).isEqualTo("slot");

        List<Job> jobs = node.claim(10);
        assertThat(QueueNode.ids(jobs)).containsExactlyInAnyOrder(low, elsewhere, another);
        assertThat(node.claimed(10)).isEmpty();

        node.end(jobOf(jobs, low), new AttemptEnd.Finished(new JobOutcome.Completed(Map.of())));
        assertThat(node.claimed(10)).containsExactly(high);
    }

    @Test
    void aKeysSlotIsFreedByEveryWayOutOfIt() {
        List<AttemptEnd> ends = List.of(
                new AttemptEnd.GaveUp("broken", "It is broken"),
                new AttemptEnd.RetryAfter("broken", "It is broken", Duration.ofHours(1)),
                new AttemptEnd.PutOff("later", Duration.ofHours(1)),
                new AttemptEnd.AwaitsChildren(Duration.ofHours(1)));
        for (AttemptEnd end : ends) {
            submitKeyed(1, "way", 0);
            ProcessId next = submitKeyed(1, "way", 0);
            Job job = node.claimOne();
            node.end(job, end);
            assertThat(node.process(next).waitsFor()).as(end.toString()).isNull();
            node.queue.cancel(Caller.of(Scope.SEEDED), next);
            node.cancelAll();
        }
    }

    @Test
    void theCancelOfWhatHoldsASlotGivesItToTheNext() {
        ProcessId holder = submitKeyed(1, "cancel", 0);
        ProcessId next = submitKeyed(1, "cancel", 0);

        node.queue.cancel(Caller.of(Scope.SEEDED), holder);

        assertThat(node.claimed(5)).containsExactly(next);
    }

    @Test
    void aKeyLetsAsManyRunAsItSays() throws Exception {
        for (int i = 0; i < 10; i++) {
            node.queue.submit(QueueNode.submission().limitedTo(3, "three"));
        }

        assertThat(QueueNode.inParallel(4, () -> node.claimed(5))).hasSize(3);
    }

    @Test
    void aSlotThatWasFreedUnseenIsFoundLater() {
        ProcessId holder = submitKeyed(1, "unseen", 0);
        ProcessId next = submitKeyed(1, "unseen", 0);
        node.queue.cancel(Caller.of(Scope.SEEDED), holder);
        // what a race between two transactions can leave behind
        database.jdbc()
                .sql("UPDATE processes SET waits_for = 'slot' WHERE id = :id")
                .param("id", next.value())
                .update();
        assertThat(node.claimed(5)).isEmpty();

        node.bean(Waiting.class).releaseForgotten();

        assertThat(node.claimed(5)).containsExactly(next);
    }

    @Test
    void whatIsDueLaterIsClaimedWhenItsTimeHasComeAndNotBefore() {
        ProcessId soon = node.queue
                .submit(QueueNode.submission().notBefore(Instant.now().plusSeconds(3_000)))
                .id();
        ProcessId later = node.queue
                .submit(QueueNode.submission().notBefore(Instant.now().plusSeconds(9_000)))
                .id();
        Waiting waiting = node.bean(Waiting.class);
        assertThat(waiting.releaseDue())
                .hasValueSatisfying(
                        wait -> assertThat(wait).isBetween(Duration.ofSeconds(2_900), Duration.ofSeconds(3_000)));
        assertThat(node.claimed(5)).isEmpty();

        database.jdbc()
                .sql("UPDATE processes SET run_at = waybill_now() WHERE id = :id")
                .param("id", soon.value())
                .update();
        assertThat(waiting.releaseDue())
                .hasValueSatisfying(
                        wait -> assertThat(wait).isBetween(Duration.ofSeconds(8_900), Duration.ofSeconds(9_000)));

        assertThat(node.claimed(5)).containsExactly(soon);
        assertThat(node.process(later).waitsFor()).isEqualTo("time");
    }

    @Test
    void aParentGoesOnWhenItsLastChildHasEnded() {
        ProcessId parent = node.submit();
        Job job = node.claimOne();
        ProcessId one = submitChild(parent);
        ProcessId other = submitChild(parent);
        node.end(job, new AttemptEnd.AwaitsChildren(Duration.ofHours(1)));
        assertThat(node.process(parent).status()).isEqualTo(ProcessStatus.PENDING);
        assertThat(node.process(parent).attempts().spent()).isZero();
        assertThat(node.events(parent)).endsWith("deferred");

        List<Job> children = node.claim(5);
        assertThat(QueueNode.ids(children)).containsExactlyInAnyOrder(one, other);
        node.end(jobOf(children, one), new AttemptEnd.Finished(new JobOutcome.Completed(Map.of())));
        assertThat(node.claimed(5)).isEmpty();
        node.end(jobOf(children, other), new AttemptEnd.GaveUp("broken", "It is broken"));

        assertThat(node.claimed(5)).containsExactly(parent);
    }

    @Test
    void aParentWhoseChildrenEndedBeforeItWaitedGoesOnAtOnce() {
        ProcessId parent = node.submit();
        Job job = node.claimOne();
        node.queue.cancel(Caller.of(Scope.SEEDED), submitChild(parent));

        node.end(job, new AttemptEnd.AwaitsChildren(Duration.ofHours(1)));

        assertThat(node.claimed(5)).containsExactly(parent);
    }

    private static ProcessId submitKeyed(long workspace, String key, int priority) {
        return node.queue
                .submit(QueueNode.submission(workspace).withPriority(priority).limitedTo(1, key))
                .id();
    }

    private static ProcessId submitChild(ProcessId parent) {
        return node.queue.submit(QueueNode.submission().childOf(parent.value())).id();
    }

    private static Job jobOf(List<Job> jobs, ProcessId id) {
        return jobs.stream()
                .filter(job -> ProcessJobs.processId(job).equals(id))
                .findFirst()
                .orElseThrow();
    }
}
