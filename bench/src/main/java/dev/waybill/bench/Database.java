package dev.waybill.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of a round. */
record Database(String url, String username, String password) {

    /** What every contender gets. */
    private static final int CONNECTIONS = 20;

    /** What has been done in it so far. */
    record Work(long commits, long walBytes) {

        Work since(Work start) {
            return new Work(commits - start.commits, walBytes - start.walBytes);
        }
    }

    HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(username);
        pool.setPassword(password);
        pool.setMaximumPoolSize(CONNECTIONS);
        return pool;
    }

    DataSource single() {
        return new DriverManagerDataSource(url, username, password);
    }

    JdbcClient jdbc() {
        return JdbcClient.create(single());
    }

    /** Its address as programs that are not Java take it. */
    String libpq() {
        URI address = URI.create(url.substring("jdbc:".length()));
        return "postgresql://%s:%s@%s:%d%s"
                .formatted(
                        URLEncoder.encode(username, StandardCharsets.UTF_8),
                        URLEncoder.encode(password, StandardCharsets.UTF_8),
                        address.getHost(),
                        address.getPort(),
                        address.getPath());
    }

    /** A pool's connections report what they have done with a delay; one that ends reports at once. */
    Work work() {
        return jdbc().sql("""
                        SELECT pg_stat_get_db_xact_commit(oid) AS commits,
                               pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint AS wal
                        FROM pg_database WHERE datname = current_database()
                        """)
                .query((row, index) -> new Work(row.getLong("commits"), row.getLong("wal")))
                .single();
    }

    /** Statistics as a database has them that has run for a while. */
    void settle() {
        jdbc().sql("VACUUM ANALYZE").update();
    }
}
