package dev.waybill.shared.database;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;

/** Migrates, or refuses a schema that is behind, before any bean that depends on the database's initialization. */
final class MigrationAtStart implements InitializingBean {

    private final DataSource dataSource;
    private final DatabaseProperties properties;

    MigrationAtStart(DataSource dataSource, DatabaseProperties properties) {
        this.dataSource = dataSource;
        this.properties = properties;
    }

    /** What the schema has. */
    @Nullable
    String version() {
        return DatabaseMigration.version(dataSource);
    }

    @Override
    public void afterPropertiesSet() {
        if (properties.migrate()) {
            DatabaseMigration.run(dataSource, properties.migrationWait());
        } else {
            DatabaseMigration.requireUpToDate(dataSource);
        }
    }
}
