package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class BulkSubmissionPostgresTest {

    private static QueueNode node;
    private static TestDatabase database;
    private static BulkSubmission bulk;

    @BeforeAll
    static void start(TestDatabase started) {
        database = started;
        node = new QueueNode(started);
        bulk = node.bean(BulkSubmission.class);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void agrees() {
        assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
    }

    @Test
    void enqueuesManyInTheirOrder() {
        List<Submission> submissions = IntStream.range(0, 6_000)
                .mapToObj(index -> QueueNode.submission().named("line " + index))
                .toList();

        List<Submitted> submitted = bulk.all(submissions);

        assertThat(submitted).hasSize(6_000).allMatch(Submitted::created);
        assertThat(submitted.stream().map(Submitted::id)).isSorted();
        Process last = node.process(submitted.getLast().id());
        assertThat(last.kind().name()).isEqualTo("line 5999");
        assertThat(last.status()).isEqualTo(ProcessStatus.PENDING);
        assertThat(node.events(last.id())).containsExactly("queued");
    }

    @Test
    void enqueuesWhatAWorkerCanClaimAndRun() {
        ProcessId id = bulk.all(List.of(QueueNode.submission().withPriority(100)))
                .getFirst()
                .id();

        node.end(node.claimOne(), new AttemptEnd.Finished(new JobOutcome.Completed(Map.of())));

        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.COMPLETED);
    }

    @Test
    void schedulesWhatIsNotDueYet() {
        Instant tomorrow = Instant.parse("2100-01-01T00:00:00Z");

        ProcessId id = bulk.all(List.of(QueueNode.submission().withPriority(100).notBefore(tomorrow)))
                .getFirst()
                .id();

        assertThat(node.process(id).times().runAt()).isEqualTo(tomorrow);
        assertThat(node.claim(1)).noneMatch(job -> ProcessJobs.processId(job).equals(id));
    }

    @Test
    void letsOnlyAsManyOfAKeyRunAsItsLimitAllows() {
        List<ProcessId> limited = bulk
                .all(IntStream.range(0, 5)
                        .mapToObj(index ->
                                QueueNode.submission().withPriority(200).limitedTo(2, "bulk-slots"))
                        .toList())
                .stream()
                .map(Submitted::id)
                .toList();

        assertThat(node.claim(5).stream().map(ProcessJobs::processId).filter(limited::contains))
                .hasSize(2);
    }

    @Test
    void writesNothingWhenOneIsRefusedAndTellsAllThatAre() {
        long before = processes();
        List<Submission> submissions =
                List.of(QueueNode.submission(), wrong(), QueueNode.submission().ofTenant(77L), unknown());

        assertThatThrownBy(() -> bulk.all(submissions)).isInstanceOfSatisfying(BulkRefusal.class, refusal -> {
            assertThat(refusal.refusals().keySet()).containsExactly(1, 2, 3);
            assertThat(refusal.refusals().values())
                    .extracting(Refusal::reasonCode)
                    .containsExactly("invalid_input", "unknown_tenant", "unknown_type");
        });
        assertThat(processes()).isEqualTo(before);
    }

    @Test
    void enqueuesTheOthersWhenEachStandsForItself() {
        List<BulkSubmission.Line> lines = bulk.each(List.of(wrong(), QueueNode.submission(), unknown()));

        assertThat(lines)
                .extracting(line -> line.getClass().getSimpleName())
                .containsExactly("Refused", "Accepted", "Refused");
    }

    @Test
    void answersAnActiveRunInsteadOfASecondOne() {
        ProcessId active =
                node.queue.submit(QueueNode.submission().onceAtATime("active")).id();

        List<Submitted> submitted = bulk.all(List.of(
                QueueNode.submission().onceAtATime("new"),
                QueueNode.submission().onceAtATime("active"),
                QueueNode.submission(),
                QueueNode.submission().onceAtATime("new")));

        assertThat(submitted).extracting(Submitted::created).containsExactly(true, false, true, false);
        assertThat(submitted.get(1).id()).isEqualTo(active);
        assertThat(submitted.get(3).id()).isEqualTo(submitted.get(0).id());
    }

    @Test
    void takesPartInTheCallersTransaction() {
        long before = processes();

        node.transaction().execute(status -> {
            bulk.all(List.of(QueueNode.submission(), QueueNode.submission()));
            status.setRollbackOnly();
            return status;
        });

        assertThat(processes()).isEqualTo(before);
    }

    @Test
    void agreesOnTheOwnersOfKeysThatManyBringAtTheSameTimeInAnyOrder() throws Exception {
        List<Submission> keyed = IntStream.range(0, 200)
                .mapToObj(index -> QueueNode.submission().onceAtATime("shared-" + index))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<Submitted>>> all = IntStream.range(0, 4)
                    .mapToObj(index -> {
                        List<Submission> mine = new ArrayList<>(keyed);
                        Collections.rotate(mine, index * 50);
                        return threads.submit(() -> bulk.all(mine));
                    })
                    .toList();
            long created = 0;
            for (Future<List<Submitted>> one : all) {
                created += one.get().stream().filter(Submitted::created).count();
            }
            assertThat(created).isEqualTo(200);
        }
    }

    private static Submission wrong() {
        return Submission.of(
                Scope.SEEDED,
                QueueNode.TYPE.name(),
                null,
                JsonNodeFactory.instance.objectNode().put("count", 11));
    }

    private static Submission unknown() {
        return Submission.of(Scope.SEEDED, "nothing", null, JsonNodeFactory.instance.objectNode());
    }

    private static long processes() {
        return database.jdbc()
                .sql("SELECT (SELECT count(*) FROM processes) + (SELECT count(*) FROM jobrunr_jobs)")
                .query(Long.class)
                .single();
    }
}
