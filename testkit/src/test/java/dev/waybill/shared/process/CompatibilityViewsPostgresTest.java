package dev.waybill.shared.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.job.Failure;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** The vocabularies of the seeds, column by column. */
@PostgresTest
class CompatibilityViewsPostgresTest {

    private static JdbcClient jdbc;
    private static DataSourceTransactionManager transactions;

    @BeforeAll
    static void start(TestDatabase database) {
        jdbc = database.jdbc();
        transactions = new DataSourceTransactionManager(database.dataSource());
    }

    @ParameterizedTest
    @CsvSource({
        "jobs, id user_id job_type job_subtype name status total_items processed_items failed_items progress_percent "
                + "progress_message celery_task_id priority input_data output_data metadata error_message max_retries "
                + "retries duration_ms started_at completed_at created_at updated_at",
        "background_jobs_compat, id user_id job_type job_subtype name status total_items processed_items failed_items "
                + "progress_percent progress_message celery_task_id priority input_data output_data metadata "
                + "error_message max_retries retries duration_ms started_at completed_at created_at updated_at",
        "job_items, id job_id product_id status message error_code before_state after_state processed_at created_at",
        "bulk_operation_runs, id tenant_id user_id resource action idempotency_key status total_items processed_items "
                + "succeeded failed skipped item_ids failures audit_log_id created_at updated_at",
        "operation_runs, id workspace_id tenant_id type status outcome context summary_counts failure_summary "
                + "created_at started_at completed_at",
        "processes, id workspace_id user_id type status progress_percent current_step summary error_message queue "
                + "attempts related_type related_id input_payload started_at finished_at created_at updated_at",
        "process_events, id process_id type status progress_percent step message payload created_at updated_at"
    })
    void haveEveryColumnOfTheirSeed(String view, String columns) {
        List<String> present = jdbc.sql("SELECT column_name FROM information_schema.columns WHERE table_name = ?")
                .param(view)
                .query(String.class)
                .list();

        assertThat(present).contains(columns.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "pending, , pending, pending, queued",
        "running, , running, running, running",
        "waiting_review, , running, running, waiting_review",
        "completed, succeeded, completed, completed, completed",
        "completed, partially_succeeded, completed, completed_with_errors, completed",
        "failed, failed, failed, failed, completed",
        "cancelled, cancelled, cancelled, aborted, completed"
    })
    void speakTheirOwnWords(String status, @Nullable String outcome, String job, String bulkRun, String run) {
        long id = insert(status, outcome);

        assertThat(one("SELECT j.status FROM jobs j JOIN processes p ON p.external_id = j.id WHERE p.id = ?", id))
                .isEqualTo(job);
        assertThat(one("SELECT status FROM bulk_operation_runs WHERE id = ?", id))
                .isEqualTo(bulkRun);
        assertThat(one("SELECT status FROM operation_runs WHERE id = ?", id)).isEqualTo(run);
        assertThat(one("SELECT COALESCE(outcome, 'none') FROM operation_runs WHERE id = ?", id))
                .isEqualTo(outcome == null ? "none" : outcome);
    }

    /** What Java, the function, the view and the lists of both readers call a status must be the same word. */
    @ParameterizedTest
    @MethodSource("everyStatusAndOutcome")
    void haveOneWordForOperators(ProcessStatus status, @Nullable Outcome outcome) {
        String word = OperatorStatus.of(status, outcome).word();

        assertThat(jdbc.sql("SELECT operator_status(:status, :outcome)")
                        .param("status", status.word())
                        .param("outcome", outcome == null ? null : outcome.word())
                        .query(String.class)
                        .single())
                .isEqualTo(word);
        if ((outcome != null) == status.terminal()) {
            long id = insert(status.word(), outcome == null ? null : outcome.word());
            assertThat(one("SELECT status_bucket FROM operation_runs WHERE id = ?", id))
                    .isEqualTo(word);
            RoleTransactions roles = new RoleTransactions(jdbc, transactions);
            for (OperatorStatus bucket : OperatorStatus.values()) {
                OperationFilter wanted = new OperationFilter(
                        Set.of(bucket), null, null, null, null, null, null, null, null, Set.of(), null);
                boolean listed = new OperationReader(jdbc, roles)
                        .list(Scope.SEEDED, wanted, null, 1_000).stream()
                                .anyMatch(operation -> operation.id().value() == id);
                assertThat(listed).as("%s", bucket).isEqualTo(bucket.word().equals(word));
            }
        }
    }

    private static Stream<Arguments> everyStatusAndOutcome() {
        return Arrays.stream(ProcessStatus.values())
                .flatMap(status -> Stream.concat(Stream.of((Outcome) null), Arrays.stream(Outcome.values()))
                        .map(outcome -> Arguments.of(status, outcome)));
    }

    @Test
    void sayWhatAnItemisedRunFailedOfAndSkipped() {
        long id = insert("failed", "failed");
        jdbc.sql("""
                        UPDATE processes SET reason_code = 'all_items_failed', error_message = 'All failed', failed_items = 1,
                            skipped_items = 1 WHERE id = ?
                        """).param(id).update();
        jdbc.sql("""
                        INSERT INTO process_items (process_id, item_index, item_key, status, error_code, message)
                        VALUES (:id, 4, 'A-1', 'error', 'price_negative', 'The price is negative'),
                            (:id, 2, NULL, 'skipped', 'duplicate', 'Seen before'), (:id, 1, NULL, 'success', NULL, NULL)
                        """).param("id", id).update();

        assertThat(JobJson.read(one("SELECT failure_summary FROM operation_runs WHERE id = ?", id)))
                .isEqualTo(JobJson.read("""
                        [{"reason_code": "all_items_failed", "reason": "All failed"},
                         {"reason_code": "price_negative", "reason": "The price is negative", "item_id": "A-1"},
                         {"reason_code": "duplicate", "reason": "Seen before", "item_id": "2", "type": "skipped"}]
                        """));
        assertThat(one("SELECT failures FROM bulk_operation_runs WHERE id = ?", id))
                .isEqualTo(one("SELECT failure_summary FROM operation_runs WHERE id = ?", id));
        long running = insert("running", null);
        assertThat(one("SELECT failure_summary FROM operation_runs WHERE id = ?", running))
                .isEqualTo("[]");
        assertThat(one("SELECT COALESCE(failures::text, 'none') FROM bulk_operation_runs WHERE id = ?", running))
                .isEqualTo("none");
    }

    @Test
    void prefersWhatTheJobSaidThatItFailedOf() {
        long id = insert("completed", "partially_succeeded");
        jdbc.sql("UPDATE processes SET failed_items = 1, failures = CAST(:failures AS jsonb) WHERE id = :id")
                .param("failures", JobJson.write(List.of(Failure.ofItem("A-1", "price_negative", "Negative"))))
                .param("id", id)
                .update();

        assertThat(JobJson.read(one("SELECT failure_summary FROM operation_runs WHERE id = ?", id)))
                .isEqualTo(JobJson.read("""
                        [{"reason_code": "price_negative", "reason": "Negative", "item_id": "A-1"}]
                        """));
    }

    @Test
    void tellTheSameNumbers() {
        long id = insert("running", null);
        jdbc.sql("""
                        UPDATE processes SET attempts_spent = 2, max_attempts = 4, succeeded_items = 5, failed_items = 2,
                            skipped_items = 1, total_items = 9, resource = 'drift', action = 'generate'
                        WHERE id = ?
                        """).param(id).update();
        jdbc.sql("INSERT INTO process_items (process_id, item_index, status) VALUES (?, 0, 'error')")
                .param(id)
                .update();

        Map<String, Object> job = jdbc.sql("""
                        SELECT j.* FROM jobs j JOIN processes p ON p.external_id = j.id WHERE p.id = ?
                        """).param(id).query().singleRow();
        assertThat(job)
                .containsEntry("retries", 2)
                .containsEntry("max_retries", 3)
                .containsEntry("processed_items", 8)
                .containsEntry("failed_items", 2);
        assertThat(one("SELECT type FROM operation_runs WHERE id = ?", id)).isEqualTo("drift.generate");
        assertThat(one("SELECT summary_counts->>'processed' FROM operation_runs WHERE id = ?", id))
                .isEqualTo("8");
        assertThat(one("""
                        SELECT i.status FROM job_items i JOIN processes p ON p.external_id = i.job_id WHERE p.id = ?
                        """, id)).isEqualTo("error");
    }

    @ParameterizedTest
    @CsvSource({"jobs", "job_items", "background_jobs_compat", "bulk_operation_runs", "operation_runs"})
    void runWithTheReadersRightsAndCannotBeWritten(String view) {
        assertThat(one("SELECT reloptions::text FROM pg_class WHERE oid = to_regclass(?)", view))
                .contains("security_invoker=true");
        assertThatThrownBy(() -> jdbc.sql("SET LOCAL ROLE waybill_tenant; DELETE FROM " + view)
                        .update())
                .rootCause()
                .hasMessageMatching("(?s)ERROR: (permission denied|cannot delete from).*");
    }

    private static String one(String sql, Object parameter) {
        return jdbc.sql(sql).param(parameter).query(String.class).single();
    }

    private static long insert(String status, @Nullable String outcome) {
        return jdbc.sql("""
                        INSERT INTO processes (workspace_id, user_id, type, status, queue, max_attempts, outcome, finished_at)
                        VALUES (1, 1, 'x', :status, 'default', 4, :outcome, CASE WHEN :outcome::text IS NOT NULL THEN now() END)
                        RETURNING id
                        """)
                .param("status", status)
                .param("outcome", outcome)
                .query(Long.class)
                .single();
    }
}
