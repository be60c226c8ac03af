package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jobrunr.storage.Paging;
import org.jobrunr.storage.StorageException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PostgresTest
class LedgerStorageProviderPostgresTest {

    private static QueueNode node;
    private static TestDatabase database;

    @BeforeAll
    static void start(TestDatabase given) {
        database = given;
        node = new QueueNode(given);
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
    void mirrorsSuccess() {
        ProcessId id = node.submit();
        node.end(node.claimOne(), finished(new JobOutcome.Completed(Map.of("rows", 3))));

        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(node.process(id).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(node.events(id)).containsExactly("queued", "started", "completed");
    }

    @Test
    void mirrorsAFailureThatIsTriedAgain() {
        ProcessId id = node.submit();
        node.end(node.claimOne(), new AttemptEnd.RetryAfter("flaky", "It flaked", Duration.ofHours(1)));

        Process process = node.process(id);
        assertThat(process.status()).isEqualTo(ProcessStatus.PENDING);
        assertThat(process.reasonCode()).isEqualTo("flaky");
        assertThat(process.attempts()).isEqualTo(new Process.Attempts(1, 1, 3, 0));
        assertThat(process.times().runAt()).isAfter(process.times().createdAt().plusSeconds(3500));
        assertThat(node.events(id)).containsExactly("queued", "started", "error");
        assertThat(node.claim(10)).isEmpty();
        assertThat(database.jdbc()
                        .sql("""
                                SELECT (payload->>'next_attempt_at')::timestamptz = p.run_at
                                    AND payload->>'reason_code' = 'flaky' AND payload->>'attempt' = '1'
                                FROM process_events e JOIN processes p ON p.id = e.process_id
                                WHERE e.process_id = ? AND e.type = 'error'
                                """)
                        .param(id.value())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void mirrorsDeferralAndHandingBackWithoutSpendingAnAttempt() {
        ProcessId id = node.submit();
        node.end(node.claimOne(), new AttemptEnd.PutOff("provider_down", Duration.ZERO));
        node.end(node.claimOne(), new AttemptEnd.HandedBack("worker_stopping"));

        assertThat(node.process(id).attempts()).isEqualTo(new Process.Attempts(2, 0, 3, 0));
        assertThat(node.events(id)).containsExactly("queued", "started", "deferred", "started", "interrupted");
    }

    @Test
    void mirrorsOrphansAsInterruptedAndTheThirdAsLost() {
        ProcessId id = node.submit();
        for (int crash = 1; crash <= 3; crash++) {
            assertThat(node.claim(1)).hasSize(1);
            orphan(id);
        }

        Process process = node.process(id);
        assertThat(process.status()).isEqualTo(ProcessStatus.FAILED);
        assertThat(process.reasonCode()).isEqualTo("worker_lost");
        assertThat(process.attempts()).isEqualTo(new Process.Attempts(3, 0, 3, 3));
        assertThat(node.events(id))
                .containsExactly("queued", "started", "interrupted", "started", "interrupted", "started", "failed");
    }

    @Test
    void takesAJobForOrphanedThoughItsEndWasKnownHereButNeverSaved() {
        ProcessId id = node.submit();
        Job job = node.claimOne();
        node.ends.put(job.getId(), Lease.of(job.getMetadata()), finished(new JobOutcome.Completed(Map.of())));

        orphan(id);

        assertThat(node.events(id)).containsExactly("queued", "started", "interrupted");
        node.forgetEnd(job);
    }

    @Test
    void refusesASuccessWithoutAnOutcome() {
        ProcessId id = node.submit();
        Job job = node.claimOne();
        int version = job.getVersion();
        job.succeeded();

        assertThatThrownBy(() -> node.storage.save(job)).isInstanceOf(RefusedByLedger.class);

        assertThat(job.getVersion()).isEqualTo(version);
        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.RUNNING);
    }

    @Test
    void seesAChangeThatTheHeartbeatHasConsumed() {
        ProcessId id = node.submit();
        Job job = node.claimOne();
        node.ends.put(job.getId(), Lease.of(job.getMetadata()), finished(new JobOutcome.Completed(Map.of())));
        job.succeeded();
        job.getStateChangesForJobFilters();
        node.storage.save(List.of(job));
        node.storage.save(job);

        assertThat(node.events(id)).containsExactly("queued", "started", "completed");
    }

    @Test
    void electsWhatFollowsAFailureThatTheHeartbeatSavesBeforeTheFilterRan() {
        ProcessId id = node.submit();
        Job job = node.claimOne();
        node.ends.put(
                job.getId(),
                Lease.of(job.getMetadata()),
                new AttemptEnd.RetryAfter("flaky", "It flaked", Duration.ofHours(1)));
        job.failed("An exception occurred", new AttemptFailed("flaky"));

        node.storage.save(List.of(job));

        assertThat(job.getState()).isEqualTo(StateName.SCHEDULED);
        assertThat(node.events(id)).containsExactly("queued", "started", "error");
    }

    @Test
    void leavesBothSidesAndTheVersionAsTheyWereWhenASaveFailsInTheMiddle() {
        ProcessId id = node.submit();
        Job job = node.claimOne();
        int version = job.getVersion();
        breakEvents(id);

        assertThatThrownBy(() -> node.end(job, finished(new JobOutcome.Completed(Map.of()))))
                .isInstanceOf(StorageException.class);

        assertThat(job.getVersion()).isEqualTo(version);
        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.RUNNING);
        assertThat(node.storage.getJobById(job.getId()).getState()).isEqualTo(StateName.PROCESSING);
        repairEvents();

        node.storage.save(job);

        assertThat(node.events(id)).containsExactly("queued", "started", "completed");
    }

    @Test
    void takesTheVersionBackWhenTheCallersTransactionRollsBack() {
        ProcessId id = node.submit();
        Job job = node.claimOne();
        int version = job.getVersion();

        node.transaction().executeWithoutResult(status -> {
            node.storage.save(job.updateProcessing());
            status.setRollbackOnly();
        });

        assertThat(job.getVersion()).isEqualTo(version);
        node.end(job, finished(new JobOutcome.Completed(Map.of())));
        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.COMPLETED);
    }

    @Test
    void tellsExactlyWhichJobsOfAListConflict() {
        ProcessId first = node.submit();
        ProcessId second = node.submit();
        List<Job> jobs = node.claim(2);
        Job stale = jobs.stream()
                .filter(job -> ProcessJobs.processId(job).equals(second))
                .findFirst()
                .orElseThrow();
        node.queue.cancel(Caller.of(Scope.SEEDED), second);

        jobs.forEach(Job::updateProcessing);
        assertThatThrownBy(() -> node.storage.save(jobs))
                .isInstanceOfSatisfying(
                        ConcurrentJobModificationException.class,
                        conflict ->
                                assertThat(conflict.getConcurrentUpdatedJobs()).containsExactly(stale));

        assertThat(node.process(first).status()).isEqualTo(ProcessStatus.RUNNING);
        assertThat(node.process(second).status()).isEqualTo(ProcessStatus.CANCELLED);
    }

    @Test
    void changesNoProcessWhenJobRunrCleansUp() {
        ProcessId completed = node.submit();
        node.end(node.claimOne(), finished(new JobOutcome.Completed(Map.of())));
        ProcessId waiting = node.submit();
        node.end(node.claimOne(), finished(new JobOutcome.AwaitingReview(Map.of())));
        long versions =
                node.process(completed).version() + node.process(waiting).version();

        cleanUp(StateName.SUCCEEDED);
        node.storage.deleteJobsPermanently(StateName.DELETED, Instant.now().plusSeconds(60));

        assertThat(node.process(completed).status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(node.process(waiting).status()).isEqualTo(ProcessStatus.WAITING_REVIEW);
        assertThat(node.process(completed).version() + node.process(waiting).version())
                .isEqualTo(versions);

        node.queue.decide(Caller.of(Scope.SEEDED), waiting, dev.waybill.shared.job.ReviewPolicy.Decision.APPROVE, null);
        assertThat(node.process(waiting).status()).isEqualTo(ProcessStatus.COMPLETED);
    }

    @Test
    void mirrorsTheDashboard() {
        ProcessId deleted = node.submit();
        save(deleted, job -> job.delete("by hand"));
        assertThat(node.events(deleted)).containsExactly("queued", "cancelled");

        ProcessId failed = node.submit();
        node.end(node.claimOne(), new AttemptEnd.GaveUp("broken", "It is broken"));
        save(failed, Job::enqueue);
        assertThat(node.events(failed)).containsExactly("queued", "started", "failed", "queued");
        assertThat(node.process(failed).attempts().spent()).isZero();

        node.end(node.claimOne(), finished(new JobOutcome.Completed(Map.of())));
        assertThatThrownBy(() -> save(failed, Job::enqueue)).isInstanceOf(RefusedByLedger.class);
    }

    @Test
    void aFailedJobThatIsRequeuedThroughJobRunrIsAManualRetryInTheAuditLog() {
        ProcessId id = node.submit();
        Job job = node.claimOne();
        node.end(job, new AttemptEnd.GaveUp("broken", "It is broken"));

        Job failed = node.storage.getJobById(job.getId());
        failed.enqueue();
        node.storage.save(failed);

        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.PENDING);
        assertThat(node.process(id).attempts().spent()).isZero();
        assertThat(database.superuser()
                        .sql("SELECT subject_id FROM audit_logs WHERE action = 'process.requeued'")
                        .query(Long.class)
                        .list())
                .contains(id.value());
        assertThat(node.claimOne().getId()).isEqualTo(job.getId());
    }

    @Test
    void startsTheMostUrgentFirst() {
        List<ProcessId> byUrgency = List.of(1, 3, 5, 9).stream()
                .map(priority -> node.queue
                        .submit(QueueNode.submission().withPriority(priority))
                        .id())
                .toList()
                .reversed();

        assertThat(node.claim(10)).extracting(ProcessJobs::processId).containsExactlyElementsOf(byUrgency);
    }

    @Test
    void leavesAJobInTheQueueThatSomebodyWroteWhileItWasClaimed() {
        ProcessId written = node.submit();
        ProcessId other = node.submit();
        String bump = "UPDATE jobrunr_jobs SET version = version + :by WHERE id = :id";
        String id = String.valueOf(node.process(written).jobId());
        database.superuser().sql(bump).param("by", 1).param("id", id).update();

        assertThat(node.claim(10)).extracting(ProcessJobs::processId).containsExactly(other);

        assertThat(node.process(written).status()).isEqualTo(ProcessStatus.PENDING);
        assertThat(node.events(written)).containsExactly("queued");
        database.superuser().sql(bump).param("by", -1).param("id", id).update();
        assertThat(node.claim(10)).extracting(ProcessJobs::processId).containsExactly(written);
    }

    @Test
    void storesJobsWithoutAProcessAsJobRunrDoes() {
        Job other = new Job(new JobDetails("java.lang.System", null, "gc", List.of()));
        node.storage.save(other);

        assertThat(node.claim(10)).extracting(Job::getId).containsExactly(other.getId());
        Job again = new Job(other.getId(), new JobDetails("java.lang.System", null, "gc", List.of()));
        assertThatThrownBy(() -> node.storage.save(again)).isInstanceOf(ConcurrentJobModificationException.class);
        assertThat(again.getVersion()).isZero();
        node.storage.deletePermanently(other.getId());
    }

    /** A worker that is busy with short jobs has no thread free and claims ahead. */
    @ParameterizedTest
    @CsvSource({"1, 0", "0, 1"})
    void takesJobsWithoutAProcessThoughProcessesWait(int free, int ahead) {
        ClaimRequest one = new ClaimRequest(free, ahead, Set.of(QueueNode.TYPE.label()));
        node.submit();
        List<Job> claimed = new ArrayList<>(node.claim(1));
        Job other = new Job(new JobDetails("java.lang.System", null, "gc", List.of()));
        node.storage.save(other);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            node.submit();
            claimed.addAll(node.storage.getJobsToProcess(node.server, one));
            return claimed.stream().anyMatch(job -> job.getId().equals(other.getId()));
        });

        assertThat(claimed).anyMatch(ProcessJobs::isProcess);
        node.storage.deletePermanently(other.getId());
    }

    @Test
    void countsJobsAnewOnlyNowAndThen() {
        node.submit();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> node.storage.getJobStats().getEnqueued() == 1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(node.storage.getJobStats()).isSameAs(node.storage.getJobStats()));
    }

    private static AttemptEnd finished(JobOutcome outcome) {
        return new AttemptEnd.Finished(outcome);
    }

    private static void orphan(ProcessId id) {
        assertThat(node.storage.putBack(Objects.requireNonNull(node.process(id).workerId())))
                .isPositive();
    }

    /** What JobRunr's DeleteSucceededJobsTask does. */
    private static void cleanUp(StateName state) {
        List<Job> jobs = node.storage.getJobList(
                state, Instant.now().plusSeconds(60), Paging.AmountBasedList.ascOnUpdatedAt(100));
        jobs.forEach(job -> job.delete("JobRunr's clean-up"));
        node.storage.save(jobs);
    }

    private static void save(ProcessId id, java.util.function.Consumer<Job> action) {
        Job job = node.storage.getJobById(node.process(id).jobId());
        action.accept(job);
        node.storage.save(job);
    }

    private static void breakEvents(ProcessId id) {
        database.jdbc()
                .sql("ALTER TABLE process_events ADD CONSTRAINT broken CHECK (process_id <> %s) NOT VALID"
                        .formatted(id))
                .update();
    }

    private static void repairEvents() {
        database.jdbc().sql("ALTER TABLE process_events DROP CONSTRAINT broken").update();
    }
}
