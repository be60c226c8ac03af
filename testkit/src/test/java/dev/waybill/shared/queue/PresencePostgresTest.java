package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.shared.database.Connections;
import dev.waybill.shared.database.DatabaseProperties;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.testkit.faults.FaultyProxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobrunr.jobs.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A worker's sign of life, and what others do when it ends: on real sessions that are really ended. */
@PostgresTest
class PresencePostgresTest {

    private static final Duration DEAD = Duration.ofMillis(1500);
    private static final Duration SILENT = Duration.ofSeconds(4);
    private static final Duration FORGOTTEN = Duration.ofSeconds(60);
    private static final String KILL_LINE = """
            SELECT pg_terminate_backend(pid, 2000) FROM pg_locks
            WHERE locktype = 'advisory' AND granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private static QueueNode node;

    private final AtomicInteger deaths = new AtomicInteger();
    private final TestDatabase database;
    private final JdbcClient superuser;
    private final Wakeups wakeups;

    PresencePostgresTest(TestDatabase database) {
        this.database = database;
        this.superuser = database.superuser();
        this.wakeups = new Wakeups(database.dataSource(), database.jdbc());
    }

    @BeforeAll
    static void start(TestDatabase database) {
        node = new QueueNode(database);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void end() {
        wakeups.stop();
        node.cancelAll();
        superuser.sql("TRUNCATE workers").update();
    }

    @Test
    void showsAWorkerWhileItLivesAndNoLonger() {
        Presence presence = board(wakeups, "one");

        assertThat(registered()).containsExactly("one");
        assertThat(rescue()).isZero();

        wakeups.stop();
        assertThat(presence.held()).isFalse();
        assertThat(registered()).isEmpty();
        assertThat(locks()).as("a pooled connection must not keep the lock").isZero();
    }

    @Test
    void keepsBeating() {
        board(wakeups, "one");
        String before = beat("one");

        await().until(() -> !beat("one").equals(before));
    }

    @Test
    void givesASecondWorkerOfTheSameNameAnother() {
        Wakeups other = new Wakeups(database.dataSource(), database.jdbc());
        board(wakeups, "one");

        assertThat(board(other, "one").name()).isEqualTo("one-2");

        assertThat(registered()).containsExactlyInAnyOrder("one", "one-2");
        other.stop();
    }

    @Test
    void comesBackWhenItsLineIsCut() {
        Presence presence = board(wakeups, "one");

        superuser.sql(KILL_LINE).query(Boolean.class).list();
        await().until(() -> !presence.held());
        await().until(presence::held);

        assertThat(presence.name()).isEqualTo("one");
        assertThat(deaths).as("nobody had taken it for dead").hasValue(1);
    }

    @Test
    void comesBackWhenItsLineIsForgotten() {
        try (FaultyProxy network = FaultyProxy.to(URI.create(database.jdbcUrl().substring("jdbc:".length()))
                        .getPort());
                HikariDataSource pool = Connections.pool(DatabaseProperties.of(
                        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(network.port(), database.name()),
                        database.username(),
                        database.password()))) {
            Wakeups line = new Wakeups(pool, JdbcClient.create(pool));
            Presence presence = board(line, "one");
            String before = beat("one");

            network.abandon();
            await().atMost(FORGOTTEN).until(() -> !presence.held());
            await().atMost(FORGOTTEN)
                    .until(() -> presence.held() && !beat("one").equals(before));

            assertThat(presence.name()).isEqualTo("one");
            line.stop();
        }
    }

    @Test
    void putsBackWhatAnEndedWorkerWasRunning() {
        ProcessId id = node.submit();
        Job job = node.claimOne();
        registerEnded("stepped", "2 seconds");

        // a server that has just started declares nobody dead
        await().atMost(FORGOTTEN).until(() -> rescue() == 1);

        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.PENDING);
        assertThat(node.events(id)).containsExactly("queued", "started", "interrupted");
        assertThat(node.process(id).attempts().interruptions()).isEqualTo(1);
        assertThat(node.process(id).attempts().spent()).isZero();
        assertThat(node.process(id).lease()).isGreaterThan(Lease.of(job.getMetadata()));
        assertThat(registered()).isEmpty();
        assertThat(rescue()).isZero();
    }

    @Test
    void letsAWorkerBeThatWasSilentForAMoment() {
        ProcessId id = node.submit();
        node.claimOne();
        registerEnded("stepped", "1 second");

        assertThat(rescue()).isZero();
        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.RUNNING);
    }

    @Test
    void waitsLongerForAWorkerThatHoldsItsLock() {
        board(wakeups, "stepped");
        ProcessId id = node.submit();
        node.claimOne();
        superuser
                .sql(
                        "UPDATE workers SET incarnation = gen_random_uuid(), heartbeat_at = clock_timestamp() - interval '2 s'")
                .update();
        // its own beat finds that the row is another's only in half a second
        assertThat(node.bean(Rescue.class).fromDead("me", DEAD, SILENT)).isZero();
        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.RUNNING);
    }

    @Test
    void tellsAWorkerThatItWasTakenForDead() {
        board(wakeups, "stepped");
        ProcessId id = node.submit();
        node.claimOne();
        int before = deaths.get();
        superuser
                .sql("UPDATE workers SET heartbeat_at = clock_timestamp() - interval '1 hour'")
                .update();

        rescueSilent();

        await().until(() -> deaths.get() > before);
        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.PENDING);
        await().until(() -> registered().equals(List.of("stepped")));
    }

    @Test
    void putsBackWhatRunsUnderANameThatNobodyHas() {
        ProcessId id = node.submit();
        node.claimOne();

        assertThat(node.bean(Rescue.class).fromUnknown()).isEqualTo(1);

        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.PENDING);
    }

    @Test
    void givesWhatItPutsBackItsPlaceBeforeWhatCameLater() {
        ProcessId first = node.submit();
        node.claimOne();
        node.submit();

        assertThat(node.bean(Rescue.class).fromUnknown()).isEqualTo(1);
        node.claimOne();

        assertThat(node.process(first).status()).isEqualTo(ProcessStatus.RUNNING);
    }

    @Test
    void takesOverFromAnEarlierWorkerOfItsName() {
        ProcessId id = node.submit();
        node.claimOne();
        registerEnded("stepped", "0 seconds");

        board(wakeups, "stepped");

        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.PENDING);
        assertThat(node.events(id)).endsWith("interrupted");
    }

    @Test
    void failsAProcessAtItsThirdCrash() {
        ProcessId id = node.submit();
        for (int crash = 0; crash < 3; crash++) {
            node.claimOne();
            assertThat(node.bean(Rescue.class).fromUnknown()).isEqualTo(1);
        }

        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.FAILED);
        assertThat(node.process(id).reasonCode()).isEqualTo("worker_lost");
    }

    private Presence board(Wakeups line, String name) {
        Presence presence = new Presence(
                name, 4, ServedWork.NOTHING, node.bean(Rescue.class), database.jdbc(), deaths::incrementAndGet);
        line.take(presence);
        line.start();
        await().until(() -> presence.held() && registered().contains(presence.name()));
        return presence;
    }

    private int rescue() {
        return node.bean(Rescue.class).fromDead("me", DEAD, SILENT);
    }

    private void rescueSilent() {
        await().until(() -> {
            superuser
                    .sql("UPDATE workers SET heartbeat_at = clock_timestamp() - interval '1 hour'")
                    .update();
            return rescue() == 1;
        });
    }

    private void registerEnded(String name, String silentFor) {
        superuser.sql("""
                INSERT INTO workers (name, incarnation, threads, heartbeat_at)
                VALUES (:name, gen_random_uuid(), 1, clock_timestamp() - CAST(:silent AS interval))
                """).param("name", name).param("silent", silentFor).update();
    }

    private List<String> registered() {
        return superuser
                .sql("SELECT name FROM workers ORDER BY name")
                .query(String.class)
                .list();
    }

    private String beat(String name) {
        return superuser
                .sql("SELECT heartbeat_at::text FROM workers WHERE name = :name")
                .param("name", name)
                .query(String.class)
                .single();
    }

    private long locks() {
        return superuser.sql("""
                SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """).query(Long.class).single();
    }
}
