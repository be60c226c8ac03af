package dev.waybill.shared.queue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gives JobRunr its connections. Inside a Spring transaction of the same DataSource they are that transaction's own:
 * {@code commit}, {@code close} and {@code setAutoCommit} do nothing, {@code rollback} only marks it. Outside they are
 * pooled ones. Either way they act as {@code waybill_runtime} until they are closed.
 */
final class JoiningDataSource extends DelegatingDataSource {

    JoiningDataSource(DataSource target) {
        super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
        DataSource target = obtainTargetDataSource();
        ConnectionHolder holder = (ConnectionHolder) TransactionSynchronizationManager.getResource(target);
        if (holder != null && TransactionSynchronizationManager.isActualTransactionActive()) {
            return joined(holder);
        }
        return ownRole(target.getConnection());
    }

    private static Connection joined(ConnectionHolder holder) throws SQLException {
        Connection connection = holder.getConnection();
        String roleBefore = role(connection);
        setRole(connection, "SET LOCAL ROLE waybill_runtime");
        return proxy(connection, method -> switch (method) {
            case "commit", "setAutoCommit" -> true;
            case "rollback" -> {
                holder.setRollbackOnly();
                yield true;
            }
            case "close" -> {
                if (!holder.isRollbackOnly()) {
                    setRole(connection, "SET LOCAL ROLE " + roleBefore);
                }
                yield true;
            }
            default -> false;
        });
    }

    private static Connection ownRole(Connection connection) throws SQLException {
        try {
            setRole(connection, "SET ROLE waybill_runtime");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return proxy(connection, method -> {
            if (!method.equals("close") || connection.isClosed()) {
                return false;
            }
            try (connection) {
                giveBack(connection);
            }
            return true;
        });
    }

    /** The pool must not hand the role on: where it cannot be reset, the connection ends. */
    private static void giveBack(Connection connection) throws SQLException {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            setRole(connection, "RESET ROLE");
        } catch (SQLException e) {
            connection.abort(Runnable::run);
        }
    }

    private static String role(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT quote_ident(current_setting('role'))")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void setRole(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection proxy(Connection real, Interception interception) {
        return (Connection) Proxy.newProxyInstance(
                JoiningDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> {
                    if (interception.handles(method.getName())) {
                        return null;
                    }
                    return invoke(real, method, arguments);
                });
    }

    private static @Nullable Object invoke(Connection real, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** Whether a call by this name has been dealt with and must not reach the real connection. */
    private interface Interception {
        boolean handles(String method) throws SQLException;
    }
}
