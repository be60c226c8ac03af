package dev.waybill.shared.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.UnexpectedRollbackException;

@PostgresTest
class RoleTransactionsPostgresTest {

    private static final Scope SCOPE = new Scope(7L, 1L);

    private static final String SESSION = """
            SELECT concat_ws(' ', current_setting('role'), current_setting('waybill.workspace_id', true),
                current_setting('plan_cache_mode'), current_setting('enable_seqscan'), current_setting('enable_sort'))
            """;

    /* As a job's end is written, in tables that are empty still. */
    private static final String PLAN = """
            EXPLAIN UPDATE processes p SET lease = p.lease
            FROM unnest(ARRAY[1::bigint, 2], ARRAY['a', 'b']) AS t(id, word) WHERE p.id = t.id
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    RoleTransactionsPostgresTest(TestDatabase database) {
        jdbc = JdbcClient.create(database.dataSource());
        roles = new RoleTransactions(jdbc, new DataSourceTransactionManager(database.dataSource()));
    }

    @Test
    void aWriterPlansOnceAndGoesByIndexesWhateverTheSizeOfTables() {
        String plan = roles.asWriter(
                () -> String.join("\n", jdbc.sql(PLAN).query(String.class).list()));

        assertThat(plan).contains("Nested Loop", "processes_pk").doesNotContain("Seq Scan", "Hash Join");
        assertThat(roles.asWriter(this::session)).isEqualTo("waybill_runtime  force_generic_plan off off");
    }

    @Test
    void whatIsNestedLeavesEverythingAsItWas() {
        roles.<Object>asTenant(SCOPE, () -> {
            assertThat(session()).isEqualTo("waybill_tenant 7 auto on on");
            assertThat(roles.asWriter(() -> roles.asSystem(this::session))).isEqualTo("waybill_system  auto on on");
            assertThat(session()).isEqualTo("waybill_tenant 7 auto on on");
            return SCOPE;
        });
        roles.<Object>asWriter(() -> {
            assertThat(roles.asTenant(SCOPE, this::session)).isEqualTo("waybill_tenant 7 auto on on");
            assertThat(session()).isEqualTo("waybill_runtime  force_generic_plan off off");
            return SCOPE;
        });
    }

    @Test
    void aWriterMayChangeItsRoleItself() {
        String session = roles.asEnteringWriter(entering -> {
            assertThat(session()).isEqualTo("none  auto on on");
            assertThat(entering.ask(jdbc)).hasSize(1);
            return session();
        });

        assertThat(session).isEqualTo("waybill_runtime  force_generic_plan off off");
        assertThat(session()).isEqualTo("none  auto on on");
    }

    @Test
    void whoChangedItsRoleItselfLeavesEverythingAsItWas() {
        roles.<Object>asTenant(SCOPE, () -> {
            assertThat(roles.<String>asEnteringWriter(entering -> {
                        assertThat(entering.ask(jdbc)).hasSize(1);
                        return session();
                    }))
                    .isEqualTo("waybill_runtime  force_generic_plan off off");
            assertThat(session()).isEqualTo("waybill_tenant 7 auto on on");
            return SCOPE;
        });
    }

    @Test
    void soDoesWhoFailsBeforeOrAfter() {
        assertThatThrownBy(() -> roles.<Object>asTenant(SCOPE, () -> {
                    assertThatThrownBy(() -> roles.asEnteringWriter(entering -> {
                                throw new IllegalStateException("before it has entered");
                            }))
                            .hasMessage("before it has entered");
                    assertThat(session()).isEqualTo("waybill_tenant 7 auto on on");
                    assertThatThrownBy(() -> roles.asEnteringWriter(entering -> {
                                assertThat(entering.ask(jdbc)).hasSize(1);
                                throw new IllegalStateException("changed its mind");
                            }))
                            .hasMessage("changed its mind");
                    assertThat(session()).isEqualTo("waybill_tenant 7 auto on on");
                    return SCOPE;
                }))
                .isInstanceOf(UnexpectedRollbackException.class);
    }

    @Test
    void nothingOutlivesTheTransaction() {
        assertThat(roles.asWriter(this::session)).startsWith("waybill_runtime");
        assertThat(session()).isEqualTo("none  auto on on");
    }

    private String session() {
        return jdbc.sql(SESSION).query(String.class).single();
    }
}
