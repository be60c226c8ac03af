package dev.waybill.testkit;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.shared.database.Connections;
import dev.waybill.shared.database.DatabaseProperties;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A migrated PostgreSQL database of a test's own, in milliseconds: a clone of a template in a server that all test JVMs
 * share. Its login owns everything in it and is no superuser.
 *
 * <p>In JUnit use {@link PostgresTest}; elsewhere close it. One that is left behind is dropped by a later run.
 */
public final class TestDatabase implements AutoCloseable {

    private final DatabaseProperties properties;
    private final String name;
    private @Nullable HikariDataSource pool;
    private @Nullable HikariDataSource behind;

    private TestDatabase(String name) {
        this.name = name;
        this.properties = TestCluster.shared().database(name);
    }

    /** A database with every table of {@code dev/waybill/migration}. */
    public static TestDatabase create() {
        return cloneOf(TestTemplate.name());
    }

    /** A database without tables, for tests of the migration itself. */
    public static TestDatabase empty() {
        return cloneOf("template1");
    }

    private static TestDatabase cloneOf(String template) {
        StaleDatabases.drop();
        String name = StaleDatabases.PREFIX + UUID.randomUUID().toString().replace("-", "");
        TestCluster.shared()
                .admin("postgres")
                .sql("CREATE DATABASE %s TEMPLATE %s OWNER %s".formatted(name, template, TestCluster.LOGIN))
                .update();
        return new TestDatabase(name);
    }

    /** Its name in the server. */
    public String name() {
        return name;
    }

    public String jdbcUrl() {
        return Objects.requireNonNull(properties.url());
    }

    public String username() {
        return properties.username();
    }

    public String password() {
        return properties.password();
    }

    /** What {@link Connections} takes, with the defaults of a node. */
    public DatabaseProperties properties() {
        return properties;
    }

    /** {@code key=value} pairs that point a Spring Boot application at it. */
    public String[] springProperties() {
        return new String[] {
            "waybill.database.url=" + jdbcUrl(),
            "waybill.database.username=" + username(),
            "waybill.database.password=" + password()
        };
    }

    /** A pool as a node has it, opened at the first call and closed with the database. */
    public synchronized DataSource dataSource() {
        if (pool == null) {
            pool = Connections.pool(properties);
        }
        return pool;
    }

    /**
     * For what a test must arrange or look at behind everybody's back: as {@link #superuser()}, whom row security does not
     * bind; but inside a Spring transaction on {@link #dataSource()} that transaction's own connection and role.
     */
    public synchronized JdbcClient jdbc() {
        if (behind == null) {
            behind = TestCluster.shared().superuserPool(name);
        }
        return JdbcClient.create(new BehindTheScenes(dataSource(), behind));
    }

    /** As the server's superuser in this database. */
    public JdbcClient superuser() {
        return TestCluster.shared().admin(name);
    }

    /** Drops the database, ending the connections that it still has. */
    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
        }
        if (behind != null) {
            behind.close();
        }
        TestCluster.shared()
                .admin("postgres")
                .sql("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)")
                .update();
    }
}
