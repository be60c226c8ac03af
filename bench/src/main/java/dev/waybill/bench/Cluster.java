package dev.waybill.bench;

import dev.waybill.shared.database.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The PostgreSQL of a measurement: on a disk, with fsync, the same for all contenders. */
final class Cluster implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Path directory;

    private Cluster(EmbeddedPostgres postgres, Path directory) {
        this.postgres = postgres;
        this.directory = directory;
    }

    /** @param counting whether the server counts what each statement costs, which costs a little itself */
    static Cluster start(Path directory, boolean counting) {
        Cluster cluster = joined(directory);
        JdbcClient admin = cluster.superuser("postgres");
        admin.sql(
                        counting
                                ? "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'"
                                : "ALTER SYSTEM RESET shared_preload_libraries")
                .update();
        // a checkpoint in the middle of one contender's round would not be its own doing
        admin.sql("ALTER SYSTEM SET max_wal_size = '8GB'").update();
        admin.sql("ALTER SYSTEM SET checkpoint_timeout = '1h'").update();
        // read at a start
        cluster.close();
        return joined(directory);
    }

    private static Cluster joined(Path directory) {
        return new Cluster(EmbeddedPostgres.start(EmbeddedPostgres.Options.in(directory)), directory);
    }

    /** What statements have cost since the last call, the dearest first. */
    List<String> statements(int limit) {
        JdbcClient admin = superuser("postgres");
        admin.sql("CREATE EXTENSION IF NOT EXISTS pg_stat_statements").update();
        List<String> dearest =
                admin.sql("""
                        SELECT format('%s ms, %s calls, %s µs each: %s', round(total_exec_time + total_plan_time), calls,
                            round((total_exec_time + total_plan_time) * 1000 / calls),
                            left(regexp_replace(query, '[[:space:]]+', ' ', 'g'), 150))
                        FROM pg_stat_statements ORDER BY total_exec_time + total_plan_time DESC LIMIT :limit
                        """).param("limit", limit).query(String.class).list();
        admin.sql("SELECT pg_stat_statements_reset()").query().listOfRows();
        return dearest;
    }

    /** An empty database of this name, in place of one that is there. */
    Database fresh(String name) {
        return fresh(name, null);
    }

    /** The same as a copy of another one, if there is one to copy. */
    Database fresh(String name, @Nullable String template) {
        JdbcClient admin = superuser("postgres");
        admin.sql("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)").update();
        admin.sql("CREATE DATABASE " + name + (template == null ? "" : " TEMPLATE " + template + " STRATEGY file_copy"))
                .update();
        checkpoint();
        return database(name);
    }

    /** Writes out what the round before has left to be written. */
    void checkpoint() {
        superuser("postgres").sql("CHECKPOINT").update();
    }

    boolean has(String name) {
        return superuser("postgres")
                .sql("SELECT EXISTS (SELECT FROM pg_database WHERE datname = :name)")
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    Database database(String name) {
        return new Database(postgres.jdbcUrl(name), postgres.username(), postgres.password());
    }

    /** Names the process that all others of the server descend from. */
    Path pidFile() {
        return directory.resolve("cluster").resolve("postmaster.pid");
    }

    private JdbcClient superuser(String database) {
        return JdbcClient.create(
                new DriverManagerDataSource(postgres.jdbcUrl(database), postgres.username(), postgres.password()));
    }

    @Override
    public void close() {
        postgres.close();
    }
}
