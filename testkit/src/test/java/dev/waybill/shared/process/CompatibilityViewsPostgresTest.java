package dev.waybill.shared.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The vocabularies of the seeds, column by column. */
@PostgresTest
class CompatibilityViewsPostgresTest {

    private static JdbcClient jdbc;

    @BeforeAll
    static void start(TestDatabase database) {
        jdbc = database.jdbc();
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
