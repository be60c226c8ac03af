package dev.waybill.shared.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PostgresTest
class LedgerSchemaPostgresTest {

    private static JdbcClient jdbc;
    private static TransactionTemplate transaction;

    @BeforeAll
    static void start(TestDatabase database) {
        jdbc = database.jdbc();
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAMoveTheStateMachineForbidsEvenWhenAStatementForgets(ProcessStatus from) {
        for (ProcessStatus to : ProcessStatus.values()) {
            long id = insert(from);
            if (from == to || from.mayBecome(to)) {
                assertThatCode(() -> move(id, to)).as("%s to %s", from, to).doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> move(id, to))
                        .as("%s to %s", from, to)
                        .hasStackTraceContaining(
                                "process " + id + " cannot go from " + from.word() + " to " + to.word());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lease", "event_seq", "version"})
    void neverLetsACounterFall(String column) {
        long id = insert(ProcessStatus.PENDING);
        jdbc.sql("UPDATE processes SET " + column + " = 5 WHERE id = ?")
                .param(id)
                .update();

        assertThatThrownBy(() -> jdbc.sql("UPDATE processes SET " + column + " = 4 WHERE id = ?")
                        .param(id)
                        .update())
                .hasStackTraceContaining("never fall");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "status = 'paused', cannot go from running to paused",
                "status = 'completed', processes_finished_when_terminal",
                "progress_percent = 101, processes_percent",
                "failed_items = -1, processes_counters",
                "max_attempts = 0, processes_attempts",
                "finished_at = now(), processes_finished_when_terminal",
                "outcome = 'failed', processes_outcome_when_terminal",
                "status = 'completed'; finished_at = now(); outcome = 'well', processes_outcome_known",
                "waits_for = 'time', processes_waits_while_pending",
                "status = 'pending'; waits_for = 'rain', processes_waits_for_known",
                "tenant_id = 1; workspace_id = NULL, processes_tenant_needs_workspace",
                "progress_percent = -1, processes_percent",
                "total_items = -1, processes_counters",
                "interruptions = -1, processes_attempts",
                "concurrency_key = 'k', processes_concurrency",
                "concurrency_key = 'k'; concurrency_limit = 0, processes_concurrency",
                "concurrency_key = ''; concurrency_limit = 1, processes_concurrency",
                "timeout_ms = 0, processes_timeout"
            })
    void holdsWhatOneRowMustSatisfy(String change, String constraint) {
        long id = insert(ProcessStatus.RUNNING);

        assertThatThrownBy(() -> jdbc.sql("UPDATE processes SET " + change.replace(';', ',') + " WHERE id = ?")
                        .param(id)
                        .update())
                .hasStackTraceContaining(constraint);
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE processes SET progress_percent = 100 + 1 - id % 2 WHERE id IN (:one; :other), processes_percent",
        "UPDATE processes SET status = CASE id WHEN :one THEN 'running' ELSE 'failed' END WHERE id IN (:one; :other),"
                + " cannot go from pending to failed",
    })
    void holdsThemForEachOfManyRows(String statement, String refusal) {
        long one = insert(ProcessStatus.PENDING);
        long other = insert(ProcessStatus.PENDING);

        assertThatThrownBy(() -> jdbc.sql(statement.replace(';', ','))
                        .param("one", one)
                        .param("other", other)
                        .update())
                .hasStackTraceContaining(refusal);
        assertThat(jdbc.sql("SELECT count(*) FROM processes WHERE id IN (:one, :other) AND status = 'pending'"
                                + " AND progress_percent IS NULL")
                        .param("one", one)
                        .param("other", other)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void saysWhichRuleARowBreaksAsPostgresqlDoes() {
        assertThatThrownBy(() -> jdbc.sql("""
                        INSERT INTO processes (workspace_id, type, status, queue, max_attempts)
                        VALUES (1, 'x', 'paused', 'default', 1)
                        """).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .rootCause()
                .isInstanceOfSatisfying(PSQLException.class, refused -> {
                    assertThat(refused.getSQLState()).isEqualTo("23514");
                    assertThat(refused.getServerErrorMessage())
                            .extracting(ServerErrorMessage::getTable, ServerErrorMessage::getConstraint)
                            .containsExactly("processes", "processes_status_known");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE process_events SET message = 'x'",
                "DELETE FROM process_events",
                "TRUNCATE process_events"
            })
    void neverChangesAnEvent(String statement) {
        event(insert(ProcessStatus.PENDING));

        assertThatThrownBy(() -> jdbc.sql(statement).update()).hasStackTraceContaining("append-only");
    }

    @Test
    void letsNoEventBeWithoutItsProcess() {
        long id = insert(ProcessStatus.PENDING);
        event(id);

        assertThatThrownBy(() -> event(Long.MAX_VALUE)).isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> as("waybill_retention", "DELETE FROM processes WHERE id = " + id))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(jdbc.sql("SELECT count(*) FROM process_events e LEFT JOIN processes p ON p.id = e.process_id "
                                + "WHERE p.id IS NULL")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void letsTheRetentionRoleDeleteEventsButNotChangeThem() {
        long id = insert(ProcessStatus.PENDING);
        event(id);
        assertThatThrownBy(() -> as("waybill_retention", "UPDATE process_events SET message = 'x'"))
                .hasStackTraceContaining("permission denied");
        assertThatCode(() -> as("waybill_retention", "DELETE FROM process_events WHERE process_id = " + id))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE processes SET name = 'x'",
                "INSERT INTO process_events (process_id, seq, type, status, attempt) VALUES (1, 1, 'x', 'pending', 0)",
                "DELETE FROM process_items",
                "SELECT * FROM jobrunr_jobs",
                "SELECT * FROM request_keys"
            })
    void keepsTheTenantAwayFromTheLedger(String statement) {
        assertThatThrownBy(() -> as("waybill_tenant", statement)).hasStackTraceContaining("permission denied");
    }

    @Test
    void letsOneActiveRunHaveAKeyEvenWithoutATenant() {
        String insert = "INSERT INTO processes (workspace_id, type, status, queue, max_attempts, idempotency_key) "
                + "VALUES (1, 'x', 'pending', 'default', 1, 'key')";
        jdbc.sql(insert).update();
        assertThatThrownBy(() -> jdbc.sql(insert).update()).hasStackTraceContaining("processes_active_run");
    }

    @Test
    void generatesTheUpdateTimeOfAnEventFromItsCreation() {
        long id = insert(ProcessStatus.PENDING);
        event(id);
        assertThat(jdbc.sql("SELECT created_at = updated_at FROM process_events WHERE process_id = ?")
                        .param(id)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    private static void as(String role, String statement) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("SET LOCAL ROLE " + role).update();
            jdbc.sql(statement).update();
        });
    }

    private static long insert(ProcessStatus status) {
        return jdbc.sql("""
                        INSERT INTO processes (workspace_id, type, status, queue, max_attempts, finished_at, outcome)
                        VALUES (1, 'x', :status, 'default', 1, CASE WHEN :terminal THEN now() END,
                            CASE WHEN :terminal THEN 'failed' END)
                        RETURNING id
                        """)
                .param("status", status.word())
                .param("terminal", status.terminal())
                .query(Long.class)
                .single();
    }

    private static void move(long id, ProcessStatus to) {
        jdbc.sql("""
                        UPDATE processes SET status = :status, finished_at = CASE WHEN :terminal THEN now() END,
                            outcome = CASE WHEN :terminal THEN 'failed' END
                        WHERE id = :id
                        """)
                .param("status", to.word())
                .param("terminal", to.terminal())
                .param("id", id)
                .update();
    }

    private static void event(long process) {
        jdbc.sql("INSERT INTO process_events (process_id, seq, type, status, attempt) VALUES (?, 1, 'x', 'pending', 0)")
                .param(process)
                .update();
    }
}
