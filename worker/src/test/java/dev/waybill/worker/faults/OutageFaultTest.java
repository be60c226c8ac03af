package dev.waybill.worker.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.database.Connections;
import dev.waybill.shared.database.DatabaseMigration;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.ChildJvm;
import dev.waybill.testkit.FragilePostgres;
import dev.waybill.testkit.LedgerInvariants;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL goes away under two working workers, and comes back. */
class OutageFaultTest {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofMinutes(3);
    private static final int PROCESSES = 60;
    private static final int CHUNKS = 20;

    private final FragilePostgres postgres = FragilePostgres.start();
    private final DataSource database = Connections.direct(postgres.properties());
    private final JdbcClient jdbc = JdbcClient.create(database);

    @BeforeEach
    void migrate() {
        DatabaseMigration.run(database, START);
        jdbc.sql("CREATE TABLE effects (process_id bigint, number int)").update();
        jdbc.sql("GRANT INSERT ON effects TO waybill_tenant").update();
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void loseNothingAndDoNothingTwiceWhenTheServerCrashes() {
        try (ChildJvm first = worker("first");
                ChildJvm second = worker("second")) {
            submit();
            awaitEffects(PROCESSES * CHUNKS / 10);

            postgres.crash();
            first.awaitOutput("The line for wake-ups is down", START);
            postgres.restart();

            awaitEnd();
            assertThat(first.isAlive() && second.isAlive()).isTrue();
            assertExactlyOnce();
        }
    }

    @Test
    void loseNothingAndDoNothingTwiceWhenAllSessionsAreCutAgainAndAgain() {
        try (ChildJvm first = worker("first");
                ChildJvm second = worker("second")) {
            submit();
            for (int cut = 1; cut <= 5; cut++) {
                awaitEffects(PROCESSES * CHUNKS * cut / 10);
                jdbc.sql("""
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE application_name LIKE 'waybill/%'
                        """).query(Boolean.class).list();
            }

            awaitEnd();
            assertThat(first.isAlive() && second.isAlive()).isTrue();
            assertExactlyOnce();
        }
    }

    @Test
    void waitForAServerThatTakesNoWrites() throws SQLException {
        try (ChildJvm first = worker("first");
                ChildJvm second = worker("second");
                Connection administrator = database.getConnection();
                Statement statement = administrator.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            submit();
            awaitEffects(PROCESSES * CHUNKS / 10);

            takeWrites(statement, false);
            first.awaitOutput("in a read-only transaction", START);
            takeWrites(statement, true);

            awaitEnd();
            assertThat(first.isAlive() && second.isAlive()).isTrue();
            assertExactlyOnce();
        }
    }

    @Test
    void shareAPoolThatIsTooSmallForThem() {
        try (ChildJvm only = worker("only", "WAYBILL_DATABASE_POOL_SIZE", "3")) {
            submit();

            awaitEnd();
            assertThat(only.isAlive()).isTrue();
            assertExactlyOnce();
        }
    }

    private static void takeWrites(Statement statement, boolean taken) throws SQLException {
        statement.execute("ALTER SYSTEM SET default_transaction_read_only = " + (taken ? "off" : "on"));
        statement.execute("SELECT pg_reload_conf()");
    }

    private ChildJvm worker(String name, String... environment) {
        ChildJvm.Launch settings = ChildJvm.of(EffectWorker.class);
        for (int i = 0; i < environment.length; i += 2) {
            settings.environment(environment[i], environment[i + 1]);
        }
        ChildJvm worker = settings.environment(
                        "WAYBILL_DATABASE_URL",
                        String.valueOf(postgres.properties().url()))
                .environment("WAYBILL_DATABASE_USERNAME", postgres.properties().username())
                .environment("WAYBILL_DATABASE_PASSWORD", postgres.properties().password())
                .environment("WAYBILL_WORKER_NAME", name)
                .start();
        worker.awaitOutput("Worker " + name + " is registered", START);
        return worker;
    }

    private void submit() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(EffectWorker.class)
                .web(WebApplicationType.NONE)
                .properties(postgres.springProperties())
                .properties("waybill.worker.enabled=false", "spring.main.banner-mode=off")
                .run()) {
            ProcessQueue queue = context.getBean(ProcessQueue.class);
            for (int i = 0; i < PROCESSES; i++) {
                queue.submit(Submission.of(Scope.SEEDED, EffectWorker.TYPE, new EffectWorker.Input(CHUNKS, 50, false)));
            }
        }
    }

    private void awaitEffects(int atLeast) {
        Awaitility.await().atMost(END).until(() -> number("SELECT count(*) FROM effects") >= atLeast);
    }

    private void awaitEnd() {
        Awaitility.await()
                .atMost(END)
                .ignoreExceptions()
                .until(() -> number("SELECT count(*) FROM processes WHERE finished_at IS NULL") == 0);
    }

    private void assertExactlyOnce() {
        assertThat(jdbc.sql("SELECT id || ' ' || status || ' ' || COALESCE(reason_code, '') FROM processes "
                                + "WHERE status <> 'completed' OR attempts_spent > 0")
                        .query(String.class)
                        .list())
                .as("failed, or spent an attempt")
                .isEmpty();
        assertThat(number("SELECT count(*) FROM effects")).isEqualTo((long) PROCESSES * CHUNKS);
        assertThat(number("SELECT count(*) FROM (SELECT DISTINCT process_id, number FROM effects) AS e"))
                .isEqualTo((long) PROCESSES * CHUNKS);
        assertThat(LedgerInvariants.violations(database)).isEqualTo(List.of());
    }

    private long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
