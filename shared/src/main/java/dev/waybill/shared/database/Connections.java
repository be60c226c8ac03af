package dev.waybill.shared.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Opens connections that carry the timeouts of {@link DatabaseProperties} from their first statement on, and that break when
 * no answer comes although the statement must have ended: a network may forget a connection without a word.
 */
public final class Connections {

    private static final Duration WAIT_FOR_A_CONNECTION = Duration.ofSeconds(30);
    private static final String CONNECT_SECONDS = "10";

    /** A pool whose connections were all forgotten by the network asks one after another whether they live. */
    private static final Duration LONGEST_SIGN_OF_LIFE = Duration.ofSeconds(2);

    /** Later than the server gives up on a statement, an answer does not come any more. */
    private static final Duration LONGEST_WAY = Duration.ofSeconds(5);

    private Connections() {}

    /**
     * A pool of them; connects at once.
     *
     * @throws InvalidConfigurationPropertyValueException when the URL is missing
     * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException when the database does not answer
     */
    public static HikariDataSource pool(DatabaseProperties properties) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("waybill");
        config.setJdbcUrl(requiredUrl(properties));
        config.setUsername(properties.username());
        config.setPassword(properties.password());
        config.setMaximumPoolSize(properties.poolSize());
        config.setConnectionTimeout(WAIT_FOR_A_CONNECTION.toMillis());
        config.setValidationTimeout(LONGEST_SIGN_OF_LIFE.toMillis());
        config.setDataSourceProperties(session(properties));
        return new HikariDataSource(config);
    }

    /**
     * Single connections outside a pool, for what holds one for long (LISTEN, advisory locks). Closing ends them.
     *
     * @throws InvalidConfigurationPropertyValueException when the URL is missing
     */
    public static DataSource direct(DatabaseProperties properties) {
        Properties session = session(properties);
        session.setProperty("user", properties.username());
        session.setProperty("password", properties.password());
        return new DriverManagerDataSource(requiredUrl(properties), session);
    }

    private static Properties session(DatabaseProperties properties) {
        Properties session = new Properties();
        session.setProperty("ApplicationName", properties.applicationName());
        session.setProperty("tcpKeepAlive", "true");
        session.setProperty("connectTimeout", CONNECT_SECONDS);
        session.setProperty("socketFactory", PromptSockets.class.getName());
        session.setProperty(
                "socketTimeout",
                Long.toString(properties.statementTimeout().plus(LONGEST_WAY).toSeconds()));
        session.setProperty(
                "options",
                "-c lock_timeout=%d -c statement_timeout=%d -c idle_in_transaction_session_timeout=%d"
                        .formatted(
                                properties.lockTimeout().toMillis(),
                                properties.statementTimeout().toMillis(),
                                properties.idleInTransactionTimeout().toMillis()));
        return session;
    }

    private static String requiredUrl(DatabaseProperties properties) {
        String url = properties.url();
        if (url == null) {
            throw new InvalidConfigurationPropertyValueException(
                    "waybill.database.url",
                    null,
                    "It is missing: set WAYBILL_DATABASE_URL (jdbc:postgresql://host:5432/database), "
                            + "WAYBILL_DATABASE_USERNAME and WAYBILL_DATABASE_PASSWORD.");
        }
        return url;
    }
}
