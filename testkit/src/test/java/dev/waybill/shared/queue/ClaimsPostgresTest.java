package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.job.JobOutcome;
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
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class ClaimsPostgresTest {

    private static TestDatabase database;
    private static QueueNode node;

    @BeforeAll
    static void start(TestDatabase given) {
        database = given;
        for (int id = 2; id <= 60; id++) {
            database.jdbc()
                    .sql("INSERT INTO workspaces (id, name) VALUES (:id, 'more')")
                    .param("id", id)
                    .update();
        }
        node = new QueueNode(database);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void leavesEverySideInAgreement() {
        assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
        node.bean(QueueControls.class).list().forEach(control -> put(control.scope(), control.name(), false, null));
        database.jdbc()
                .sql("SELECT id, workspace_id FROM processes WHERE status IN ('pending', 'running')")
                .query((row, index) -> Map.entry(row.getLong("id"), row.getLong("workspace_id")))
                .list()
                .forEach(active -> node.queue.cancel(
                        Caller.of(new Scope(active.getValue(), null)), new ProcessId(active.getKey())));
    }

    @Test
    void aWorkspaceWithABacklogDoesNotKeepTheOthersWaiting() {
        for (int i = 0; i < 300; i++) {
            submit(1, 0);
        }
        ProcessId one = submit(7, 0);
        ProcessId other = submit(8, 0);

        assertThat(claimed(4)).contains(one, other).hasSize(4);
    }

    @Test
    void allWorkspacesHaveTheirTurnWithinAFewClaims() {
        List<ProcessId> single = new ArrayList<>();
        for (int workspace = 1; workspace <= 60; workspace++) {
            single.add(submit(workspace, 0));
            for (int i = 0; i < 20; i++) {
                submit(workspace, -1);
            }
        }

        List<ProcessId> claimed = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            claimed.addAll(claimed(16));
        }

        assertThat(claimed).containsAll(single);
    }

    @Test
    void aWorkspaceThatTheLastClaimDidNotSeeHasItsTurn() {
        submit(1, 0);
        assertThat(claimed(2)).hasSize(1);
        ProcessId known = submit(1, 0);
        submit(1, 0);
        ProcessId fresh = submit(2, 0);

        assertThat(claimed(2)).containsExactlyInAnyOrder(known, fresh);
    }

    @Test
    void withinAWorkspaceTheMostUrgentComesFirstThenTheOldest() {
        ProcessId third = submit(1, 0);
        ProcessId first = submit(1, 5);
        ProcessId second = submit(1, 5);

        assertThat(claimed(1)).containsExactly(first);
        assertThat(claimed(1)).containsExactly(second);
        assertThat(claimed(1)).containsExactly(third);
    }

    @Test
    void whatIsPausedIsNotClaimedUntilItGoesOn() {
        ProcessId id = submit(3, 0);
        Map<Control.Scope, String> scopes = Map.of(
                Control.Scope.EVERYTHING, "",
                Control.Scope.QUEUE, "default",
                Control.Scope.TYPE, QueueNode.TYPE.label(),
                Control.Scope.WORKSPACE, "3");

        scopes.forEach((scope, name) -> {
            put(scope, name, true, null);
            assertThat(claimed(5)).as(scope.word()).isEmpty();
            put(scope, name, false, null);
        });

        assertThat(claimed(5)).containsExactly(id);
    }

    @Test
    void jobsWithoutAProcessWaitInTheQueueInternal() {
        Job other = new Job(new JobDetails("java.lang.System", null, "gc", List.of()));
        node.storage.save(other);
        put(Control.Scope.QUEUE, "internal", true, null);
        assertThat(node.claim(5)).isEmpty();

        put(Control.Scope.QUEUE, "internal", false, null);

        assertThat(node.claim(5)).singleElement().extracting(Job::getId).isEqualTo(other.getId());
        node.storage.deletePermanently(other.getId());
    }

    @Test
    void whatSomebodyElseWroteMeanwhileIsClaimedAnew() {
        ProcessId id = submit(1, 0);

        List<ProcessId> claimed = withUpdatesThatMiss(1, () -> claimed(1));

        assertThat(claimed).containsExactly(id);
        assertThat(node.events(id)).containsExactly("queued", "started");
        assertThat(node.process(id).attempts().begun()).isOne();
    }

    @Test
    void aClaimThatIsOvertakenAgainAndAgainStartsNothing() {
        ProcessId id = submit(1, 0);

        assertThatThrownBy(() -> withUpdatesThatMiss(3, () -> claimed(1)))
                .isInstanceOf(ConcurrentJobModificationException.class);

        assertThat(node.events(id)).containsExactly("queued");
        assertThat(claimed(1)).containsExactly(id);
    }

    @Test
    void aRowThatDoesNotFitItsTextHoldsNobodyBack() {
        ProcessId spoiled = submit(1, 5);
        ProcessId next = submit(1, 0);
        UUID job = Objects.requireNonNull(node.process(spoiled).jobId());
        setVersion(job, 7);

        assertThat(claimed(2)).containsExactly(next);

        setVersion(job, 1);
        assertThat(claimed(2)).containsExactly(spoiled);
    }

    @Test
    void aPausedWorkspaceDoesNotHoldBackTheOthers() {
        put(Control.Scope.WORKSPACE, "3", true, null);
        submit(3, 0);
        ProcessId other = submit(4, 0);

        assertThat(claimed(5)).containsExactly(other);
    }

    @Test
    void pausingAndResumingIsInTheAuditLog() {
        put(Control.Scope.QUEUE, "default", true, 3);
        put(Control.Scope.QUEUE, "default", false, null);

        List<String> details = database.jdbc()
                .sql("SELECT details::text FROM audit_logs WHERE action = 'queue.controlled' ORDER BY id DESC LIMIT 2")
                .query(String.class)
                .list();
        assertThat(details).first().asString().contains("\"paused\": false");
        assertThat(details).last().asString().contains("\"paused\": true", "\"max_running\": 3");
    }

    @Test
    void notMoreRunThanALimitAllowsHoweverManyClaimAtATime() throws Exception {
        put(Control.Scope.TYPE, QueueNode.TYPE.label(), false, 3);
        put(Control.Scope.WORKSPACE, "5", false, 2);
        for (int i = 0; i < 10; i++) {
            submit(5, 0);
            submit(6, 0);
        }

        List<ProcessId> claimed = inParallel(6, () -> claimed(5));

        assertThat(claimed).hasSize(3).doesNotHaveDuplicates();
        assertThat(claimed.stream().filter(id -> workspace(id) == 5).count()).isLessThanOrEqualTo(2);
        assertThat(claimed(5)).isEmpty();
    }

    @Test
    void whatHasEndedMakesRoomUnderALimit() {
        put(Control.Scope.EVERYTHING, "", false, 1);
        submit(1, 0);
        submit(1, 0);
        Job job = node.claimOne();
        assertThat(claimed(5)).isEmpty();

        node.end(job, new AttemptEnd.Finished(new JobOutcome.Completed(Map.of())));

        assertThat(claimed(5)).hasSize(1);
    }

    @Test
    void processesWithTheSameConcurrencyKeyRunOneAfterTheOther() {
        ProcessId low = submitKeyed(1, "shop-7", 0);
        ProcessId high = submitKeyed(1, "shop-7", 5);
        ProcessId elsewhere = submitKeyed(2, "shop-7", 0);
        ProcessId another = submitKeyed(1, "shop-8", 0);
        assertThat(node.process(high).waitsFor()).isEqualTo("slot");

        List<Job> jobs = node.claim(10);
        assertThat(ids(jobs)).containsExactlyInAnyOrder(low, elsewhere, another);
        assertThat(claimed(10)).isEmpty();

        node.end(jobOf(jobs, low), new AttemptEnd.Finished(new JobOutcome.Completed(Map.of())));
        assertThat(claimed(10)).containsExactly(high);
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

        assertThat(claimed(5)).containsExactly(next);
    }

    @Test
    void aKeyLetsAsManyRunAsItSays() throws Exception {
        for (int i = 0; i < 10; i++) {
            node.queue.submit(QueueNode.submission().limitedTo(3, "three"));
        }

        assertThat(inParallel(4, () -> claimed(5))).hasSize(3);
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
        assertThat(claimed(5)).isEmpty();

        node.bean(Waiting.class).releaseForgotten();

        assertThat(claimed(5)).containsExactly(next);
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
        assertThat(claimed(5)).isEmpty();

        database.jdbc()
                .sql("UPDATE processes SET run_at = waybill_now() WHERE id = :id")
                .param("id", soon.value())
                .update();
        assertThat(waiting.releaseDue())
                .hasValueSatisfying(
                        wait -> assertThat(wait).isBetween(Duration.ofSeconds(8_900), Duration.ofSeconds(9_000)));

        assertThat(claimed(5)).containsExactly(soon);
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
        assertThat(ids(children)).containsExactlyInAnyOrder(one, other);
        node.end(jobOf(children, one), new AttemptEnd.Finished(new JobOutcome.Completed(Map.of())));
        assertThat(claimed(5)).isEmpty();
        node.end(jobOf(children, other), new AttemptEnd.GaveUp("broken", "It is broken"));

        assertThat(claimed(5)).containsExactly(parent);
    }

    @Test
    void aParentWhoseChildrenEndedBeforeItWaitedGoesOnAtOnce() {
        ProcessId parent = node.submit();
        Job job = node.claimOne();
        node.queue.cancel(Caller.of(Scope.SEEDED), submitChild(parent));

        node.end(job, new AttemptEnd.AwaitsChildren(Duration.ofHours(1)));

        assertThat(claimed(5)).containsExactly(parent);
    }

    @Test
    void aClaimHopsFromLaneToLaneAlongItsIndex() {
        for (int i = 0; i < 200; i++) {
            submit(1 + i % 50, i % 3);
        }
        database.jdbc().sql("ANALYZE processes").update();
        List<String> plan = node.roles.asRuntime(
                () -> database.jdbc().sql("""
                        EXPLAIN SELECT lane, queue, label FROM processes
                        WHERE status = 'pending' AND waits_for IS NULL AND (lane, queue, label) > (3, 'default', 'x')
                        ORDER BY lane, queue, label LIMIT 1
                        """).query(String.class).list());
        assertThat(plan).anyMatch(line -> line.contains("processes_ready"));
    }

    private static ProcessId submit(long workspace, int priority) {
        return node.queue
                .submit(Submission.of(
                                new Scope(workspace, null),
                                QueueNode.TYPE.name(),
                                null,
                                QueueNode.submission().input())
                        .withPriority(priority))
                .id();
    }

    private static ProcessId submitKeyed(long workspace, String key, int priority) {
        return node.queue
                .submit(Submission.of(
                                new Scope(workspace, null),
                                QueueNode.TYPE.name(),
                                null,
                                QueueNode.submission().input())
                        .withPriority(priority)
                        .limitedTo(1, key))
                .id();
    }

    private static ProcessId submitChild(ProcessId parent) {
        return node.queue.submit(QueueNode.submission().childOf(parent.value())).id();
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

    private static void put(Control.Scope scope, String name, boolean paused, @Nullable Integer limit) {
        node.bean(QueueControls.class).put(Scope.SEEDED, scope, name, paused, "test", limit, before -> {});
    }

    private static List<ProcessId> claimed(int limit) {
        return ids(node.claim(limit));
    }

    private static List<ProcessId> ids(List<Job> jobs) {
        return jobs.stream().map(ProcessJobs::processId).toList();
    }

    private static Job jobOf(List<Job> jobs, ProcessId id) {
        return jobs.stream()
                .filter(job -> ProcessJobs.processId(job).equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long workspace(ProcessId id) {
        return database.jdbc()
                .sql("SELECT workspace_id FROM processes WHERE id = :id")
                .param("id", id.value())
                .query(Long.class)
                .single();
    }

    private static List<ProcessId> inParallel(int times, Callable<List<ProcessId>> claim) throws Exception {
        List<ProcessId> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Callable<List<ProcessId>>> claims = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                claims.add(claim);
            }
            for (Future<List<ProcessId>> one : threads.invokeAll(claims)) {
                all.addAll(one.get());
            }
        }
        return all;
    }
}
