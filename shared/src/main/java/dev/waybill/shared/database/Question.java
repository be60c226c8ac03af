package dev.waybill.shared.database;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A statement with its values, not yet made.
 *
 * @param sql with named parameters
 * @param row makes a row of the answer
 */
public record Question<T>(String sql, Map<String, @Nullable Object> values, RowMapper<T> row) {

    /** A statement that answers with no rows. */
    public static Question<Object> command(String sql, Map<String, @Nullable Object> values) {
        return new Question<>(sql, values, (row, index) -> row.getObject(1));
    }

    /** Asks it alone. */
    public List<T> ask(JdbcClient jdbc) {
        return jdbc.sql(sql).params(values).query(row).list();
    }
}
