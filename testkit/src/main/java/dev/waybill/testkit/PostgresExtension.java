package dev.waybill.testkit;

import javax.sql.DataSource;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PostgresExtension implements BeforeAllCallback, ParameterResolver {

    private static final Namespace OURS = Namespace.create(PostgresExtension.class);

    // A store answers with what its parents hold: the database of the outer class, for a nested one.
    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(OURS).getOrComputeIfAbsent(Owned.class, ignored -> new Owned(TestDatabase.create()));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestDatabase.class || type == DataSource.class || type == JdbcClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestDatabase database =
                context.getStore(OURS).get(Owned.class, Owned.class).database();
        Class<?> type = parameter.getParameter().getType();
        if (type == TestDatabase.class) {
            return database;
        }
        return type == DataSource.class ? database.dataSource() : database.jdbc();
    }

    private record Owned(TestDatabase database) implements CloseableResource {
        @Override
        public void close() {
            database.close();
        }
    }
}
