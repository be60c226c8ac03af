package dev.waybill.shared.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables {@code findings} and {@code inventory_sync_runs} of the seed unified-operations-runs.txt. */
@PostgresTest
class InventorySchemaPostgresTest {

    private final JdbcClient jdbc;
    private final JdbcClient behind;
    private final TransactionTemplate transaction;

    InventorySchemaPostgresTest(TestDatabase database) {
        this.jdbc = database.jdbc();
        this.behind = database.superuser();
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    }

    @ParameterizedTest
    @CsvSource({
        "findings,id,bigint,NO",
        "findings,tenant_id,bigint,NO",
        "findings,finding_type,text,NO",
        "findings,scope_key,text,NO",
        "findings,baseline_run_id,bigint,YES",
        "findings,current_run_id,bigint,YES",
        "findings,fingerprint,text,NO",
        "findings,subject_type,text,NO",
        "findings,subject_external_id,text,NO",
        "findings,status,text,NO",
        "findings,evidence_jsonb,jsonb,NO",
        "findings,created_at,timestamp with time zone,NO",
        "findings,updated_at,timestamp with time zone,NO",
        "inventory_sync_runs,tenant_id,bigint,NO",
        "inventory_sync_runs,status,text,NO",
        "inventory_sync_runs,selection_hash,text,NO",
        "inventory_sync_runs,finished_at,timestamp with time zone,YES"
    })
    void hasTheColumnsOfTheSeed(String table, String column, String type, String nullable) {
        assertThat(jdbc.sql("SELECT data_type || ',' || is_nullable FROM information_schema.columns "
                                + "WHERE table_name = ? AND column_name = ?")
                        .param(table)
                        .param(column)
                        .query(String.class)
                        .single())
                .isEqualTo(type + "," + nullable);
    }

    @Test
    void keepsTheTenantOfAnotherWorkspaceOut() {
        behind.sql("INSERT INTO workspaces (id, name) VALUES (2, 'other') ON CONFLICT DO NOTHING")
                .update();
        long foreign = behind.sql("INSERT INTO tenants (workspace_id, name) VALUES (2, 'theirs') RETURNING id")
                .query(Long.class)
                .single();

        assertThatThrownBy(() -> asTenant("INSERT INTO inventory_sync_runs (workspace_id, tenant_id, selection, "
                        + "selection_hash) VALUES (1, " + foreign + ", '{}', repeat('0', 64))"))
                .hasStackTraceContaining("inventory_sync_runs_tenant_fk");
        assertThatThrownBy(() -> asTenant("INSERT INTO findings (workspace_id, tenant_id, finding_type, scope_key, "
                        + "fingerprint, subject_type, subject_external_id, change, evidence_jsonb) VALUES (1, "
                        + foreign
                        + ", 'drift', 's', repeat('0', 64), 'a', 'b', 'added', '{}')"))
                .hasStackTraceContaining("findings_tenant_fk");
    }

    @Test
    void neverChangesASubjectThatWasObserved() {
        assertThatThrownBy(() -> asTenant("UPDATE inventory_items SET content = '{}'"))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> asTenant("DELETE FROM findings")).hasStackTraceContaining("permission denied");
    }

    @Test
    void runsFollowTheirProcessesWhenOneStatementChangesMany() {
        long one = syncRun("sync");
        long other = syncRun("sync");
        long notASync = syncRun("drift");

        behind.sql("UPDATE processes SET status = 'completed', finished_at = now(), outcome = CASE"
                        + " WHEN id = (SELECT process_id FROM inventory_sync_runs WHERE id = :one)"
                        + " THEN 'succeeded' ELSE 'partially_succeeded' END"
                        + " WHERE id IN (SELECT process_id FROM inventory_sync_runs)")
                .param("one", one)
                .update();

        assertThat(statuses(one, other, notASync)).containsExactly("completed", "completed_with_errors", "running");
    }

    private long syncRun(String type) {
        return behind.sql("""
                        WITH tenant AS (
                            INSERT INTO tenants (workspace_id, name) VALUES (1, gen_random_uuid()) RETURNING id
                        ), process AS (
                            INSERT INTO processes (workspace_id, type, status, queue, max_attempts)
                            VALUES (1, :type, 'running', 'default', 1) RETURNING id
                        )
                        INSERT INTO inventory_sync_runs (workspace_id, tenant_id, selection, selection_hash, process_id)
                        SELECT 1, tenant.id, '{}', repeat('a', 64), process.id FROM tenant, process RETURNING id
                        """).param("type", type).query(Long.class).single();
    }

    private List<String> statuses(Long... runs) {
        return behind.sql("SELECT status FROM inventory_sync_runs WHERE id = ANY(:runs) ORDER BY id")
                .param("runs", runs)
                .query(String.class)
                .list();
    }

    private void asTenant(String statement) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("SET LOCAL ROLE waybill_tenant").update();
            jdbc.sql("SET LOCAL waybill.workspace_id = 1").update();
            jdbc.sql("SET LOCAL waybill.role = operator").update();
            jdbc.sql(statement).update();
        });
    }
}
