package dev.waybill.bench;

import dev.waybill.shared.database.EmbeddedPostgres;
import java.nio.file.Path;
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

    static Cluster start(Path directory) {
        Cluster cluster = new Cluster(EmbeddedPostgres.start(EmbeddedPostgres.Options.in(directory)), directory);
        JdbcClient admin = cluster.superuser("postgres");
        // a checkpoint in the middle of one contender's round would not be its own doing
        admin.sql("ALTER SYSTEM SET max_wal_size = '8GB'").update();
        admin.sql("ALTER SYSTEM SET checkpoint_timeout = '1h'").update();
        admin.sql("SELECT pg_reload_conf()").query().listOfRows();
        return cluster;
    }

    /** An empty database of this name, in place of one that is there. */
    Database fresh(String name) {
        JdbcClient admin = superuser("postgres");
        admin.sql("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)").update();
        admin.sql("CREATE DATABASE " + name).update();
        admin.sql("CHECKPOINT").update();
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
