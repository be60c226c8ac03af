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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jobrunr.jobs.Job;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ends of attempts that are saved at the same time. */
@PostgresTest
class GroupCommitPostgresTest {

    private static final AttemptEnd DONE = new AttemptEnd.Finished(new JobOutcome.Completed(Map.of()));
    private static final int JOBS = 40;

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
        List<Job> jobs = claimed();
        jobs.forEach(job -> succeed(job, true));

        assertThat(saveAtOnce(jobs)).isEmpty();

        Long[] ids =
                jobs.stream().map(job -> ProcessJobs.processId(job).value()).toArray(Long[]::new);
        assertThat(database.superuser()
                        .sql("SELECT count(DISTINCT xmin::text) FROM processes WHERE id = ANY(:ids)")
                        .param("ids", ids)
                        .query(Integer.class)
                        .single())
                .isLessThan(JOBS / 2);
        assertThat(database.superuser()
                        .sql("SELECT count(*) FROM processes WHERE id = ANY(:ids) AND status = 'completed'")
                        .param("ids", ids)
                        .query(Integer.class)
                        .single())
                .isEqualTo(JOBS);
    }

    @Test
    void failOnlyWhereTheyMust() throws InterruptedException {
        List<Job> jobs = claimed();
        List<Job> stale = IntStream.range(0, JOBS)
                .filter(n -> n % 7 == 0)
                .mapToObj(jobs::get)
                .toList();
        List<Job> withoutOutcome = List.of(jobs.get(3), jobs.get(30));
        stale.forEach(job -> database.superuser()
                .sql("UPDATE jobrunr_jobs SET version = version + 1 WHERE id = ?")
                .param(job.getId().toString())
                .update());
        jobs.forEach(job -> succeed(job, !withoutOutcome.contains(job)));
        Map<Job, Integer> versions = new HashMap<>();
        jobs.forEach(job -> versions.put(job, job.getVersion()));

        Map<Job, RuntimeException> failures = saveAtOnce(jobs);

        List<Job> failed = new ArrayList<>(stale);
        failed.addAll(withoutOutcome);
        assertThat(failures.keySet()).containsExactlyInAnyOrderElementsOf(failed);
        for (Job job : stale) {
            assertThat(failures.get(job))
                    .isInstanceOfSatisfying(
                            ConcurrentJobModificationException.class,
                            conflict -> assertThat(conflict.getConcurrentUpdatedJobs())
                                    .containsExactly(job));
        }
        withoutOutcome.forEach(job -> assertThat(failures.get(job)).isInstanceOf(RefusedByLedger.class));
        for (Job job : jobs) {
            boolean written = !failed.contains(job);
            assertThat(job.getVersion()).isEqualTo(versions.getOrDefault(job, -1) + (written ? 1 : 0));
            assertThat(node.process(ProcessJobs.processId(job)).status())
                    .isEqualTo(written ? ProcessStatus.COMPLETED : ProcessStatus.RUNNING);
        }
        stale.forEach(job -> database.superuser()
                .sql("UPDATE jobrunr_jobs SET version = version - 1 WHERE id = ?")
                .param(job.getId().toString())
                .update());
    }

    @Test
    void aLostLeaseLeavesTheOthersOfItsGroup() throws InterruptedException {
        List<Job> jobs = claimed();
        Job lost = jobs.get(JOBS / 2);
        node.queue.cancel(Caller.of(Scope.SEEDED), ProcessJobs.processId(lost));
        jobs.forEach(job -> succeed(job, true));

        Map<Job, RuntimeException> failures = saveAtOnce(jobs);

        assertThat(failures).containsOnlyKeys(lost);
        assertThat(failures.get(lost)).isInstanceOf(ConcurrentJobModificationException.class);
        assertThat(jobs)
                .allSatisfy(job -> assertThat(
                                node.process(ProcessJobs.processId(job)).status())
                        .isEqualTo(job.equals(lost) ? ProcessStatus.CANCELLED : ProcessStatus.COMPLETED));
    }

    @Test
    void twoSavesOfOneProcessGoOneAfterTheOther() throws InterruptedException {
        ProcessId id = node.submit();
        Job job = node.claimOne();
        Job again = node.storage.getJobById(job.getId());
        succeed(job, true);
        succeed(again, true);

        Map<Job, RuntimeException> failures = saveAtOnce(List.of(job, again));

        assertThat(failures.values()).singleElement().isInstanceOf(ConcurrentJobModificationException.class);
        assertThat(node.events(id)).containsExactly("queued", "started", "completed");
    }

    @Test
    void aCancelBetweenTheEndOfAnAttemptAndItsSaveWins() {
        ProcessId id = node.submit();
        Job job = node.claimOne();
        succeed(job, true);

        node.queue.cancel(Caller.of(Scope.SEEDED), id);

        assertThatThrownBy(() -> node.storage.save(job)).isInstanceOf(ConcurrentJobModificationException.class);
        assertThat(node.events(id)).containsExactly("queued", "started", "cancelled");
        assertThat(node.ends.get(job.getId())).isNull();
    }

    @Test
    void anAttemptMayEndBeforeTheOneBeforeItIsKnownToBeWritten() {
        ProcessId id = node.submit();
        Job first = node.claimOne();
        List<Job> second = new ArrayList<>();
        node.storage.tell(new StorageListener() {
            @Override
            public void claimed(int jobs, long nanos) {}

            @Override
            public void grouped(int writes, long nanos) {
                second.addAll(node.claim(1));
                second.forEach(job -> succeed(job, true));
                node.storage.tell(StorageListener.NONE);
            }
        });

        node.end(first, new AttemptEnd.HandedBack("worker_stopping"));
        second.forEach(node.storage::save);

        assertThat(node.events(id)).containsExactly("queued", "started", "interrupted", "started", "completed");
        assertThat(node.ends.get(first.getId())).isNull();
    }

    private static List<Job> claimed() {
        IntStream.range(0, JOBS).forEach(number -> node.submit());
        List<Job> jobs = node.claim(JOBS);
        assertThat(jobs).hasSize(JOBS);
        return jobs;
    }

    private static void succeed(Job job, boolean withOutcome) {
        if (withOutcome) {
            node.ends.put(job.getId(), Lease.of(job.getMetadata()), DONE);
        }
        job.succeeded();
    }

    /** Saves each on a thread of its own; what failed, and how. */
    private static Map<Job, RuntimeException> saveAtOnce(List<Job> jobs) throws InterruptedException {
        Map<Job, RuntimeException> failures = new ConcurrentHashMap<>();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = jobs.stream()
                .map(job -> Thread.ofVirtual().start(() -> save(job, go, failures)))
                .toList();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return failures;
    }

    private static void save(Job job, CountDownLatch go, Map<Job, RuntimeException> failures) {
        try {
            go.await();
            node.storage.save(job);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            failures.put(job, failure);
        }
    }
}
