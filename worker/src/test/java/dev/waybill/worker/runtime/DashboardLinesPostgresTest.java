package dev.waybill.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What JobRunr's heartbeat, every five seconds, writes of jobs that run. */
@PostgresTest
class DashboardLinesPostgresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TestDatabase database;
    private static TestNode node;

    @BeforeAll
    static void start(TestDatabase given) {
        database = given;
        node = new TestNode(database, "waybill.worker.name=shown", "waybill.worker.threads=4");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void showProgressAndStepsAndAreWrittenOnlyWhenTheyChanged() {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Scripted.script("shows", progress -> {
            progress.total(4);
            progress.step("Looking at what is there");
            progress.chunk(tx -> new ChunkResult(
                    List.of(ItemResult.success(0, "a", null, null), ItemResult.error(1, "b", "bad", "Bad", null)),
                    null));
            goOn.await();
            progress.note("Something else");
            end.await();
            return Scripted.done();
        });
        ProcessId id = node.submit("shows");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(job(id))
                        .contains(
                                "Looking at what is there",
                                "\"succeededAmount\":1",
                                "\"failedAmount\":1",
                                "\"totalAmount\":4")
                        .doesNotContain("waybill-unshown"));
        long written = version(id);
        awaitHeartbeats(2);
        assertThat(version(id)).as("nothing new").isEqualTo(written);

        goOn.countDown();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(job(id)).contains("Something else"));
        assertThat(version(id)).isEqualTo(written + 1);
        end.countDown();
        node.await(id, ProcessStatus.COMPLETED);
    }

    @Test
    void areStoppedWhenTheirClaimIsGoneThoughNobodyWasToldOfIt() throws Exception {
        LinkedBlockingQueue<Stopped.Why> stopped = new LinkedBlockingQueue<>();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Scripted.script("is robbed", progress -> {
            running.countDown();
            try {
                never.await();
            } catch (InterruptedException interrupted) {
                tell(progress, stopped);
            }
            return Scripted.done();
        });
        ProcessId id = node.submit("is robbed");
        running.await();

        database.superuser()
                .sql("UPDATE processes SET lease = lease + 1, worker_id = 'another' WHERE id = :id")
                .param("id", id.value())
                .update();

        assertThat(stopped.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(Stopped.Why.LEASE_LOST);
        database.superuser()
                .sql("UPDATE processes SET worker_id = 'shown' WHERE id = :id")
                .param("id", id.value())
                .update();
    }

    private static void tell(Progress progress, Queue<Stopped.Why> stopped) {
        try {
            progress.throwIfStopped();
        } catch (Stopped stop) {
            stopped.add(stop.why());
            throw stop;
        }
    }

    private static void awaitHeartbeats(int number) {
        for (int beat = 0; beat < number; beat++) {
            String last = lastHeartbeat();
            await().atMost(PATIENCE).until(() -> !lastHeartbeat().equals(last));
        }
    }

    private static String lastHeartbeat() {
        return database.superuser()
                .sql("SELECT lastHeartbeat::text FROM jobrunr_backgroundjobservers")
                .query(String.class)
                .single();
    }

    private static String job(ProcessId id) {
        return ofJob(id, "jobAsJson", String.class);
    }

    private static long version(ProcessId id) {
        return ofJob(id, "version", Long.class);
    }

    private static <T> T ofJob(ProcessId id, String column, Class<T> type) {
        return database.superuser()
                .sql("SELECT j." + column + " FROM jobrunr_jobs j JOIN processes p ON p.job_id::text = j.id::text"
                        + " WHERE p.id = :id")
                .param("id", id.value())
                .query(type)
                .single();
    }
}
