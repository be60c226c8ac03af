package dev.waybill.shared.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@PostgresTest
class OperationReaderPostgresTest {

    private static final OperationFilter ALL =
            new OperationFilter(Set.of(), null, null, null, null, null, null, null, null, Set.of(), null);

    private static JdbcClient jdbc;
    private static RoleTransactions roles;
    private static OperationReader reader;

    /** Many that succeeded and few of the others, as it is after some time. */
    @BeforeAll
    static void start(TestDatabase database) {
        jdbc = database.jdbc();
        roles = new RoleTransactions(jdbc, new DataSourceTransactionManager(database.dataSource()));
        reader = new OperationReader(jdbc, roles);
        jdbc.sql("""
                        INSERT INTO processes (workspace_id, type, subtype, status, outcome, queue, max_attempts, finished_at,
                            resource, action)
                        SELECT 1, 'import', 'csv', s.status, s.outcome, 'default', 4,
                            CASE WHEN s.outcome IS NOT NULL THEN now() END, s.resource, s.action
                        FROM (VALUES ('completed', 'succeeded', 30000, NULL, NULL), ('failed', 'failed', 7, NULL, NULL),
                            ('pending', NULL, 3, 'drift', 'generate'), ('completed', 'partially_succeeded', 5, NULL, NULL))
                            AS s(status, outcome, number, resource, action)
                        CROSS JOIN LATERAL generate_series(1, s.number)
                        """).update();
        database.superuser().sql("VACUUM ANALYZE processes").update();
    }

    @Test
    void countsEachBucketUpToALimit() {
        assertThat(reader.counts(Scope.SEEDED, ALL, 100))
                .containsEntry(OperatorStatus.SUCCEEDED, 100)
                .containsEntry(OperatorStatus.FAILED, 7)
                .containsEntry(OperatorStatus.QUEUED, 3)
                .containsEntry(OperatorStatus.PARTIAL, 5)
                .containsEntry(OperatorStatus.RUNNING, 0)
                .hasSize(OperatorStatus.values().length);
        OperationFilter drift = new OperationFilter(
                Set.of(), null, "drift.generate", null, null, null, null, null, null, Set.of(), null);
        assertThat(reader.counts(Scope.SEEDED, drift, 100))
                .containsEntry(OperatorStatus.QUEUED, 3)
                .containsEntry(OperatorStatus.SUCCEEDED, 0);
        assertThat(reader.counts(new Scope(2L, 1L), ALL, 100))
                .allSatisfy((bucket, count) -> assertThat(count).isZero());
    }

    @Test
    void leavesHiddenTypesOut() {
        OperationFilter hidden = new OperationFilter(
                Set.of(), null, null, null, null, null, null, null, null, Set.of("import/csv"), null);

        assertThat(reader.list(Scope.SEEDED, hidden, null, 10)).isEmpty();
    }

    @Test
    void narrowsToTheTypeOfAJobOrItsLabel() {
        assertThat(reader.list(Scope.SEEDED, ofJob("import"), null, 10)).hasSize(10);
        assertThat(reader.list(Scope.SEEDED, ofJob("import/csv"), null, 10)).hasSize(10);
        assertThat(reader.list(Scope.SEEDED, ofJob("import/xml"), null, 10)).isEmpty();
        assertThat(reader.list(Scope.SEEDED, ofJob("csv"), null, 10)).isEmpty();
    }

    @Test
    void saysWhichAttemptWaitsUntilWhen() {
        long id = jdbc.sql("SELECT max(id) FROM processes WHERE status = 'pending'")
                .query(Long.class)
                .single();
        jdbc.sql("UPDATE processes SET attempts_spent = 2, run_at = '2030-01-02T03:04:05Z' WHERE id = :id")
                .param("id", id)
                .update();

        Operation waiting =
                reader.list(Scope.SEEDED, ALL, new ProcessId(id + 1), 1).getFirst();

        assertThat(waiting.attemptsSpent()).isEqualTo(2);
        assertThat(waiting.maxAttempts()).isEqualTo(4);
        assertThat(waiting.runAt()).isEqualTo("2030-01-02T03:04:05Z");
    }

    @Test
    void saysWhoStartedIt() {
        long id = jdbc.sql("SELECT max(id) FROM processes WHERE workspace_id = 1")
                .query(Long.class)
                .single();
        assertThat(reader.find(Scope.SEEDED, new ProcessId(id)).orElseThrow().userName())
                .isNull();
        jdbc.sql("UPDATE processes SET user_id = 1 WHERE id = :id")
                .param("id", id)
                .update();
        assertThat(reader.find(Scope.SEEDED, new ProcessId(id)).orElseThrow().userName())
                .isEqualTo("local user");
    }

    private static OperationFilter ofJob(String jobType) {
        return new OperationFilter(Set.of(), null, null, jobType, null, null, null, null, null, Set.of(), null);
    }

    @Test
    void countsRareBucketsThroughTheirIndexes() {
        List<String> plan = explain("EXPLAIN " + OperationReader.COUNTS, Map.of("most", 1_000));

        assertThat(plan)
                .filteredOn(line -> line.contains("processes_unsettled") || line.contains("processes_in_review"))
                .hasSize(5);
        assertThat(plan).filteredOn(line -> line.contains("processes_partial")).hasSize(1);
        assertThat(plan)
                .filteredOn(line -> line.contains("Scan"))
                .as("with the bucket that nearly all are in")
                .hasSize(7);
    }

    private static List<String> explain(String sql, Map<String, Object> more) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql);
        for (String text : List.of("outcome", "type", "job_type", "resource", "action", "since", "text")) {
            statement = statement.param(text, null, Types.VARCHAR);
        }
        for (Map.Entry<String, Object> entry : more.entrySet()) {
            statement = statement.param(entry.getKey(), entry.getValue());
        }
        JdbcClient.StatementSpec whole = statement
                .param("before", Long.MAX_VALUE)
                .param("searched", OperationReader.SEARCHED)
                .param("tenant", null, Types.BIGINT)
                .param("user", null, Types.BIGINT)
                .param("workspace", 1L)
                .param("hidden", new String[0]);
        return roles.asTenant(Scope.SEEDED, () -> whole.query(String.class).list());
    }
}
