package dev.waybill.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.job.AwaitChildren;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Control;
import dev.waybill.shared.queue.Outlook;
import dev.waybill.shared.queue.QueueControls;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class QueuesPostgresTest {

    private static TestDatabase database;
    private static TestNode node;

    @BeforeAll
    static void start(TestDatabase given) {
        database = given;
        node = new TestNode(
                database,
                "waybill.worker.name=queues",
                "waybill.worker.threads=4",
                "waybill.worker.interrupt-after=100ms",
                "waybill.worker.stuck-after=200ms");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void leavesEverySideInAgreement() {
        assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
    }

    @Test
    void aPauseHoldsAtOnceAndSaysSoUntilItEnds() {
        Scripted.script("paused", progress -> Scripted.done());
        node.pause(true);

        ProcessId id = node.submit("paused");
        Outlook.View outlook = outlook(id);
        assertThat(Objects.requireNonNull(outlook.waiting()).reason()).isEqualTo("paused");
        assertThat(outlook.waiting().control())
                .satisfies(control ->
                        assertThat(Objects.requireNonNull(control).reason()).isEqualTo("for the test"));

        node.pause(false);
        node.await(id, ProcessStatus.COMPLETED);
        assertThat(outlook(id)).isEqualTo(Outlook.View.NONE);
    }

    @Test
    void aProcessSaysWhatItWaitsFor() {
        node.pause(true);
        try {
            ProcessId later = submit(submission("later").notBefore(Instant.now().plusSeconds(600)));
            assertThat(waitReason(later)).isEqualTo("scheduled");
            ProcessId unknown = node.queue()
                    .submit(Submission.of(Scope.SEEDED, TestNode.UNSERVED, new Scripted.Input("nothing")))
                    .id();
            node.pause(false);
            assertThat(waitReason(unknown)).isEqualTo("no_worker");
            limit(1);
            CountDownLatch go = new CountDownLatch(1);
            Scripted.script("held", progress -> {
                go.await(20, TimeUnit.SECONDS);
                return Scripted.done();
            });
            ProcessId running = node.submit("held");
            node.await(running, ProcessStatus.RUNNING);
            ProcessId limited = node.submit("held");
            assertThat(waitReason(limited)).isEqualTo("limit");
            go.countDown();
            node.await(limited, ProcessStatus.COMPLETED);
        } finally {
            limit(null);
        }
    }

    @Test
    void aParentWaitsForItsChildrenWithoutAThread() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        CountDownLatch childrenMayEnd = new CountDownLatch(1);
        Scripted.script("child", progress -> {
            childrenMayEnd.await(20, TimeUnit.SECONDS);
            ended.incrementAndGet();
            return Scripted.done();
        });
        Scripted.script("parent", progress -> {
            if (progress.checkpoint().isEmpty()) {
                progress.chunk(tx -> {
                    for (int i = 0; i < 3; i++) {
                        submit(submission("child").childOf(progress.processId()));
                    }
                    return new ChunkResult(List.of(), "submitted");
                });
                throw new AwaitChildren(Duration.ofMinutes(1));
            }
            assertThat(ended).hasValue(3);
            return Scripted.done();
        });

        ProcessId parent = node.submit("parent");
        Awaitility.await()
                .atMost(TestNode.PATIENCE)
                .until(() -> "children".equals(node.process(parent).waitsFor()));
        assertThat(node.process(parent).status()).isEqualTo(ProcessStatus.PENDING);
        childrenMayEnd.countDown();

        Process done = node.await(parent, ProcessStatus.COMPLETED);
        assertThat(done.attempts()).isEqualTo(new Process.Attempts(2, 0, 3, 0));
        assertThat(node.events(parent)).containsSubsequence("queued", "started", "deferred", "started", "completed");
    }

    @Test
    void aProcessesOwnTimeoutWins() {
        Scripted.script("slow", progress -> {
            while (true) {
                progress.throwIfStopped();
                LockSupport.parkNanos(1_000_000);
            }
        });

        ProcessId id = submit(submission("slow").withMaxAttempts(1).withTimeout(Duration.ofMillis(200)));

        assertThat(node.await(id, ProcessStatus.FAILED).reasonCode()).isEqualTo("timeout");
    }

    @Test
    void aHandlerThatIgnoresItsInterruptIsGivenUpAndRefused() throws Exception {
        CountDownLatch mayReturn = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        Scripted.script("deaf", progress -> {
            while (mayReturn.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
            }
            returned.countDown();
            progress.note("I am back");
            return Scripted.done();
        });

        ProcessId id = submit(submission("deaf").withMaxAttempts(1).withTimeout(Duration.ofMillis(200)));
        Process failed = node.await(id, ProcessStatus.FAILED);
        assertThat(failed.reasonCode()).isEqualTo("timeout");
        assertThat(stuck()).isEqualTo(1);

        mayReturn.countDown();
        assertThat(returned.await(20, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().atMost(TestNode.PATIENCE).until(() -> stuck() == 0);
        assertThat(node.process(id)).isEqualTo(failed);
    }

    @Test
    void whatWasClaimedAheadIsGivenBackWhenItsTurnDoesNotCome() {
        Scripted.script("quick", progress -> Scripted.done());
        // until what took longer in other tests is forgotten
        Awaitility.await().atMost(TestNode.PATIENCE).until(() -> {
            node.await(node.submit("quick"), ProcessStatus.COMPLETED);
            return node.bean(RunTimes.class).quick().labels().contains(Scripted.TYPE.label());
        });
        CountDownLatch go = new CountDownLatch(1);
        Scripted.script("blocks", progress -> {
            go.await(20, TimeUnit.SECONDS);
            return Scripted.done();
        });
        node.pause(true);
        for (int i = 0; i < 4; i++) {
            submit(submission("blocks").withPriority(9));
        }
        ProcessId ahead = node.submit("quick");
        node.pause(false);

        Awaitility.await()
                .atMost(TestNode.PATIENCE)
                .until(() -> node.events(ahead).contains("interrupted"));
        go.countDown();
        assertThat(node.await(ahead, ProcessStatus.COMPLETED).attempts().spent())
                .isZero();
    }

    @Test
    void nothingOfAnAttemptIsKeptThatHasEnded() {
        Scripted.script("over", progress -> Scripted.done());
        ScheduledThreadPoolExecutor timer = (ScheduledThreadPoolExecutor) node.bean(ScheduledExecutorService.class);
        for (int i = 0; i < 20; i++) {
            node.await(node.submit("over"), ProcessStatus.COMPLETED);
        }

        Awaitility.await()
                .atMost(TestNode.PATIENCE)
                .until(() -> timer.getQueue().size() < 20);
    }

    private static Submission submission(String script) {
        return Submission.of(Scope.SEEDED, Scripted.TYPE, new Scripted.Input(script));
    }

    private static ProcessId submit(Submission submission) {
        return node.queue().submit(submission).id();
    }

    private static Outlook.View outlook(ProcessId id) {
        return node.bean(Outlook.class).of(node.process(id), Instant.now());
    }

    private static String waitReason(ProcessId id) {
        return Objects.requireNonNull(outlook(id).waiting()).reason();
    }

    private static void limit(@Nullable Integer most) {
        node.bean(QueueControls.class)
                .put(Scope.SEEDED, Control.Scope.TYPE, Scripted.TYPE.label(), false, null, most, before -> {});
    }

    private static double stuck() {
        return node.bean(MeterRegistry.class)
                .get("waybill.worker.stuck")
                .gauge()
                .value();
    }
}
