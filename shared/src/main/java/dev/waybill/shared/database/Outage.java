package dev.waybill.shared.database;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Tells failures of the database from failures of what was asked of it: the connection was lost or could not be had, the
 * server is stopping, starting, full, or takes no writes. Such a failure passes by itself.
 */
public final class Outage {

    private static final int DEEPEST = 20;

    /** What the pool says, without a state, of a connection that broke before. */
    private static final String CLOSED = "Connection is closed";

    private Outage() {}

    /** Whether the failure, or what caused it, is of that kind. */
    public static boolean explains(Throwable failure) {
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        for (int looked = 0; looked < DEEPEST && !open.isEmpty(); looked++) {
            Throwable one = open.remove();
            if (isOutage(one)) {
                return true;
            }
            addIfPresent(open, one.getCause());
            if (one instanceof TransactionSystemException rollbackFailed) {
                addIfPresent(open, rollbackFailed.getApplicationException());
            }
        }
        return false;
    }

    private static boolean isOutage(Throwable one) {
        return one instanceof CannotCreateTransactionException
                || one instanceof SQLTransientConnectionException
                || one instanceof SQLRecoverableException
                || (one instanceof SQLException failure
                        && (CLOSED.equals(failure.getMessage()) || isOutage(failure.getSQLState())));
    }

    // Classes 08 connection, 53 resources, 57P operator intervention; 25006 a server that only reads
    private static boolean isOutage(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08")
                        || sqlState.startsWith("53")
                        || sqlState.startsWith("57P")
                        || sqlState.equals("25006"));
    }

    private static void addIfPresent(Deque<Throwable> open, @Nullable Throwable one) {
        if (one != null) {
            open.add(one);
        }
    }
}
