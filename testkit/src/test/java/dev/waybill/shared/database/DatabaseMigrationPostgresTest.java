package dev.waybill.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.testkit.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class DatabaseMigrationPostgresTest {

    private static final Duration WAIT = Duration.ofMinutes(1);

    private static final String WAITS =
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)";

    private final TestDatabase database = TestDatabase.empty();
    private final DataSource direct = Connections.direct(database.properties());

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void letsManyNodesStartAtOnceOnAnEmptyDatabase() throws Exception {
        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> applied = IntStream.range(0, 4)
                    .mapToObj(i -> nodes.submit(() -> DatabaseMigration.run(direct, WAIT)))
                    .toList();
            int scripts = 0;
            for (Future<Integer> one : applied) {
                scripts += one.get();
            }

            assertThat(scripts)
                    .isPositive()
                    .isEqualTo(database.jdbc()
                            .sql("SELECT count(*) FROM waybill_schema_history WHERE success AND version IS NOT NULL")
                            .query(Integer.class)
                            .single());
        }
    }

    @Test
    void waitsForANodeThatIsMigratingAndGivesUpInTheEnd() throws Exception {
        try (ExecutorService nodes = Executors.newSingleThreadExecutor();
                Connection migrating = direct.getConnection()) {
            migrating.setAutoCommit(false);
            migrating.createStatement().execute(DatabaseMigration.TURN.formatted(0));

            assertThatThrownBy(() -> DatabaseMigration.run(direct, Duration.ofMillis(50)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("ERROR: canceling statement due to lock timeout");
            Future<Integer> waiting = nodes.submit(() -> DatabaseMigration.run(direct, WAIT));
            await().until(() ->
                    database.superuser().sql(WAITS).query(Boolean.class).single());
            migrating.rollback();

            assertThat(waiting.get()).isPositive();
        }
    }

    @Test
    void doesNothingTheSecondTime() {
        assertThat(DatabaseMigration.run(direct, WAIT)).isPositive();
        assertThat(DatabaseMigration.run(direct, WAIT)).isZero();
    }

    @Test
    void letsAScriptRunLongerThanAStatementOfANode() {
        DataSource impatient = Connections.direct(impatient());

        migrate(impatient, "dev/waybill/shared/database/slow");

        assertThat(JdbcClient.create(impatient)
                        .sql("SELECT count(*) FROM made_slowly")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void leavesTheTimeoutsOfAConnectionAsTheyWere() throws Exception {
        try (Connection connection = Connections.direct(impatient()).getConnection()) {
            SingleConnectionDataSource kept = new SingleConnectionDataSource(connection, true);
            migrate(kept, "dev/waybill/shared/database/slow");

            assertThat(JdbcClient.create(kept)
                            .sql("SHOW statement_timeout")
                            .query(String.class)
                            .single())
                    .isEqualTo("300ms");
        }
    }

    @Test
    void refusesADatabaseThatIsBehind() {
        assertThatThrownBy(() -> DatabaseMigration.requireUpToDate(direct))
                .hasMessageContaining("V1__ledger.sql")
                .hasMessageContaining("run `migrate` first");

        DatabaseMigration.run(direct, WAIT);
        DatabaseMigration.requireUpToDate(direct);
    }

    @Test
    void keepsItsTablesBesideThoseOfTheApplication() {
        JdbcClient.create(direct).sql("CREATE TABLE shop_prices (id bigint)").update();

        assertThat(DatabaseMigration.run(direct, WAIT)).isPositive();
        assertThat(DatabaseMigration.run(direct, WAIT)).isZero();
    }

    private DatabaseProperties impatient() {
        return new DatabaseProperties(
                database.jdbcUrl(),
                database.username(),
                database.password(),
                2,
                Duration.ofSeconds(1),
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                "waybill",
                true,
                WAIT);
    }

    private static void migrate(DataSource source, String scripts) {
        new Flyway(DatabaseMigration.configure(Flyway.configure().dataSource(source))
                        .locations("classpath:" + scripts))
                .migrate();
    }
}
