package dev.waybill.shared.database;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The database that a node works on: {@code waybill.database.*}, or WAYBILL_DATABASE_* in the environment.
 *
 * @param url JDBC URL of a PostgreSQL 15 or newer, reached directly or through session pooling; null where the
 *     application brings its own DataSource. Settings of a session belong to the keys below, not into its
 *     {@code options}
 * @param username the login
 * @param password its password; empty where the server asks for none
 * @param poolSize connections that a node keeps at most, from 2
 * @param lockTimeout how long a statement waits for a lock before it fails
 * @param statementTimeout how long a statement runs before it is ended; migrations are exempt
 * @param idleInTransactionTimeout how long a transaction may do nothing before its connection is ended
 * @param applicationName shown in {@code pg_stat_activity}: {@code waybill/<worker name>} on a worker; at most 63 bytes
 * @param migrate whether a node brings the schema up to date at its start; if not, it refuses one that is behind
 * @param migrationWait how long a node waits at its start for another node that is migrating
 */
@ConfigurationProperties("waybill.database")
public record DatabaseProperties(
        @Nullable String url,
        @DefaultValue("waybill") String username,
        @DefaultValue("") String password,
        @DefaultValue("20") int poolSize,
        @DefaultValue("10s") Duration lockTimeout,
        @DefaultValue("60s") Duration statementTimeout,
        @DefaultValue("60s") Duration idleInTransactionTimeout,
        @DefaultValue("waybill") String applicationName,
        @DefaultValue("true") boolean migrate,
        @DefaultValue("10m") Duration migrationWait) {

    private static final int LONGEST_APPLICATION_NAME = 63;

    public DatabaseProperties {
        if (url != null && !url.startsWith("jdbc:postgresql:")) {
            throw invalid("url", "must start with jdbc:postgresql:");
        }
        if (url != null && url.matches(".*[?&]options=.*")) {
            throw invalid(
                    "url",
                    "must not carry options=, since they would replace the timeouts; set lock-timeout, "
                            + "statement-timeout and idle-in-transaction-timeout instead");
        }
        if (poolSize < 2) {
            throw invalid("pool-size", "starts at 2");
        }
        requirePositive("lock-timeout", lockTimeout);
        requirePositive("statement-timeout", statementTimeout);
        requirePositive("idle-in-transaction-timeout", idleInTransactionTimeout);
        requirePositive("migration-wait", migrationWait);
        if (applicationName.getBytes(StandardCharsets.UTF_8).length > LONGEST_APPLICATION_NAME) {
            throw invalid("application-name", "is longer than 63 bytes");
        }
    }

    /** The defaults, for the given database. */
    public static DatabaseProperties of(String url, String username, String password) {
        return new DatabaseProperties(
                url,
                username,
                password,
                20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                "waybill",
                true,
                Duration.ofMinutes(10));
    }

    /** The same for a session with another name. */
    public DatabaseProperties withApplicationName(String name) {
        return new DatabaseProperties(
                url,
                username,
                password,
                poolSize,
                lockTimeout,
                statementTimeout,
                idleInTransactionTimeout,
                name,
                migrate,
                migrationWait);
    }

    /** Neither the password nor the URL, which may hold one. */
    @Override
    public String toString() {
        return "DatabaseProperties[" + applicationName + ", at most " + poolSize + " connections]";
    }

    private static void requirePositive(String key, Duration timeout) {
        if (timeout.toMillis() < 1) {
            throw invalid(key, "must be positive, for example 10s");
        }
    }

    // Without the value: a URL may hold a password.
    private static IllegalArgumentException invalid(String key, String why) {
        return new IllegalArgumentException("waybill.database." + key + " " + why);
    }
}
