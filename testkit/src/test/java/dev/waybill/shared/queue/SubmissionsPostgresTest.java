package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Single submissions that come at the same time. */
@PostgresTest
class SubmissionsPostgresTest {

    private static final int MANY = 60;

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
    void shareTransactions() throws InterruptedException {
        List<Future<Submitted>> all = atOnce(IntStream.range(0, MANY)
                .mapToObj(number -> QueueNode.submission())
                .toList());

        assertThat(all)
                .extracting(Future::resultNow)
                .allMatch(Submitted::created)
                .doesNotHaveDuplicates();
        Long[] ids = all.stream().map(done -> done.resultNow().id().value()).toArray(Long[]::new);
        assertThat(database.superuser()
                        .sql("SELECT count(DISTINCT xmin::text) FROM processes WHERE id = ANY(:ids)")
                        .param("ids", ids)
                        .query(Integer.class)
                        .single())
                .isLessThan(MANY / 2);
    }

    @Test
    void areRefusedEachForItself() throws InterruptedException {
        List<Submission> submissions = IntStream.range(0, MANY)
                .mapToObj(number -> number % 7 == 0 ? QueueNode.submission().ofTenant(4_711L) : QueueNode.submission())
                .toList();

        List<Future<Submitted>> all = atOnce(submissions);

        for (int number = 0; number < MANY; number++) {
            if (number % 7 == 0) {
                assertThat(all.get(number).exceptionNow())
                        .isInstanceOfSatisfying(
                                Refusal.class,
                                refusal -> assertThat(refusal.reasonCode()).isEqualTo("unknown_tenant"));
            } else {
                assertThat(all.get(number).resultNow().created()).isTrue();
            }
        }
    }

    @Test
    void failOnlyWhereTheDatabaseMustRefuse() throws InterruptedException {
        database.superuser()
                .sql("ALTER TABLE processes ADD CONSTRAINT not_this CHECK (name <> 'broken')")
                .update();
        try {
            List<Submission> submissions = IntStream.range(0, MANY)
                    .mapToObj(number -> number == 30 ? QueueNode.submission().named("broken") : QueueNode.submission())
                    .toList();

            List<Future<Submitted>> all = atOnce(submissions);

            assertThat(all.get(30).exceptionNow()).hasStackTraceContaining("not_this");
            assertThat(all)
                    .filteredOn(done -> done.state() == Future.State.SUCCESS)
                    .hasSize(MANY - 1);
        } finally {
            database.superuser()
                    .sql("ALTER TABLE processes DROP CONSTRAINT not_this")
                    .update();
        }
    }

    @Test
    void withOneKeyBecomeOneProcess() throws InterruptedException {
        List<Future<Submitted>> all = atOnce(IntStream.range(0, MANY)
                .mapToObj(number -> QueueNode.submission().onceAtATime("the only one"))
                .toList());

        assertThat(all)
                .extracting(done -> done.resultNow().id())
                .containsOnly(all.getFirst().resultNow().id());
        assertThat(all).filteredOn(done -> done.resultNow().created()).hasSize(1);
    }

    private static List<Future<Submitted>> atOnce(List<Submission> submissions) throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Submitted>> all = submissions.stream()
                    .map(submission -> threads.submit(() -> {
                        go.await();
                        return node.queue.submit(submission);
                    }))
                    .toList();
            go.countDown();
            return all;
        }
    }
}
