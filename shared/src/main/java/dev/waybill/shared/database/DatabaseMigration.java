package dev.waybill.shared.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Brings the schema up to date: every table, JobRunr's included, by the scripts in {@code dev/waybill/migration}. Any
 * number of nodes may do so at once; one works, the others wait for it. The history is a table of its own, so that an
 * application that has this as a library may keep its tables in the same schema and migrate them as it likes.
 */
public final class DatabaseMigration {

    private static final String SCRIPTS = "classpath:dev/waybill/migration";
    static final String HISTORY = "waybill_schema_history";
    private static final String FOR_THIS_TRANSACTION = "SET LOCAL statement_timeout = 0";

    // Flyway's own lock comes after its decision whether the history has to be made: two first nodes disturb each
    // other.
    static final String TURN = """
            SET LOCAL statement_timeout = 0;
            SET LOCAL idle_in_transaction_session_timeout = 0;
            SET LOCAL lock_timeout = %d;
            SELECT pg_advisory_xact_lock(hashtextextended('waybill migration', 0))
            """;

    private DatabaseMigration() {}

    /**
     * Applies what is missing. The login must own the schema.
     *
     * @param wait how long to wait for another node that is migrating
     * @return how many scripts were applied
     * @throws org.flywaydb.core.api.FlywayException when a script fails; it is rolled back, those before it stay
     * @throws IllegalStateException when the wait is over, or the database cannot be reached
     */
    public static int run(DataSource database, Duration wait) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, 0);
            try (Statement statement = connection.createStatement()) {
                statement.execute(TURN.formatted(wait.toMillis()));
                return of(database).migrate().migrationsExecuted;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Could not get a turn to migrate the database", e);
        }
    }

    /**
     * Refuses a schema that is behind.
     *
     * @throws IllegalStateException naming the scripts that are missing
     */
    public static void requireUpToDate(DataSource database) {
        String missing = Arrays.stream(of(database).info().pending())
                .map(MigrationInfo::getScript)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "The database lacks " + missing + ": run `migrate` first, or set waybill.database.migrate=true");
        }
    }

    /** The version that the schema has now; null while it has none. */
    static @Nullable String version(DataSource database) {
        MigrationInfo current = of(database).info().current();
        return current == null || current.getVersion() == null
                ? null
                : current.getVersion().getVersion();
    }

    private static Flyway of(DataSource database) {
        return new Flyway(configure(
                Flyway.configure(DatabaseMigration.class.getClassLoader()).dataSource(database)));
    }

    static FluentConfiguration configure(FluentConfiguration configuration) {
        // A lock of the session: one of a transaction would sit idle in it while a script runs, and be ended for that.
        return configuration
                .locations(SCRIPTS)
                .outputQueryResults(false)
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .callbacks(new WithoutStatementTimeout());
    }

    /** Scripts may run longer than the statements of a node; they wait for locks no longer, so as not to stop its work. */
    private static final class WithoutStatementTimeout implements Callback {

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            Connection connection = context.getConnection();
            try (Statement statement = connection.createStatement()) {
                connection.setNetworkTimeout(Runnable::run, 0);
                statement.execute(FOR_THIS_TRANSACTION);
            } catch (SQLException e) {
                throw new IllegalStateException("Could not lift the timeout of a migration", e);
            }
        }

        @Override
        public String getCallbackName() {
            return "without statement timeout";
        }
    }
}
