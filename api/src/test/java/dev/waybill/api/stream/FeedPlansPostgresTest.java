package dev.waybill.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What the feed asks every second walks an index, however long the tables are. */
@PostgresTest
class FeedPlansPostgresTest {

    private static final int ASKED = 50;

    /** So few of the rows that an index is by far the cheaper way, whatever the statistics of the moment say. */
    private static final int FOLLOWED = 20;

    private static TestDatabase ours;
    private static JdbcClient superuser;

    @BeforeAll
    static void fill(TestDatabase database) {
        ours = database;
        superuser = database.superuser();
        superuser.sql("""
                WITH p AS (
                    INSERT INTO processes (workspace_id, type, status, queue, max_attempts, event_seq, created_at, updated_at)
                    SELECT 1, 'test', 'pending', 'default', 4, 5, now() - n * interval '1 minute',
                        now() - n * interval '1 minute'
                    FROM generate_series(1, 20000) AS n RETURNING id)
                INSERT INTO process_events (process_id, workspace_id, seq, type, status, attempt)
                SELECT id, 1, seq, 'note', 'pending', 0 FROM p CROSS JOIN generate_series(1, 5) AS seq
                """).update();
        superuser.sql("ANALYZE processes, process_events").update();
        // left to autovacuum this would be counted as sequential scans, one a range, at any moment
        superuser
                .sql("SELECT brin_summarize_new_values('processes_changed')")
                .query(Integer.class)
                .single();
        // what filling them scanned is counted a little later
        await().until(() -> scans("n_tup_ins", "process_events") >= 100_000);
    }

    @Test
    void readsHeadersOfFollowedProcessesByKey() {
        Map<ProcessId, Long> known = known();
        assertWalksAnIndex(
                "processes",
                reader -> assertThat(reader.changedSince(Scope.SEEDED, known)).hasSize(known.size()));
    }

    @Test
    void readsEventsOfFollowedProcessesByKey() {
        Map<ProcessId, Long> known = known();
        assertWalksAnIndex(
                "process_events",
                reader ->
                        assertThat(reader.eventsOfMany(Scope.SEEDED, known, 3)).hasSize(known.size() * 3));
    }

    @Test
    void findsWhatChangedLatelyByItsTime() {
        assertWalksAnIndex(
                "processes",
                reader -> assertThat(reader.versionsChangedWithin(Scope.SEEDED, Duration.ofSeconds(90), 100))
                        .hasSizeLessThan(3));
    }

    private static Map<ProcessId, Long> known() {
        Map<ProcessId, Long> known = new LinkedHashMap<>();
        for (long id = 100; id < 100 + FOLLOWED; id++) {
            known.put(new ProcessId(id), 0L);
        }
        return known;
    }

    /** On a connection of its own: the server counts its scans at the latest when it ends. */
    private static void assertWalksAnIndex(String table, Consumer<ProcessReader> query) {
        long indexed = scans("idx_scan", table);
        long sequential = scans("seq_scan", table);
        SingleConnectionDataSource connection =
                new SingleConnectionDataSource(ours.jdbcUrl(), ours.username(), ours.password(), true);
        JdbcClient jdbc = JdbcClient.create(connection);
        ProcessReader reader =
                new ProcessReader(jdbc, new RoleTransactions(jdbc, new DataSourceTransactionManager(connection)));
        for (int i = 0; i < ASKED; i++) {
            query.accept(reader);
        }
        connection.destroy();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> scans("idx_scan", table) + scans("seq_scan", table) >= indexed + sequential + ASKED);
        assertThat(scans("seq_scan", table)).isEqualTo(sequential);
    }

    private static long scans(String kind, String table) {
        return superuser
                .sql("SELECT " + kind + " FROM pg_stat_user_tables WHERE relname = :table")
                .param("table", table)
                .query(Long.class)
                .single();
    }
}
