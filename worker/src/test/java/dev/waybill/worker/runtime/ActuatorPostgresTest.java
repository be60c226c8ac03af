package dev.waybill.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Presence;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.MonitoringFiles;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.testkit.faults.ProbedNode;
import dev.waybill.worker.ai.JsonAnswers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobrunr.server.BackgroundJobServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A whole worker, as Prometheus and an orchestrator see it. */
@PostgresTest
class ActuatorPostgresTest {

    private static final String TYPE = "type=\"scripted\"";
    private static final String QUEUE = "queue=\"default\"";

    private static TestDatabase database;
    private static GeminiStandIn model;
    private static ProbedNode node;
    private static ScriptedNode jobs;

    @BeforeAll
    static void start(TestDatabase given) {
        database = given;
        model = new GeminiStandIn();
        node = ProbedNode.start(
                TestNode.Application.class,
                "waybill-worker",
                database,
                "waybill.worker.name=seen",
                "waybill.worker.threads=4",
                "waybill.metrics.queue-interval=1s",
                "waybill.ai.gemini.base-url=" + model.uri(),
                "waybill.ai.gemini.api-key=k");
        jobs = new ScriptedNode(node);
    }

    @AfterAll
    static void stop() {
        node.close();
        model.close();
    }

    @AfterEach
    void heal() {
        node.heal();
    }

    @Test
    void exportsWhatDashboardsAndRulesName() {
        Scripted.script("asks", progress -> {
            progress.chunk(tx -> new ChunkResult(List.of(ItemResult.success(0, "a", null, null)), null));
            node.bean(JsonAnswers.class).ask(ScriptedNode.question(), progress, usage -> {});
            return Scripted.done();
        });
        model.next(GeminiStandIn.text("{}"));

        jobs.end(jobs.submit("asks"), ProcessStatus.COMPLETED);

        assertThat(MonitoringFiles.exported(node.scrape()))
                .containsAll(MonitoringFiles.metrics().stream()
                        .filter(name -> !name.startsWith("waybill_streams_") && !name.startsWith("http_server_"))
                        .toList());
        assertThat(node.sample("waybill_ai_calls_total", "result=\"answered\"", "model=\"gemini-2.5-flash-lite\""))
                .isEqualTo(1);
        assertThat(node.sample("waybill_ai_tokens_total", "kind=\"input\"")).isPositive();
        assertThat(node.sample("waybill_ai_cost_usd_total")).isPositive();
    }

    @Test
    void countsWhatBecameOfProcesses() {
        AtomicInteger runs = new AtomicInteger();
        Scripted.script("second time", progress -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            progress.chunk(tx -> new ChunkResult(
                    List.of(
                            ItemResult.success(0, "a", null, null),
                            ItemResult.success(1, "b", null, null),
                            ItemResult.error(2, "c", "bad", "It is bad", null)),
                    null));
            return Scripted.done();
        });
        double submitted = count("waybill_processes_submitted_total");
        double attempts = count("waybill_attempts_total");
        double failed = count("waybill_attempts_failed_total");
        double ended = count("waybill_processes_ended_total", "outcome=\"succeeded\"");
        double good = count("waybill_items_total", "status=\"success\"");
        double bad = count("waybill_items_total", "status=\"error\"");
        double waits = count("waybill_process_wait_seconds_count");
        double retried = count("waybill_attempt_time_seconds_count", "end=\"retried\"");
        double finished = count("waybill_attempt_time_seconds_count", "end=\"finished\"");

        jobs.end(jobs.submit("second time"), ProcessStatus.COMPLETED);

        await().atMost(ScriptedNode.PATIENCE)
                .until(() -> count("waybill_processes_ended_total", "outcome=\"succeeded\"") == ended + 1);
        assertThat(count("waybill_processes_submitted_total")).isEqualTo(submitted + 1);
        assertThat(count("waybill_attempts_total")).isEqualTo(attempts + 2);
        assertThat(count("waybill_attempts_failed_total")).isEqualTo(failed + 1);
        assertThat(count("waybill_items_total", "status=\"success\"")).isEqualTo(good + 2);
        assertThat(count("waybill_items_total", "status=\"error\"")).isEqualTo(bad + 1);
        assertThat(count("waybill_process_wait_seconds_count")).isEqualTo(waits + 2);
        assertThat(count("waybill_attempt_time_seconds_count", "end=\"retried\""))
                .isEqualTo(retried + 1);
        assertThat(count("waybill_attempt_time_seconds_count", "end=\"finished\""))
                .isEqualTo(finished + 1);
        assertThat(node.sample("waybill_group_commit_size_sum")).isPositive();
        assertThat(node.sample("waybill_claim_jobs_total")).isPositive();
        assertThat(node.sample("waybill_wakeups_total")).isPositive();
    }

    @Test
    void countsNothingThatWasRolledBack() {
        double submitted = count("waybill_processes_submitted_total");

        new TransactionTemplate(node.bean(PlatformTransactionManager.class)).executeWithoutResult(transaction -> {
            jobs.submit("never");
            transaction.setRollbackOnly();
        });

        assertThat(count("waybill_processes_submitted_total")).isEqualTo(submitted);
    }

    @Test
    void showsHowFullTheQueuesAre() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Scripted.script("waits", progress -> {
            goOn.await();
            return Scripted.done();
        });
        List<ProcessId> running =
                List.of(jobs.submit("waits"), jobs.submit("waits"), jobs.submit("waits"), jobs.submit("waits"));
        ProcessId behind = jobs.submit("waits");
        node.bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SEEDED, TestNode.UNSERVED, new Scripted.Input("waits")));

        await().atMost(ScriptedNode.PATIENCE).untilAsserted(() -> {
            assertThat(node.sample("waybill_queue_running", TYPE, QUEUE)).isEqualTo(4);
            assertThat(node.sample("waybill_queue_ready", TYPE, QUEUE)).isEqualTo(1);
            assertThat(node.sample("waybill_queue_ready", "type=\"scripted/unserved\""))
                    .isEqualTo(1);
            assertThat(node.sample("waybill_queue_oldest_wait_seconds", TYPE)).isPositive();
            assertThat(node.sample("waybill_queue_workers", QUEUE)).isEqualTo(1);
            assertThat(node.sample("waybill_worker_running")).isEqualTo(4);
            assertThat(node.sample("waybill_worker_threads")).isEqualTo(4);
        });

        goOn.countDown();
        running.forEach(id -> jobs.end(id, ProcessStatus.COMPLETED));
        jobs.end(behind, ProcessStatus.COMPLETED);
    }

    @Test
    void isReadyWhileItCanWorkAndAliveAllTheTime() {
        assertThat(List.of(node.probe("liveness"), node.probe("readiness"), node.probe("startup")))
                .containsOnly(200);

        node.network().hold();

        node.await("readiness", 503);
        assertThat(node.probe("liveness")).isEqualTo(200);
        await().atMost(ScriptedNode.PATIENCE).until(() -> node.sample("waybill_database_reachable") == 0);

        node.heal();
        await().atMost(ScriptedNode.PATIENCE).until(() -> node.sample("waybill_database_reachable") == 1);
    }

    @Test
    void isNotReadyWithoutItsSchema() {
        node.awaitUnreadyWithoutSchema(database);
    }

    @Test
    void isNotReadyWhileItsJobServerStandsAndWorksOnceItIsStartedAgain() {
        Scripted.script("nothing", progress -> Scripted.done());

        node.bean(BackgroundJobServer.class).stop();

        assertThat(node.probe("readiness")).isEqualTo(503);
        assertThat(node.probe("liveness")).isEqualTo(200);
        await().atMost(ScriptedNode.PATIENCE).until(() -> node.probe("readiness") == 200);
        jobs.end(jobs.submit("nothing"), ProcessStatus.COMPLETED);
    }

    @Test
    void isNotReadyWhenNobodySeesItLive() {
        BackgroundJobServer server = node.bean(BackgroundJobServer.class);

        assertThat(new JobServerProbe(server, node.bean(Presence.class), Duration.ofNanos(-1))
                        .health()
                        .getStatus()
                        .getCode())
                .isEqualTo("DOWN");
        assertThat(node.probe("readiness")).isEqualTo(200);
    }

    private static double count(String name, String... labels) {
        String[] all = new String[labels.length + 1];
        all[0] = TYPE;
        System.arraycopy(labels, 0, all, 1, labels.length);
        return node.count(name, all);
    }
}
