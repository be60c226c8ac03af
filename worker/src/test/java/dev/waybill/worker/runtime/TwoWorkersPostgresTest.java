package dev.waybill.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.LedgerStorageProvider;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jobrunr.jobs.Job;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class TwoWorkersPostgresTest {

    private static TestDatabase database;
    private static TestNode first;
    private static TestNode second;

    @BeforeAll
    static void start(TestDatabase given) {
        database = given;
        database.jdbc()
                .sql("CREATE TABLE effects (process_id bigint, note text)")
                .update();
        database.jdbc().sql("GRANT SELECT, INSERT ON effects TO waybill_tenant").update();
        first = new TestNode(database, "waybill.worker.name=first", "waybill.worker.threads=4");
        second = new TestNode(database, "waybill.worker.name=second", "waybill.worker.threads=4");
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    @AfterEach
    void leavesEverySideInAgreement() {
        assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
    }

    @Test
    void shareTheWorkAndRunNothingTwice() throws Exception {
        Map<Long, AtomicInteger> runs = new ConcurrentHashMap<>();
        // the first eight, more than one worker has threads for, wait for each other
        CountDownLatch both = new CountDownLatch(8);
        Scripted.script("shared", progress -> {
            runs.computeIfAbsent(progress.processId(), id -> new AtomicInteger())
                    .incrementAndGet();
            both.countDown();
            both.await(20, TimeUnit.SECONDS);
            return Scripted.done();
        });
        List<ProcessId> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ids.add(first.submit("shared"));
        }

        Awaitility.await()
                .atMost(TestNode.PATIENCE)
                .until(() -> ids.stream().allMatch(id -> second.process(id).status() == ProcessStatus.COMPLETED));

        assertThat(runs).hasSize(200);
        assertThat(runs.values()).allMatch(count -> count.get() == 1);
        Set<String> workers =
                ids.stream().map(id -> first.process(id).workerId()).collect(Collectors.toSet());
        assertThat(workers).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void stopAJobThatAnotherNodeCancels() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Scripted.script("long", progress -> {
            try {
                progress.chunk(tx -> {
                    effect(tx, progress.processId(), "must be rolled back");
                    inside.countDown();
                    tx.sql("SELECT pg_sleep(60)").query((row, index) -> 1).single();
                    return new ChunkResult(List.of(), null);
                });
                return Scripted.done();
            } finally {
                ended.countDown();
            }
        });
        ProcessId id = first.submit("long");
        assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

        long cancelled = System.nanoTime();
        other(first.process(id)).queue().cancel(Caller.of(Scope.SEEDED), id);
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();

        // the issue's own promise; a wake-up takes milliseconds, JobRunr's heartbeat would take five seconds
        assertThat(Duration.ofNanos(System.nanoTime() - cancelled)).isLessThan(Duration.ofSeconds(1));
        assertThat(effects(id)).isEmpty();
        assertThat(first.events(id)).containsExactly("queued", "started", "cancelled");
        allConnectionsWork();
    }

    @Test
    void refuseEveryWriteOfAZombie() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch wake = new CountDownLatch(1);
        CountDownLatch zombieEnded = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        Scripted.script("zombie", progress -> {
            if (runs.incrementAndGet() > 1) {
                progress.chunk(tx -> {
                    effect(tx, progress.processId(), "of the second run");
                    return new ChunkResult(List.of(ItemResult.success(0, "k", null, null)), 1);
                });
                return Scripted.done();
            }
            try {
                progress.chunk(tx -> {
                    effect(tx, progress.processId(), "of the zombie");
                    asleep.countDown();
                    awaitUninterruptibly(wake);
                    return new ChunkResult(List.of(ItemResult.error(0, "k", "zombie", "zombie", null)), 9);
                });
                progress.note("of the zombie");
                return Scripted.done();
            } finally {
                zombieEnded.countDown();
            }
        });
        ProcessId id = first.submit("zombie");
        assertThat(asleep.await(20, TimeUnit.SECONDS)).isTrue();

        // JobRunr takes its worker for dead
        requeueAsOrphan(id);
        Process finished = first.await(id, ProcessStatus.COMPLETED);
        wake.countDown();
        assertThat(zombieEnded.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(effects(id)).containsExactly("of the second run");
        assertThat(first.process(id)).isEqualTo(finished);
        assertThat(first.events(id)).containsExactly("queued", "started", "interrupted", "started", "completed");
        assertThat(finished.counters()).isEqualTo(new Process.Counters(null, 1, 1, 0, 0));
        assertThat(finished.attempts()).isEqualTo(new Process.Attempts(2, 0, 3, 1));
        allConnectionsWork();
    }

    @Test
    void putRunningJobsBackWithoutSpendingAnAttemptWhenAWorkerStops() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        Scripted.script("handed back", progress -> {
            if (runs.incrementAndGet() > 1) {
                return Scripted.done();
            }
            started.countDown();
            while (true) {
                progress.throwIfStopped();
                Thread.onSpinWait();
            }
        });
        ProcessId id = first.submit("handed back");
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
        String worker = first.process(id).workerId();

        restart(worker);

        Process process = first.await(id, ProcessStatus.COMPLETED);
        assertThat(first.events(id)).containsExactly("queued", "started", "interrupted", "started", "completed");
        assertThat(process.attempts()).isEqualTo(new Process.Attempts(2, 0, 3, 0));
    }

    private static void restart(@Nullable String worker) {
        if ("first".equals(worker)) {
            first.close();
            first = new TestNode(database, "waybill.worker.name=first", "waybill.worker.threads=4");
        } else {
            second.close();
            second = new TestNode(database, "waybill.worker.name=second", "waybill.worker.threads=4");
        }
    }

    private static TestNode other(Process process) {
        return "first".equals(process.workerId()) ? second : first;
    }

    private static void requeueAsOrphan(ProcessId id) {
        LedgerStorageProvider storage = first.bean(LedgerStorageProvider.class);
        Job job = storage.getJobById(first.process(id).jobId());
        job.failed("Orphaned job", new IllegalThreadStateException("too long"));
        job.enqueue();
        storage.save(job);
    }

    private static void effect(JdbcClient tx, long process, String note) {
        tx.sql("INSERT INTO effects VALUES (?, ?)").param(process).param(note).update();
    }

    private static List<String> effects(ProcessId id) {
        return database.jdbc()
                .sql("SELECT note FROM effects WHERE process_id = ?")
                .param(id.value())
                .query(String.class)
                .list();
    }

    private static void allConnectionsWork() {
        Scripted.script("plain", progress -> Scripted.done());
        for (int i = 0; i < 20; i++) {
            first.await(first.submit("plain"), ProcessStatus.COMPLETED);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
