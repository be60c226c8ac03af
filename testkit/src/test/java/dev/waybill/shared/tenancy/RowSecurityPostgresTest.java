package dev.waybill.shared.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.database.Connections;
import dev.waybill.shared.database.DatabaseProperties;
import dev.waybill.shared.tenancy.SecuredRelations.Relation;
import dev.waybill.shared.tenancy.SecuredRelations.Sight;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Walks every table and view as the wrong workspace, the wrong role, and nobody. The tables' owner is no superuser here. */
@PostgresTest
class RowSecurityPostgresTest {

    private static final Scope VIEWER = new Scope(1L, 1L, Role.VIEWER, false);
    private static final Scope OPERATOR = new Scope(1L, 1L, Role.OPERATOR, false);
    private static final Scope ADMIN = new Scope(1L, 1L, Role.ADMIN, false);
    private static final Scope OWN = new Scope(1L, 1L, Role.ADMIN, true);
    private static final Scope STRANGER = new Scope(3L, 4L, Role.ADMIN, false);
    private static final Scope NOWHERE = new Scope(null, 1L, Role.ADMIN, false);

    private static TestDatabase database;
    private static JdbcClient jdbc;
    private static RoleTransactions roles;
    private static TransactionTemplate transactions;

    @BeforeAll
    static void start(TestDatabase fresh) {
        database = fresh;
        jdbc = JdbcClient.create(fresh.dataSource());
        DataSourceTransactionManager manager = new DataSourceTransactionManager(fresh.dataSource());
        roles = new RoleTransactions(jdbc, manager);
        transactions = new TransactionTemplate(manager);
        StringBuilder rows = new StringBuilder("SET session_replication_role = replica;");
        tables().forEach(table -> {
            for (int number = 1; number <= 3; number++) {
                rows.append(table.insert(number)).append(';');
            }
        });
        rows.append("ALTER SEQUENCE tenants_id_seq RESTART 100");
        database.superuser().sql(rows.toString()).update();
    }

    static Stream<Relation> relations() {
        return SecuredRelations.all().values().stream();
    }

    static Stream<Relation> tables() {
        return relations().filter(relation -> relation.row() != null);
    }

    @Test
    void knowsEveryTableAndView() {
        List<String> there = database.superuser()
                .sql(
                        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', "
                                + "'p', 'f')")
                .query(String.class)
                .list();

        assertThat(there)
                .as("a new table or view belongs into SecuredRelations")
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                SecuredRelations.all().keySet().stream(), SecuredRelations.OF_NO_WORKSPACE.stream())
                        .toList());
    }

    @Test
    void grantsTenantsNothingThatIsOfNoWorkspace() {
        for (String table : SecuredRelations.OF_NO_WORKSPACE) {
            assertThat(database.superuser()
                            .sql(
                                    "SELECT has_table_privilege('waybill_tenant', :table, 'SELECT, INSERT, UPDATE, DELETE') OR "
                                            + "has_any_column_privilege('waybill_tenant', :table, 'SELECT, INSERT, UPDATE')")
                            .param("table", table)
                            .query(Boolean.class)
                            .single())
                    .as(table)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void bindsEvenTheOwner(Relation table) {
        assertThat(database.superuser()
                        .sql("SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = :table::regclass")
                        .param("table", table.name())
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(count(table)).as("nobody").isZero();
    }

    @ParameterizedTest
    @MethodSource("relations")
    void showsRowsToThoseWhoseTheyAre(Relation relation) {
        Sight sight = relation.sight();

        assertThat(seen(NOWHERE, relation)).as("no workspace").isZero();
        assertThat(seen(STRANGER, relation)).as("another workspace").isZero();
        assertThat(seen(VIEWER, relation)).as("a viewer").isEqualTo(sight.adminsOnly() ? 0 : sight.all);
        assertThat(seen(OPERATOR, relation)).as("an operator").isEqualTo(sight.adminsOnly() ? 0 : sight.all);
        assertThat(seen(ADMIN, relation)).as("an admin").isEqualTo(sight.all);
        assertThat(seen(OWN, relation)).as("who sees only their own").isEqualTo(sight.own);
        assertThat(roles.asTenant(VIEWER, () -> {
                    jdbc.sql("SET LOCAL waybill.role = ''").update();
                    return relation.sight() == Sight.NOBODY ? 0 : count(relation);
                }))
                .as("without a role in the workspace")
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void letsOnlyThoseWhoMayChangeRows(Relation table) {
        for (String statement : changes(table)) {
            for (Scope scope : List.of(NOWHERE, STRANGER, VIEWER, OPERATOR, ADMIN, OWN)) {
                boolean may =
                        scope.role().includes(table.writer()) && Long.valueOf(1).equals(scope.workspaceId());
                int rows = scope.own() ? table.sight().own : table.sight().all;
                assertThat(undone(scope, () -> jdbc.sql(statement).update()))
                        .as("%s as %s", statement, scope)
                        .isEqualTo(may ? rows : 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void takesNoRowFromThoseWhoMayNot(Relation table) {
        refuses(STRANGER, table);
        refuses(NOWHERE, table);
        if (table.writer() != Role.VIEWER || table.sight() == Sight.MINE) {
            refuses(VIEWER, table);
        }
        if (table.writer() == Role.ADMIN) {
            refuses(OPERATOR, table);
        }
    }

    @Test
    void letsWhoSeesOnlyTheirOwnMakeNothingInAnothersName() {
        Scope own = new Scope(1L, 1L, Role.OPERATOR, true);

        assertThatThrownBy(() -> undone(
                        own,
                        () -> jdbc.sql("INSERT INTO files (workspace_id, user_id, name) " + "VALUES (1, 2, 'f')")
                                .update()))
                .hasStackTraceContaining("row-level security");
        assertThat(undone(
                        own,
                        () -> jdbc.sql("INSERT INTO files (workspace_id, user_id, name) VALUES (1, 1, 'f')")
                                .update()))
                .isEqualTo(1);
    }

    @Test
    void leavesTheBudgetOfAWorkspaceToAdmins() {
        String budget = "INSERT INTO ai_budgets (workspace_id, max_usd) VALUES (1, 5)";

        assertThatThrownBy(() -> undone(OPERATOR, () -> jdbc.sql(budget).update()))
                .hasStackTraceContaining("row-level security");
        assertThat(undone(ADMIN, () -> jdbc.sql(budget).update())).isEqualTo(1);
    }

    @Test
    void searchesTextOnlyInWhatTheSessionSees() {
        assertThat(search(VIEWER)).containsExactlyInAnyOrder(101L, 102L);
        assertThat(search(OWN)).containsExactly(101L);
        assertThat(search(STRANGER)).isEmpty();
        assertThat(search(NOWHERE)).isEmpty();
        assertThatThrownBy(() -> jdbc.sql("SELECT search_processes('needle', 1000, 10)")
                        .query(Long.class)
                        .list())
                .hasStackTraceContaining("permission denied");
    }

    private static List<Long> search(Scope scope) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql("SELECT search_processes('NEEDLE', 1000, 10)")
                        .query(Long.class)
                        .list());
    }

    @Test
    void checksReferencesAndCascadesPastIt() {
        String made =
                "INSERT INTO users (id, name) VALUES (9, 'gone'); INSERT INTO workspace_members (workspace_id, user_id, "
                        + "role) VALUES (2, 9, 'viewer'); INSERT INTO notifications (workspace_id, user_id, kind, payload) "
                        + "VALUES (2, 9, 'webhook_disabled', '{}')";
        database.superuser().sql(made).update();

        // the owner sees no row of the table, and still takes what hangs on one along
        transactions.executeWithoutResult(status -> {
            jdbc.sql("CREATE POLICY passing ON users TO CURRENT_USER USING (id = 9)")
                    .update();
            assertThat(jdbc.sql("DELETE FROM users WHERE id = 9").update()).isEqualTo(1);
            jdbc.sql("DROP POLICY passing ON users").update();
        });

        assertThat(database.superuser()
                        .sql("SELECT (SELECT count(*) FROM notifications WHERE user_id = 9) + (SELECT count(*) FROM "
                                + "workspace_members WHERE user_id = 9)")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void servesALoginThatOwnsNothingAndInheritsNothing() {
        String login = "waybill_rows_" + UUID.randomUUID().toString().replace("-", "");
        JdbcClient superuser = database.superuser();
        superuser
                .sql("CREATE ROLE " + login + " LOGIN PASSWORD 'waybill'; GRANT waybill_runtime, waybill_tenant, "
                        + "waybill_retention, waybill_system TO " + login + " WITH INHERIT FALSE, SET TRUE")
                .update();
        DataSource plain = Connections.direct(DatabaseProperties.of(database.jdbcUrl(), login, "waybill"));
        try {
            JdbcClient its = JdbcClient.create(plain);
            DataSourceTransactionManager manager = new DataSourceTransactionManager(plain);
            RoleTransactions theirs = new RoleTransactions(its, manager);
            String counted = "SELECT count(*) FROM processes";

            assertThatThrownBy(() -> its.sql(counted).query(Long.class).single())
                    .hasStackTraceContaining("permission denied");
            assertThat(theirs.asRuntime(() -> its.sql(counted).query(Long.class).single()))
                    .isEqualTo(3);
            assertThat(theirs.asTenant(
                            VIEWER, () -> its.sql(counted).query(Long.class).single()))
                    .isEqualTo(2);
            assertThatThrownBy(() -> theirs.asSystem(
                            () -> its.sql(counted).query(Long.class).single()))
                    .hasStackTraceContaining("permission denied");
            Tenants tenants = new Tenants(its, theirs, new AuditLog(its, theirs));
            new TransactionTemplate(manager).executeWithoutResult(status -> {
                assertThat(tenants.create(new Scope(1L, 1L), "made", null)).isPresent();
                status.setRollbackOnly();
            });
        } finally {
            superuser.sql("DROP ROLE " + login).update();
        }
    }

    private static void refuses(Scope scope, Relation table) {
        assertThatThrownBy(() -> undone(scope, () -> jdbc.sql(table.insert(1)).update()))
                .as("%s as %s", table.name(), scope)
                .rootCause()
                .hasMessageMatching("(?s).*(permission denied|row-level security).*");
    }

    /** Statements on all rows that tenants are granted; what refers to a row would keep it from being deleted. */
    private static List<String> changes(Relation table) {
        return database.superuser()
                .sql("""
                        (SELECT format('UPDATE %I SET %I = %2$I', :table::text, a.attname) FROM pg_attribute a
                         WHERE attrelid = :table::regclass AND attnum > 0 AND attgenerated = '' AND attidentity <> 'a'
                             AND has_column_privilege('waybill_tenant', attrelid, attnum, 'UPDATE') LIMIT 1)
                        UNION ALL
                        SELECT format('DELETE FROM %I', :table::text)
                        WHERE has_table_privilege('waybill_tenant', :table, 'DELETE')
                            AND NOT EXISTS (SELECT FROM pg_constraint WHERE confrelid = :table::regclass)
                        """)
                .param("table", table.name())
                .query(String.class)
                .list();
    }

    private static int seen(Scope scope, Relation relation) {
        if (relation.sight() == Sight.NOBODY) {
            assertThatThrownBy(() -> roles.asTenant(scope, () -> count(relation)))
                    .hasStackTraceContaining("permission denied");
            return 0;
        }
        return roles.asTenant(scope, () -> count(relation));
    }

    /** By a column that tenants may read, in webhook_endpoints not all. */
    private static int count(Relation relation) {
        return jdbc.sql("SELECT count(*) FROM " + relation.name())
                .query(Integer.class)
                .single();
    }

    private static int undone(Scope scope, Supplier<Integer> work) {
        return roles.asTenant(scope, () -> {
            Integer result = transactions.execute(status -> {
                Object savepoint = status.createSavepoint();
                int changed = work.get();
                status.rollbackToSavepoint(savepoint);
                return changed;
            });
            return result == null ? 0 : result;
        });
    }
}
