package dev.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class TestDatabasePostgresTest {

    private final TestDatabase database;

    TestDatabasePostgresTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void isMigrated(JdbcClient jdbc) {
        assertThat(jdbc.sql("SELECT count(*) FROM processes").query(Long.class).single())
                .isZero();
    }

    @Test
    void ownsItsTablesWithoutBeingASuperuser(DataSource source) {
        JdbcClient jdbc = JdbcClient.create(source);
        assertThat(jdbc.sql("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
                        .query(Boolean.class)
                        .single())
                .isFalse();
        assertThat(jdbc.sql("SELECT tableowner FROM pg_tables WHERE tablename = 'processes'")
                        .query(String.class)
                        .single())
                .isEqualTo(database.username());
    }

    @Test
    void mayTakeTheRuntimesRolesButDoesNotInheritThem(DataSource source) {
        JdbcClient jdbc = JdbcClient.create(source);
        assertThat(jdbc.sql("SELECT pg_has_role('waybill_runtime', 'SET')")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(jdbc.sql("SELECT pg_has_role('waybill_runtime', 'USAGE')")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    @Test
    void givesTheSamePoolToAllParameters(DataSource source, JdbcClient jdbc) throws SQLException {
        try (Connection connection = source.getConnection()) {
            assertThat(connection.getCatalog())
                    .isEqualTo(database.name())
                    .isEqualTo(jdbc.sql("SELECT current_database()")
                            .query(String.class)
                            .single());
        }
    }

    @Test
    void isGoneAfterClose() {
        TestDatabase other = TestDatabase.create();
        other.jdbc().sql("SELECT 1").query(Integer.class).single();
        other.close();

        assertThat(database.superuser()
                        .sql("SELECT count(*) FROM pg_database WHERE datname = :name")
                        .param("name", other.name())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Nested
    class InANestedClass {
        @Test
        void sharesTheDatabaseOfTheOuterClass(TestDatabase nested) {
            assertThat(nested.name()).isEqualTo(database.name());
        }
    }
}
