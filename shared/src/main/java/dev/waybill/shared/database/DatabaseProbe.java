package dev.waybill.shared.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Whether PostgreSQL answers this node, and its schema is what the node was started with. A probe waits two seconds at
 * most, and there is one question on its way at most, however long it takes.
 */
final class DatabaseProbe implements HealthIndicator, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseProbe.class);

    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final String HAS =
            "SELECT EXISTS (SELECT FROM " + DatabaseMigration.HISTORY + " WHERE version = ? AND success)";

    private final DataSource database;
    private final @Nullable String version;
    private final ExecutorService asking = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("waybill-probe").factory());
    private @Nullable Future<Boolean> question;
    private boolean down;

    /** @param version what the schema must have; null asks for nothing but an answer */
    DatabaseProbe(DataSource database, @Nullable String version) {
        this.database = database;
        this.version = version;
    }

    @Override
    public Health health() {
        String trouble = trouble();
        tell(trouble);
        return trouble == null
                ? Health.up().build()
                : Health.down().withDetail("reason", trouble).build();
    }

    private @Nullable String trouble() {
        try {
            return ask().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS) ? null : "the schema lacks version " + version;
        } catch (TimeoutException e) {
            return "no answer within " + LONGEST.toSeconds() + " s";
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private synchronized Future<Boolean> ask() {
        if (question == null || question.isDone()) {
            question = asking.submit(this::answer);
        }
        return question;
    }

    private boolean answer() throws SQLException {
        try (Connection connection = database.getConnection()) {
            // the pool sets it back
            connection.setNetworkTimeout(Runnable::run, (int) LONGEST.toMillis());
            if (version == null) {
                return connection.isValid(1);
            }
            try (PreparedStatement statement = connection.prepareStatement(HAS)) {
                statement.setString(1, version);
                ResultSet row = statement.executeQuery();
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private synchronized void tell(@Nullable String trouble) {
        if (trouble != null && !down) {
            LOG.warn("Not ready: {}", trouble);
        } else if (trouble == null && down) {
            LOG.info("Ready again: PostgreSQL answers");
        }
        down = trouble != null;
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
