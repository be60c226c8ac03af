package dev.waybill.testkit;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.shared.database.DatabaseProperties;
import dev.waybill.shared.database.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The PostgreSQL of all test JVMs of one user on this machine: in memory where there is room, without fsync. It stops when
 * the last of these JVMs ends; what it holds stays for the next run and is cleared up then.
 */
final class TestCluster {

    /** The login of the tests: owns their databases, may take the runtime's roles, and is no superuser. */
    static final String LOGIN = "waybill_app";

    /** System property: where the cluster lives, instead of memory or the directory for temporary files. */
    static final String DIRECTORY = "waybill.test.cluster";

    private static final Set<String> SPRINGS_HOOKS =
            Set.of("SpringApplicationShutdownHook", AbstractApplicationContext.SHUTDOWN_HOOK_THREAD_NAME);
    private static final Duration UNTIL_ALL_HOOKS_RUN = Duration.ofMillis(100);
    private static final Duration LONGEST_END = Duration.ofSeconds(30);
    private static final long ROOM_NEEDED = 1_500_000_000L;
    private static final int CONNECTIONS = 500;
    private static final String LAYOUT = "1";

    private static final String CREATE_ROLES = """
            DO $$
            DECLARE
                wanted text;
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtext('waybill roles'));
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'waybill_app') THEN
                    CREATE ROLE waybill_app LOGIN;
                END IF;
                FOREACH wanted IN ARRAY ARRAY['waybill_runtime', 'waybill_retention', 'waybill_tenant',
                    'waybill_system'] LOOP
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
                        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
                    END IF;
                    EXECUTE format('GRANT %I TO waybill_app WITH INHERIT FALSE, SET TRUE', wanted);
                END LOOP;
            END $$""";

    private final EmbeddedPostgres postgres;

    private TestCluster(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static TestCluster shared() {
        return Holder.CLUSTER;
    }

    /** As the superuser, in a database of the cluster. */
    JdbcClient admin(String database) {
        return JdbcClient.create(
                new DriverManagerDataSource(postgres.jdbcUrl(database), postgres.username(), postgres.password()));
    }

    /** As the superuser in a database, on few connections that are kept a while; to be closed. */
    HikariDataSource superuserPool(String database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(postgres.jdbcUrl(database));
        pool.setUsername(postgres.username());
        pool.setPassword(postgres.password());
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(16);
        return pool;
    }

    /** As the superuser, all statements on one connection; to be destroyed. */
    SingleConnectionDataSource adminSession() {
        return new SingleConnectionDataSource(
                postgres.jdbcUrl("postgres"), postgres.username(), postgres.password(), true);
    }

    /** As the login of the tests. */
    DatabaseProperties database(String name) {
        return DatabaseProperties.of(postgres.jdbcUrl(name), LOGIN, postgres.password());
    }

    private static TestCluster start() {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(
                EmbeddedPostgres.Options.in(directory()).withFsync(false).withMaxConnections(CONNECTIONS));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeLast(postgres), "stop test cluster"));
        TestCluster cluster = new TestCluster(postgres);
        JdbcClient admin = cluster.admin("postgres");
        admin.sql(CREATE_ROLES).update();
        admin.sql("ALTER ROLE %s PASSWORD '%s'".formatted(LOGIN, postgres.password()))
                .update();
        return cluster;
    }

    // Spring's hooks close what still needs the database; all hooks start at once, in no order.
    private static void closeLast(EmbeddedPostgres postgres) {
        LockSupport.parkNanos(UNTIL_ALL_HOOKS_RUN.toNanos());
        try {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (SPRINGS_HOOKS.contains(thread.getName())) {
                    thread.join(LONGEST_END);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        postgres.close();
    }

    private static Path directory() {
        String chosen = System.getProperty(DIRECTORY);
        if (chosen != null) {
            return Path.of(chosen);
        }
        String name = "waybill-test-" + System.getProperty("user.name") + "-" + LAYOUT;
        Path memory = Path.of("/dev/shm");
        boolean fits = Files.isDirectory(memory.resolve(name)) || hasRoom(memory);
        return (fits ? memory : Path.of(System.getProperty("java.io.tmpdir"))).resolve(name);
    }

    private static boolean hasRoom(Path memory) {
        try {
            FileStore store = Files.getFileStore(memory);
            return Files.isWritable(memory) && store.getUsableSpace() > ROOM_NEEDED;
        } catch (IOException e) {
            return false;
        }
    }

    private static final class Holder {
        private static final TestCluster CLUSTER = start();
    }
}
