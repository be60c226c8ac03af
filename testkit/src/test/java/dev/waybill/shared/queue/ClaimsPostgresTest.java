package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.JobDetails;
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
        node.cancelAll();
    }

    @Test
    void aWorkspaceWithABacklogDoesNotKeepTheOthersWaiting() {
        for (int i = 0; i < 300; i++) {
            node.submit(1, 0);
        }
        ProcessId one = node.submit(7, 0);
        ProcessId other = node.submit(8, 0);

        assertThat(node.claimed(4)).contains(one, other).hasSize(4);
    }

    @Test
    void allWorkspacesHaveTheirTurnWithinAFewClaims() {
        List<ProcessId> single = new ArrayList<>();
        for (int workspace = 1; workspace <= 60; workspace++) {
            single.add(node.submit(workspace, 0));
            for (int i = 0; i < 20; i++) {
                node.submit(workspace, -1);
            }
        }

        List<ProcessId> claimed = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            claimed.addAll(node.claimed(16));
        }

        assertThat(claimed).containsAll(single);
    }

    @Test
    void aWorkspaceThatTheLastClaimDidNotSeeHasItsTurn() {
        expectLaneOf(1);
        ProcessId known = node.submit(1, 0);
        node.submit(1, 0);
        ProcessId fresh = node.submit(2, 0);

        assertThat(node.claimed(2)).containsExactlyInAnyOrder(known, fresh);
    }

    @Test
    void withinAWorkspaceTheMostUrgentComesFirstThenTheOldest() {
        ProcessId third = node.submit(1, 0);
        ProcessId first = node.submit(1, 5);
        ProcessId second = node.submit(1, 5);

        assertThat(node.claimed(1)).containsExactly(first);
        assertThat(node.claimed(1)).containsExactly(second);
        assertThat(node.claimed(1)).containsExactly(third);
    }

    @Test
    void whatIsPausedIsNotClaimedUntilItGoesOn() {
        ProcessId id = node.submit(3, 0);
        Map<Control.Scope, String> scopes = Map.of(
                Control.Scope.EVERYTHING, "",
                Control.Scope.QUEUE, "default",
                Control.Scope.TYPE, QueueNode.TYPE.label(),
                Control.Scope.WORKSPACE, "3");

        scopes.forEach((scope, name) -> {
            put(scope, name, true, null);
            assertThat(node.claimed(5)).as(scope.word()).isEmpty();
            put(scope, name, false, null);
        });

        assertThat(node.claimed(5)).containsExactly(id);
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
    void aPausedWorkspaceDoesNotHoldBackTheOthers() {
        put(Control.Scope.WORKSPACE, "3", true, null);
        node.submit(3, 0);
        ProcessId other = node.submit(4, 0);

        assertThat(node.claimed(5)).containsExactly(other);
    }

    @Test
    void whatAClaimExpectsDoesNotPassAPause() {
        expectLaneOf(3);
        ProcessId id = node.submit(3, 0);
        put(Control.Scope.WORKSPACE, "3", true, null);

        assertThat(node.claimed(2)).isEmpty();

        put(Control.Scope.WORKSPACE, "3", false, null);
        assertThat(node.claimed(2)).containsExactly(id);
    }

    @Test
    void whatAClaimExpectsDoesNotExceedALimit() {
        expectLaneOf(3);
        node.submit(3, 0);
        node.submit(3, 0);
        put(Control.Scope.WORKSPACE, "3", false, 4);

        assertThat(node.claimed(2)).hasSize(1);
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
            node.submit(5, 0);
            node.submit(6, 0);
        }

        List<ProcessId> claimed = QueueNode.inParallel(6, () -> node.claimed(5));

        assertThat(claimed).hasSize(3).doesNotHaveDuplicates();
        assertThat(claimed.stream().filter(id -> workspace(id) == 5).count()).isLessThanOrEqualTo(2);
        assertThat(node.claimed(5)).isEmpty();
    }

    @Test
    void whatHasEndedMakesRoomUnderALimit() {
        put(Control.Scope.EVERYTHING, "", false, 1);
        node.submit(1, 0);
        node.submit(1, 0);
        Job job = node.claimOne();
        assertThat(node.claimed(5)).isEmpty();

        node.end(job, new AttemptEnd.Finished(new JobOutcome.Completed(Map.of())));

        assertThat(node.claimed(5)).hasSize(1);
    }

    @Test
    void aClaimHopsFromLaneToLaneAlongItsIndex() {
        for (int i = 0; i < 200; i++) {
            node.submit(1 + i % 50, i % 3);
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

    /** Three processes of the workspace run after it, and the next claim expects its lane. */
    private static void expectLaneOf(long workspace) {
        for (int i = 0; i < 3; i++) {
            node.submit(workspace, 0);
            assertThat(node.claimed(2)).hasSize(1);
        }
    }

    private static void put(Control.Scope scope, String name, boolean paused, @Nullable Integer limit) {
        node.bean(QueueControls.class).put(Scope.SEEDED, scope, name, paused, "test", limit, before -> {});
    }

    private static long workspace(ProcessId id) {
        return database.jdbc()
                .sql("SELECT workspace_id FROM processes WHERE id = :id")
                .param("id", id.value())
                .query(Long.class)
                .single();
    }
}
