package dev.waybill.shared.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@PostgresTest
class EndedProcessesPostgresTest {

    private static final int ASKED = 50;

    private final TestDatabase database;
    private final JdbcClient behind;

    EndedProcessesPostgresTest(TestDatabase database) {
        this.database = database;
        this.behind = database.superuser();
    }

    @Test
    void walksTheIndexOfChangesHoweverManyProcessesThereAre() {
        behind.sql("""
                INSERT INTO processes (workspace_id, type, status, queue, max_attempts, event_seq, created_at, updated_at)
                SELECT 1, 'test', 'pending', 'default', 4, 5, now() - n * interval '1 minute', now() - n * interval '1 minute'
                FROM generate_series(1, 20000) AS n
                """).update();
        behind.sql("ANALYZE processes").update();
        behind.sql("SELECT brin_summarize_new_values('processes_changed')")
                .query(Integer.class)
                .single();
        await().until(() -> scans("n_tup_ins") >= 20_000);
        long indexed = scans("idx_scan");
        long sequential = scans("seq_scan");

        // on a connection of its own: the server counts its scans at the latest when it ends
        SingleConnectionDataSource connection =
                new SingleConnectionDataSource(database.jdbcUrl(), database.username(), database.password(), true);
        JdbcClient jdbc = JdbcClient.create(connection);
        RoleTransactions roles = new RoleTransactions(jdbc, new DataSourceTransactionManager(connection));
        for (int i = 0; i < ASKED; i++) {
            assertThat(roles.asRuntime(() -> new EndedProcesses(jdbc).of(1L)).byQueue())
                    .isEmpty();
        }
        connection.destroy();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> scans("idx_scan") + scans("seq_scan") >= indexed + sequential + ASKED);
        assertThat(scans("seq_scan")).isEqualTo(sequential);
    }

    private long scans(String kind) {
        return behind.sql("SELECT " + kind + " FROM pg_stat_user_tables WHERE relname = 'processes'")
                .query(Long.class)
                .single();
    }
}
