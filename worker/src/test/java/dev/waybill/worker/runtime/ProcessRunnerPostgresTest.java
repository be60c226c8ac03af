package dev.waybill.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Deferred;
import dev.waybill.shared.job.Failure;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.queue.Wakeups;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class ProcessRunnerPostgresTest {

    private static TestNode node;

    @BeforeAll
    static void start(TestDatabase database) {
        node = new TestNode(database, "waybill.worker.name=worker-1");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void runsAJobToItsEnd() {
        Scripted.script("completes", progress -> {
            progress.step("Thinking");
            return new JobOutcome.Completed(Map.of("answer", 42));
        });
        ProcessId id = node.submit("completes");

        Process process = node.await(id, ProcessStatus.COMPLETED);

        assertThat(node.events(id)).containsExactly("queued", "started", "step", "completed");
        assertThat(process.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(process.progressPercent()).isEqualTo(100);
        assertThat(process.summary()).hasToString("{\"answer\":42}");
        assertThat(process.workerId()).isEqualTo("worker-1");
        assertThat(process.attempts()).isEqualTo(new Process.Attempts(1, 0, 3, 0));
        assertThat(process.eventSeq()).isEqualTo(4);
        assertThat(process.times().finishedAt()).isNotNull();
    }

    @Test
    void triesAgainUntilAttemptsRunOut() {
        Scripted.script("breaks", progress -> {
            throw new IllegalStateException("boom\n\tat secret.Stack");
        });
        ProcessId id = node.submit("breaks");

        Process process = node.await(id, ProcessStatus.FAILED);

        assertThat(node.events(id))
                .containsExactly("queued", "started", "error", "started", "error", "started", "failed");
        assertThat(process.reasonCode()).isEqualTo("unexpected_error");
        assertThat(process.errorMessage()).isEqualTo("IllegalStateException: boom");
        assertThat(process.attempts()).isEqualTo(new Process.Attempts(3, 3, 3, 0));
        assertThat(process.outcome()).isEqualTo(Outcome.FAILED);

        Scripted.script("breaks", progress -> Scripted.done());
        node.queue().retry(Caller.of(Scope.SEEDED), id);
        Process again = node.await(id, ProcessStatus.COMPLETED);
        assertThat(again.attempts()).isEqualTo(new Process.Attempts(4, 0, 3, 0));
        assertThat(again.errorMessage()).isNull();
    }

    @Test
    void neverRetriesWhatIsRejected() {
        Scripted.script("rejects", progress -> {
            throw new Rejected("not_a_csv", "This is no CSV");
        });

        Process process = node.await(node.submit("rejects"), ProcessStatus.FAILED);

        assertThat(process.reasonCode()).isEqualTo("not_a_csv");
        assertThat(process.errorMessage()).isEqualTo("This is no CSV");
        assertThat(process.attempts().begun()).isEqualTo(1);
    }

    @Test
    void putsOffWithoutSpendingAnAttempt() {
        AtomicInteger runs = new AtomicInteger();
        Scripted.script("defers", progress -> {
            if (runs.incrementAndGet() == 1) {
                throw new Deferred("provider_down", Instant.now().plusMillis(50));
            }
            return Scripted.done();
        });
        ProcessId id = node.submit("defers");

        Process process = node.await(id, ProcessStatus.COMPLETED);

        assertThat(node.events(id)).containsExactly("queued", "started", "deferred", "started", "completed");
        assertThat(process.attempts()).isEqualTo(new Process.Attempts(2, 0, 3, 0));
    }

    @Test
    void tellsPartialSuccess() {
        Scripted.script("partial", progress -> {
            progress.total(2);
            progress.chunk(tx -> new ChunkResult(
                    List.of(
                            ItemResult.success(0, "a", null, Map.of("v", 1)),
                            ItemResult.error(1, "b", "price_negative", "Negative", null)),
                    1));
            return new JobOutcome.CompletedWithErrors(
                    Map.of(), List.of(Failure.ofItem("b", "price_negative", "Negative")));
        });

        Process process = node.await(node.submit("partial"), ProcessStatus.COMPLETED);

        assertThat(process.outcome()).isEqualTo(Outcome.PARTIALLY_SUCCEEDED);
        assertThat(process.counters()).isEqualTo(new Process.Counters(2L, 2, 1, 1, 0));
        assertThat(process.failures())
                .hasToString(
                        "[{\"type\":null,\"reason\":\"Negative\",\"item_id\":\"b\",\"reason_code\":\"price_negative\"}]");
    }

    @Test
    void waitsForReviewAndFollowsTheDecision() {
        Scripted.script("review", progress -> new JobOutcome.AwaitingReview(Map.of("drafts", 3)));
        ProcessId approved = node.submit("review");
        ProcessId rejected = node.submit("review");
        node.await(approved, ProcessStatus.WAITING_REVIEW);
        node.await(rejected, ProcessStatus.WAITING_REVIEW);

        node.queue().decide(Caller.of(Scope.SEEDED), approved, ReviewPolicy.Decision.APPROVE, null);
        node.queue().decide(Caller.of(Scope.SEEDED), rejected, ReviewPolicy.Decision.REJECT, "no");

        assertThat(node.process(approved).status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(node.process(rejected).status()).isEqualTo(ProcessStatus.CANCELLED);
        assertThat(node.events(rejected)).containsExactly("queued", "started", "waiting_review", "cancelled");
    }

    @Test
    void resumesAtItsCheckpoint() {
        AtomicInteger runs = new AtomicInteger();
        Scripted.script("resumes", progress -> {
            int from = progress.checkpoint().map(node -> node.asInt()).orElse(0);
            assertThat(from).isEqualTo(runs.get() == 0 ? 0 : 10);
            progress.chunk(tx -> new ChunkResult(List.of(ItemResult.success(from, "k" + from, null, null)), from + 10));
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
            return Scripted.done();
        });

        Process process = node.await(node.submit("resumes"), ProcessStatus.COMPLETED);

        assertThat(process.counters().succeeded()).isEqualTo(2);
    }

    @Test
    void stopsAJobWhoseProcessIsCancelled() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Scripted.script("sleeps", progress -> {
            try {
                progress.chunk(tx -> {
                    inside.countDown();
                    tx.sql("SELECT pg_sleep(60)").query((row, index) -> 1).single();
                    return new ChunkResult(List.of(ItemResult.success(0, "x", null, null)), null);
                });
                return Scripted.done();
            } finally {
                ended.countDown();
            }
        });
        ProcessId id = node.submit("sleeps");
        assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

        node.queue().cancel(Caller.of(Scope.SEEDED), id);

        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.CANCELLED);
        assertThat(node.events(id)).containsExactly("queued", "started", "cancelled");
        assertThat(node.process(id).counters().processed()).isZero();
    }

    @Test
    void keepsTheLastOfManyStepsAndFewOfTheRest() {
        Scripted.script("chatty", progress -> {
            for (int i = 1; i <= 500; i++) {
                progress.step("step " + i);
            }
            return Scripted.done();
        });
        ProcessId id = node.submit("chatty");

        Process process = node.await(id, ProcessStatus.COMPLETED);

        assertThat(process.currentStep()).isEqualTo("step 500");
        assertThat(node.events(id).stream().filter("step"::equals)).hasSizeBetween(2, 100);
        assertThat(node.events(id)).startsWith("queued", "started", "step").endsWith("step", "completed");
    }

    @Test
    void showsTheLastStepWhileTheJobIsBusyWithIt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Scripted.script("busy step", progress -> {
            progress.step("quick");
            progress.step("long");
            release.await(20, TimeUnit.SECONDS);
            return Scripted.done();
        });
        ProcessId id = node.submit("busy step");

        Awaitility.await()
                .atMost(TestNode.PATIENCE)
                .until(() -> "long".equals(node.process(id).currentStep()));
        release.countDown();
        node.await(id, ProcessStatus.COMPLETED);
    }

    @Test
    void roundsThePercentDownAndKeepsAHundredForTheEnd() {
        List<Integer> seen = new ArrayList<>();
        Scripted.script("thirds", progress -> {
            ProcessId id = new ProcessId(progress.processId());
            progress.step("Looking");
            seen.add(node.process(id).progressPercent());
            progress.total(3);
            seen.add(node.process(id).progressPercent());
            for (int i = 0; i < 3; i++) {
                int item = i;
                progress.chunk(tx -> new ChunkResult(List.of(ItemResult.success(item, "k", null, null)), null));
                seen.add(node.process(id).progressPercent());
            }
            return Scripted.done();
        });

        Process process = node.await(node.submit("thirds"), ProcessStatus.COMPLETED);

        assertThat(seen).containsExactly(null, 0, 33, 66, 99);
        assertThat(process.progressPercent()).isEqualTo(100);
    }

    @Test
    void stopsWhatTakesTooLong() {
        Scripted.script("slow", progress -> {
            CountDownLatch never = new CountDownLatch(1);
            never.await();
            return Scripted.done();
        });
        ProcessId id = node.queue()
                .submit(Submission.of(Scope.SEEDED, Scripted.IMPATIENT, new Scripted.Input("slow")))
                .id();

        Process process = node.await(id, ProcessStatus.FAILED);

        assertThat(process.reasonCode()).isEqualTo("timeout");
        assertThat(node.events(id)).containsExactly("queued", "started", "failed");
    }

    @Test
    void findsAWaitingProcessThoughItsWakeUpGotLost(TestDatabase database) {
        Scripted.script("unheard", progress -> Scripted.done());
        try (TestNode mute = new TestNode(database, "waybill.worker.enabled=false")) {
            mute.bean(Wakeups.class).stop();
            node.await(mute.submit("unheard"), ProcessStatus.COMPLETED);
        }
    }
}
