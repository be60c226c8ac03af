package dev.waybill.shared.reviewpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class ReviewPackSchemaPostgresTest {

    private static JdbcClient jdbc;

    @BeforeAll
    static void start(TestDatabase database) {
        jdbc = database.superuser();
        jdbc.sql("INSERT INTO workspaces (id, name) VALUES (2, 'other')").update();
        jdbc.sql("INSERT INTO tenants (id, workspace_id, name) VALUES (7, 1, 'ours'), (8, 2, 'theirs')")
                .update();
    }

    /** Seed operations-auto-refresh: what a card shows, by the status of its process and the state of its file. */
    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            pending,        never,   queued
            running,        never,   generating
            running,        fresh,   generating
            waiting_review, never,   generating
            completed,      fresh,   ready
            completed,      over,    expired
            completed,      deleted, expired
            completed,      never,   failed
            failed,         never,   failed
            cancelled,      fresh,   failed
            none,           fresh,   ready
            none,           over,    expired
            none,           never,   failed
            """)
    void showsWhatProcessAndFileSay(@Nullable String process, String file, String status) {
        long pack = pack(process == null ? null : process(process));
        if (!file.equals("never")) {
            generated(pack, file.equals("over") ? "-1 second" : "30 days");
        }
        if (file.equals("deleted")) {
            jdbc.sql("DELETE FROM files WHERE id = (SELECT file_id FROM review_packs WHERE id = ?)")
                    .param(pack)
                    .update();
        }

        assertThat(jdbc.sql("SELECT status FROM review_pack_cards WHERE id = ?")
                        .param(pack)
                        .query(String.class)
                        .single())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INSERT INTO review_packs (workspace_id, tenant_id, options) VALUES (1, 8, '{}') | review_packs_tenant_fk
            INSERT INTO review_packs (workspace_id, tenant_id, options) VALUES (1, 7, '[]') | review_packs_options
            INSERT INTO review_packs (workspace_id, tenant_id, options, generated_at) VALUES (1, 7, '{}', now()) | review_packs_generated
            INSERT INTO review_packs (workspace_id, tenant_id, options, file_id) VALUES (1, 7, '{}', gen_random_uuid()) | review_packs_file_fk
            """)
    void holdsWhatOneRowMustSatisfy(String statement, String constraint) {
        assertThatThrownBy(() -> jdbc.sql(statement).update()).hasMessageContaining(constraint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT secret FROM review_pack_link_secrets",
                "DELETE FROM review_packs",
                "UPDATE review_packs SET tenant_id = 7",
                "UPDATE review_packs SET operation_run_id = NULL",
                "UPDATE review_packs SET options = '{}'"
            })
    void keepsTheTenantAwayFromWhatIsNotItsOwn(String statement) {
        assertThatThrownBy(() -> jdbc.sql("DO $$ BEGIN SET LOCAL ROLE waybill_tenant; EXECUTE '"
                                + statement.replace("'", "''") + "'; END $$")
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void findsWhatIsOverAndWhatIsLatestThroughIndexes() {
        jdbc.sql("""
                        INSERT INTO review_packs (workspace_id, tenant_id, options)
                        SELECT 1, 7, '{}' FROM generate_series(1, 5000)
                        """).update();
        generated(pack(null), "-1 second");
        jdbc.sql("ANALYZE review_packs").update();

        assertThat(plan("SELECT id FROM review_packs WHERE file_id IS NOT NULL AND expires_at <= waybill_now()"))
                .containsAnyOf("review_packs_due", "review_packs_file");
        assertThat(plan("SELECT id FROM review_packs WHERE writing_file_id IS NOT NULL AND id > 0 ORDER BY id"))
                .contains("review_packs_writing");
        assertThat(plan("SELECT status FROM review_pack_cards WHERE workspace_id = 1 AND tenant_id = 7"
                        + " ORDER BY id DESC LIMIT 1"))
                .containsAnyOf("review_packs_of_tenant", "review_packs_newest", "review_packs_pk")
                .doesNotContain("Seq Scan on review_packs");
    }

    private static String plan(String query) {
        return String.join(
                "\n", jdbc.sql("EXPLAIN " + query).query(String.class).list());
    }

    private static long process(String status) {
        return jdbc.sql("""
                        INSERT INTO processes (workspace_id, tenant_id, type, queue, max_attempts, status, outcome,
                            finished_at)
                        VALUES (1, 7, 'review_pack_generate', 'default', 4, :status,
                            CASE :status WHEN 'completed' THEN 'succeeded' WHEN 'failed' THEN 'failed'
                                WHEN 'cancelled' THEN 'cancelled' END,
                            CASE WHEN :status IN ('completed', 'failed', 'cancelled') THEN now() END)
                        RETURNING id
                        """).param("status", status).query(Long.class).single();
    }

    private static long pack(@Nullable Long process) {
        return jdbc.sql("""
                        INSERT INTO review_packs (workspace_id, tenant_id, options, operation_run_id)
                        VALUES (1, 7, '{}', :process::bigint) RETURNING id
                        """).param("process", process).query(Long.class).single();
    }

    private static void generated(long pack, String lifetime) {
        jdbc.sql("""
                        WITH file AS (
                            INSERT INTO files (workspace_id, name, size, sha256, complete)
                            VALUES (1, 'pack.zip', 1, repeat('a', 64), true) RETURNING id
                        )
                        UPDATE review_packs SET file_id = file.id, file_name = 'pack.zip', file_size = 1,
                            file_sha256 = repeat('a', 64), generated_at = now(), expires_at = now() + :lifetime::interval
                        FROM file WHERE review_packs.id = :pack
                        """).param("pack", pack).param("lifetime", lifetime).update();
    }
}
