package dev.waybill.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Connections of the superuser, whom row security does not bind; but inside a Spring transaction on the pool, that
 * transaction's own, so that code under test takes part in it.
 */
final class BehindTheScenes extends AbstractDataSource {

    private final DataSource pool;
    private final DataSource superuser;

    BehindTheScenes(DataSource pool, DataSource superuser) {
        this.pool = pool;
        this.superuser = superuser;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return TransactionSynchronizationManager.getResource(pool) instanceof ConnectionHolder joined
                ? unclosed(joined.getConnection())
                : superuser.getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new UnsupportedOperationException("The connections have their users");
    }

    private static Connection unclosed(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                BehindTheScenes.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
