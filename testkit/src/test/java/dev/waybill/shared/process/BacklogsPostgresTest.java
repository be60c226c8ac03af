package dev.waybill.shared.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@PostgresTest
class BacklogsPostgresTest {

    private static JdbcClient jdbc;
    private static RoleTransactions roles;

    /** Many that have ended, a backlog of several priorities and workspaces, and some of each other kind. */
    @BeforeAll
    static void start(TestDatabase database) {
        jdbc = database.jdbc();
        roles = new RoleTransactions(jdbc, new DataSourceTransactionManager(database.dataSource()));
        jdbc.sql("INSERT INTO workspaces (id, name, currency) VALUES (2, 'other', 'CHF') ON CONFLICT DO NOTHING")
                .update();
        jdbc.sql("""
                        INSERT INTO processes (workspace_id, type, subtype, status, outcome, queue, max_attempts, priority,
                            finished_at, run_at, waits_for)
                        SELECT s.workspace, 'import', s.subtype, s.status, s.outcome, 'default', 4, s.priority,
                            CASE WHEN s.outcome IS NOT NULL THEN now() END,
                            now() - s.age * interval '1 second' - n * interval '1 millisecond', s.waits_for
                        FROM (VALUES (1, 'csv', 'completed', 'succeeded', 0, 0, NULL, 20000),
                            (1, 'csv', 'pending', NULL, 5, 10, NULL, 2000),
                            (1, 'csv', 'pending', NULL, 0, 900, NULL, 40),
                            (2, 'csv', 'pending', NULL, 0, 100, NULL, 300),
                            (2, 'xml', 'pending', NULL, 0, 50, NULL, 20),
                            (1, 'xml', 'pending', NULL, 0, -3600, 'time', 7),
                            (1, 'csv', 'running', NULL, 0, 1, NULL, 4))
                            AS s(workspace, subtype, status, outcome, priority, age, waits_for, number)
                        CROSS JOIN LATERAL generate_series(1, s.number) AS n
                        """).update();
        database.superuser().sql("VACUUM ANALYZE processes").update();
    }

    @Test
    void countsWhatIsReadyWaitsAndRuns() {
        List<QueueBacklog> read = roles.asRuntime(() -> new Backlogs(jdbc).read());

        assertThat(read).hasSize(2);
        assertThat(of(read, "import/csv"))
                .returns(2340L, QueueBacklog::ready)
                .returns(0L, QueueBacklog::waiting)
                .returns(4L, QueueBacklog::running);
        assertThat(of(read, "import/xml"))
                .returns(20L, QueueBacklog::ready)
                .returns(7L, QueueBacklog::waiting)
                .returns(0L, QueueBacklog::running);
    }

    @Test
    void findsTheOldestBehindMoreUrgentOnes() {
        List<QueueBacklog> read = roles.asRuntime(() -> new Backlogs(jdbc).read());

        assertThat(of(read, "import/csv").oldestWait()).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(30));
        assertThat(of(read, "import/xml").oldestWait()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(899));
    }

    @Test
    void goesByIndexesAlone() {
        List<String> plan = roles.asRuntime(() -> jdbc.sql("EXPLAIN " + Backlogs.SQL)
                .param("most_lanes", 1_000)
                .param("most_ready", 100_000)
                .param("most_waiting", 10_000)
                .query(String.class)
                .list());

        assertThat(plan).noneMatch(line -> line.contains("Seq Scan"));
        assertThat(plan)
                .filteredOn(line -> line.contains("processes_ready"))
                .as("the first lane, the next priority, the next lane, and the count")
                .hasSize(4);
    }

    private static QueueBacklog of(List<QueueBacklog> all, String label) {
        return all.stream().filter(one -> one.label().equals(label)).findFirst().orElseThrow();
    }
}
