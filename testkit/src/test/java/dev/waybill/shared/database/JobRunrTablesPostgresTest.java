package dev.waybill.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.common.DatabaseCreator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class JobRunrTablesPostgresTest {

    private static final List<String> CATALOG = List.of(
            """
            SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision, numeric_scale,
                datetime_precision, is_nullable
            FROM information_schema.columns
            WHERE table_name LIKE 'jobrunr%'
            ORDER BY table_name, ordinal_position""",
            // but for an index of our own (V16), and those that nothing walks, or only in part (V21)
            """
            SELECT indexname, indexdef FROM pg_indexes
            WHERE tablename LIKE 'jobrunr%' AND indexname NOT IN ('jobrunr_jobs_of_no_process', 'jobrunr_state_idx',
                'jobrunr_job_signature_idx', 'jobrunr_job_created_at_idx', 'jobrunr_job_scheduled_at_idx',
                'jobrunr_job_rci_idx')
            ORDER BY indexname""",
            "SELECT pg_get_viewdef('jobrunr_jobs_stats')",
            "SELECT id, name, owner, value FROM jobrunr_metadata",
            "SELECT script FROM jobrunr_migrations ORDER BY script");

    private final TestDatabase database;

    JobRunrTablesPostgresTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void areWhatJobRunrWouldCreate() {
        try (TestDatabase theirs = TestDatabase.empty()) {
            creator(theirs).runMigrations();

            for (String question : CATALOG) {
                assertThat(rows(database.jdbc(), question)).isEqualTo(rows(theirs.jdbc(), question));
            }
        }
    }

    @Test
    void leaveJobRunrNothingToMigrate() {
        List<Map<String, Object>> before = rows(database.jdbc(), "SELECT * FROM jobrunr_migrations ORDER BY script");

        creator(database).validateTables();
        creator(database).runMigrations();

        assertThat(rows(database.jdbc(), "SELECT * FROM jobrunr_migrations ORDER BY script"))
                .hasSize(17)
                .isEqualTo(before);
    }

    @Test
    void areOpenToTheRuntimesRole(JdbcClient jdbc) {
        // Several privileges in one question mean any of them.
        assertThat(rows(jdbc, """
                SELECT c.relname, wanted
                FROM pg_class c
                CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS wanted
                WHERE c.relname LIKE 'jobrunr%'
                  AND (c.relkind = 'r' OR (c.relkind = 'v' AND wanted = 'SELECT'))
                  AND NOT has_table_privilege('waybill_runtime', c.oid, wanted)""")).isEmpty();
    }

    @Test
    void serveJobRunrsOwnProviderThatCreatesNothing() {
        PostgresStorageProvider provider =
                new PostgresStorageProvider(database.dataSource(), DatabaseOptions.SKIP_CREATE);

        assertThatCode(provider::getJobStats).doesNotThrowAnyException();
    }

    private static DatabaseCreator creator(TestDatabase database) {
        return new DatabaseCreator(database.dataSource(), PostgresStorageProvider.class);
    }

    private static List<Map<String, Object>> rows(JdbcClient jdbc, String question) {
        return jdbc.sql(question).query().listOfRows();
    }
}
