package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.waybill.shared.job.InputError;
import dev.waybill.shared.process.Header;
import dev.waybill.shared.process.IllegalTransition;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.process.Transition;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jobrunr.storage.JobRunrMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class ProcessQueuePostgresTest {

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
    void leavesNothingBehindWhenTheCallersTransactionRollsBack() {
        Counts before = Counts.of(database.jdbc());

        assertThatThrownBy(() -> node.transaction().executeWithoutResult(status -> {
                    node.submit();
                    throw new IllegalStateException("the caller changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(Counts.of(database.jdbc())).isEqualTo(before);
    }

    @Test
    void leavesNothingBehindWhenALaterStatementOfTheCallerFails() {
        Counts before = Counts.of(database.jdbc());

        assertThatThrownBy(() -> node.transaction().executeWithoutResult(status -> {
                    node.submit();
                    node.bean(JdbcClient.class)
                            .sql("SELECT 1 / 0")
                            .query(Integer.class)
                            .single();
                }))
                .isInstanceOf(DataAccessException.class);

        assertThat(Counts.of(database.jdbc())).isEqualTo(before);
    }

    @Test
    void leavesHeaderEventAndJobWhenTheCallersTransactionCommits() {
        Counts before = Counts.of(database.jdbc());

        node.transaction().executeWithoutResult(status -> node.submit());

        assertThat(Counts.of(database.jdbc()))
                .isEqualTo(new Counts(before.processes + 1, before.events + 1, before.jobs + 1));
    }

    @Test
    void joinsTheCallersTransactionWithJobRunrsOwnWritesToo() {
        assertThatThrownBy(() -> node.transaction().executeWithoutResult(status -> {
                    node.storage.saveMetadata(new JobRunrMetadata("joined", "test", "value"));
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(node.storage.getMetadata("joined", "test")).isNull();
    }

    @Test
    void givesTheCallerItsRoleBack() {
        node.transaction().executeWithoutResult(status -> {
            String before = role();
            node.submit();
            node.storage.saveMetadata(new JobRunrMetadata("role", "test", "value"));
            assertThat(role()).isEqualTo(before);
        });
    }

    @Test
    void givesTheCallerItsRoleBackAfterARefusalThatItCatches() {
        ProcessId id = node.submit();
        node.transaction().executeWithoutResult(status -> {
            String before = role();
            assertThatThrownBy(() -> node.queue.retry(Caller.of(Scope.SEEDED), id))
                    .isInstanceOf(IllegalTransition.class);
            assertThat(role()).isEqualTo(before);
            status.setRollbackOnly();
        });
    }

    @Test
    void leavesTheCallersTransactionToTheCallerAfterASubmissionThatIsRefused() {
        List<ProcessId> submitted = new ArrayList<>();
        node.transaction().executeWithoutResult(status -> {
            assertThatThrownBy(() -> node.queue.submit(
                            Submission.of(Scope.SEEDED, "scraping", null, JsonNodeFactory.instance.objectNode())))
                    .isInstanceOf(Refusal.class);
            submitted.add(node.submit());
        });

        assertThat(node.ledger.load(submitted.getFirst())).isPresent();
    }

    @Test
    void submitsOnceWhileAnActiveProcessHasTheKey() throws Exception {
        List<Submitted> submitted = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Submitted>> futures = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                futures.add(threads.submit(
                        () -> node.queue.submit(QueueNode.submission().onceAtATime("nightly"))));
            }
            for (Future<Submitted> future : futures) {
                submitted.add(future.get());
            }
        }
        Set<ProcessId> ids = submitted.stream().map(Submitted::id).collect(Collectors.toSet());
        assertThat(ids).hasSize(1);
        assertThat(submitted.stream().filter(Submitted::created)).hasSize(1);

        node.queue.cancel(Caller.of(Scope.SEEDED), ids.iterator().next());
        Submitted next = node.queue.submit(QueueNode.submission().onceAtATime("nightly"));
        assertThat(next.created()).isTrue();
    }

    @Test
    void refusesUnknownTypesAndInputsThatDoNotFit() {
        assertThatThrownBy(() -> node.queue.submit(
                        Submission.of(Scope.SEEDED, "scraping", "url", JsonNodeFactory.instance.objectNode())))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reasonCode()).isEqualTo("unknown_type"));
        assertThatThrownBy(() -> node.queue.submit(Submission.of(
                        Scope.SEEDED,
                        "counted",
                        null,
                        JsonNodeFactory.instance.objectNode().put("count", 11).put("colour", "red"))))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.reasonCode()).isEqualTo("invalid_input");
                    assertThat(refusal.errors().stream().map(InputError::pointer))
                            .containsExactlyInAnyOrder("/count", "/colour");
                });
        assertThatThrownBy(() -> node.queue.submit(
                        Submission.of(Scope.SEEDED, "counted", null, JsonNodeFactory.instance.objectNode())))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.errors().stream().map(InputError::pointer))
                                .containsExactly("/count"));
    }

    @Test
    void refusesWhatTheStateMachineForbidsAndTheCallerOfAnotherWorkspace() {
        ProcessId id = node.submit();
        assertThatThrownBy(() -> node.queue.retry(Caller.of(Scope.SEEDED), id))
                .isInstanceOf(IllegalTransition.class)
                .hasMessage("process " + id + " cannot go from pending to pending");
        assertThatThrownBy(() -> node.queue.cancel(Caller.of(new Scope(99L, 1L)), id))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
        assertThatThrownBy(() -> node.queue.cancel(new Caller(Scope.SEEDED, 77L), id))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.STALE));
        node.queue.cancel(new Caller(Scope.SEEDED, 1L), id);
        assertThatThrownBy(() -> node.queue.cancel(Caller.of(Scope.SEEDED), id)).isInstanceOf(IllegalTransition.class);
        assertThat(node.events(id)).containsExactly("queued", "cancelled");
    }

    @Test
    void refusesInTheStatementWhatTheCallerBelievesToBeAllowed() {
        ProcessId id = node.submit();
        node.queue.cancel(Caller.of(Scope.SEEDED), id);

        assertThatThrownBy(() -> node.roles.asRuntime(() -> {
                    Header locked =
                            Objects.requireNonNull(node.ledger.lock(List.of(id)).get(id));
                    node.ledger.apply(
                            Map.of(id, believedRunning(locked)),
                            List.of(Transition.completed(id, Outcome.SUCCEEDED, Map.of(), List.of())));
                    return id;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the state machine refused 1");

        assertThat(node.events(id)).containsExactly("queued", "cancelled");
    }

    private static Header believedRunning(Header header) {
        return new Header(
                header.id(),
                ProcessStatus.RUNNING,
                header.jobId(),
                header.lease(),
                header.version(),
                header.type(),
                header.subtype(),
                header.workspaceId(),
                header.userId(),
                header.attempts(),
                header.attemptsSpent(),
                header.maxAttempts(),
                header.interruptions(),
                header.failedItems(),
                header.queue(),
                header.concurrencyKey(),
                header.parentId());
    }

    @Test
    void aFailedProcessDoesNotRunAgainWhileAnotherWithItsKeyIsActive() {
        ProcessId failed =
                node.queue.submit(QueueNode.submission().onceAtATime("mine")).id();
        node.end(node.claimOne(), new AttemptEnd.GaveUp("broken", "It is broken"));
        ProcessId active =
                node.queue.submit(QueueNode.submission().onceAtATime("mine")).id();

        assertThatThrownBy(() -> node.queue.retry(Caller.of(Scope.SEEDED), failed))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reasonCode()).isEqualTo("already_active"));

        node.queue.cancel(Caller.of(Scope.SEEDED), active);
        node.queue.retry(Caller.of(Scope.SEEDED), failed);
        assertThat(node.process(failed).status()).isEqualTo(ProcessStatus.PENDING);
        node.queue.cancel(Caller.of(Scope.SEEDED), failed);
    }

    @Test
    void replacesTheJobOfAFailedProcessThatIsRetried() {
        ProcessId id = node.submit();
        Job job = node.claimOne();
        node.end(job, new AttemptEnd.GaveUp("broken", "It is broken"));
        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.FAILED);

        node.queue.retry(Caller.of(Scope.SEEDED), id);

        assertThat(node.process(id).jobId()).isNotEqualTo(job.getId());
        assertThat(jobs(job)).isZero();
    }

    @Test
    void refusesTheSaveOfAWorkerWhoseProcessWasCancelled() {
        ProcessId id = node.submit();
        Job job = node.claimOne();

        node.queue.cancel(Caller.of(Scope.SEEDED), id);

        assertThatThrownBy(() -> node.end(
                        job,
                        new AttemptEnd.Finished(new dev.waybill.shared.job.JobOutcome.Completed(java.util.Map.of()))))
                .isInstanceOf(ConcurrentJobModificationException.class);
        assertThat(node.events(id)).containsExactly("queued", "started", "cancelled");
        node.forgetEnd(job);
    }

    @Test
    void claimsMostUrgentFirstAndNothingBeforeItsTime() {
        ProcessId later = node.queue
                .submit(QueueNode.submission()
                        .notBefore(database.jdbc()
                                .sql("SELECT now()")
                                .query(java.time.OffsetDateTime.class)
                                .single()
                                .toInstant()
                                .plusSeconds(3600)))
                .id();
        ProcessId normal = node.submit();
        ProcessId urgent =
                node.queue.submit(QueueNode.submission().withPriority(10)).id();

        List<Job> claimed = node.claim(10);

        assertThat(claimed.stream().map(ProcessJobs::processId)).containsExactlyInAnyOrder(urgent, normal);
        assertThat(claimed).allMatch(job -> job.hasState(StateName.PROCESSING));
        assertThat(node.process(later).status()).isEqualTo(ProcessStatus.PENDING);
    }

    @Test
    void claimsADueScheduledJobDirectly() {
        ProcessId id = node.queue
                .submit(QueueNode.submission()
                        .notBefore(database.jdbc()
                                .sql("SELECT now()")
                                .query(java.time.OffsetDateTime.class)
                                .single()
                                .toInstant()
                                .minusSeconds(1)))
                .id();

        assertThat(node.claim(10).stream().map(ProcessJobs::processId)).containsExactly(id);

        assertThat(node.events(id)).containsExactly("queued", "started");
    }

    private static String role() {
        return node.bean(JdbcClient.class)
                .sql("SELECT current_user || '/' || COALESCE(current_setting('waybill.workspace_id', true), '')")
                .query(String.class)
                .single();
    }

    private static long jobs(Job job) {
        return database.jdbc()
                .sql("SELECT count(*) FROM jobrunr_jobs WHERE id = ?")
                .param(job.getId().toString())
                .query(Long.class)
                .single();
    }

    private record Counts(long processes, long events, long jobs) {
        static Counts of(JdbcClient jdbc) {
            return jdbc.sql("""
                            SELECT (SELECT count(*) FROM processes), (SELECT count(*) FROM process_events),
                                (SELECT count(*) FROM jobrunr_jobs)
                            """)
                    .query((row, index) -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3)))
                    .single();
        }
    }
}
