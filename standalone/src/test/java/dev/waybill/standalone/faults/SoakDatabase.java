package dev.waybill.standalone.faults;

import dev.waybill.shared.database.Connections;
import dev.waybill.shared.database.DatabaseMigration;
import dev.waybill.shared.database.DatabaseProperties;
import dev.waybill.testkit.FragilePostgres;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL with fsync, a login that is no superuser for the nodes, and a look at all of it past the nodes. */
final class SoakDatabase implements AutoCloseable {

    static final String NAME = "soak";

    private static final Duration LONGEST_MIGRATION = Duration.ofMinutes(2);

    private final FragilePostgres postgres = FragilePostgres.start();
    private final DataSource superuser;

    SoakDatabase() {
        JdbcClient server = JdbcClient.create(Connections.direct(postgres.properties()));
        server.sql("CREATE ROLE soak LOGIN CREATEROLE PASSWORD 'soak'").update();
        server.sql("CREATE DATABASE soak OWNER soak").update();
        DatabaseProperties properties = postgres.properties();
        superuser = Connections.direct(
                DatabaseProperties.of(url(postgres.port()), properties.username(), properties.password()));
        DatabaseMigration.run(
                Connections.direct(DatabaseProperties.of(url(postgres.port()), NAME, NAME)), LONGEST_MIGRATION);
        sql("CREATE TABLE soak_effects (process_id bigint NOT NULL, number int NOT NULL)")
                .update();
        sql("CREATE INDEX soak_effects_of_process ON soak_effects (process_id)").update();
        sql("GRANT INSERT ON soak_effects TO waybill_tenant").update();
    }

    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    int port() {
        return postgres.port();
    }

    /** A statement of the superuser, on a connection of its own. */
    JdbcClient.StatementSpec sql(String sql) {
        return JdbcClient.create(superuser).sql(sql);
    }

    long number(String sql) {
        return sql(sql).query(Long.class).single();
    }

    DataSource superuser() {
        return superuser;
    }

    void crash() {
        postgres.crash();
    }

    void restart() {
        postgres.restart();
    }

    /** Ends this share of the nodes' sessions, from 0 to 1. */
    void endSessions(double share) {
        sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'soak' AND random() < :share")
                .param("share", share)
                .query(Boolean.class)
                .list();
    }

    /** Shifts the clock of sessions that begin from now on. */
    void shiftClock(Duration offset) {
        sql("ALTER DATABASE soak SET waybill.clock_offset = '%d ms'".formatted(offset.toMillis()))
                .update();
    }

    @Override
    public void close() {
        postgres.close();
    }
}
