package dev.waybill.shared.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/** Questions that are sent together: PostgreSQL answers them one after the other, and nobody waits in between. */
public final class RoundTrip {

    private final JdbcOperations jdbc;
    private final Map<String, ParsedSql> parsed = new ConcurrentHashMap<>();

    public RoundTrip(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** What two questions are answered. */
    public record Answers<A, B>(List<A> first, List<B> second) {}

    /** @param before asked first, its answer is of no interest */
    public <A, B> Answers<A, B> ask(Question<?> before, Question<A> first, Question<B> second) {
        List<Question<?>> questions = List.of(before, first, second);
        String sql = questions.stream().map(this::positional).collect(Collectors.joining(";\n"));
        Object[] values = questions.stream().flatMap(this::values).toArray();
        return jdbc.execute(sql, (PreparedStatementCallback<Answers<A, B>>) statement -> {
            new ArgumentPreparedStatementSetter(values).setValues(statement);
            statement.execute();
            rows(statement, before.row());
            return new Answers<>(next(statement, first.row()), next(statement, second.row()));
        });
    }

    private String positional(Question<?> question) {
        return NamedParameterUtils.substituteNamedParameters(parsed(question), null);
    }

    private Stream<@Nullable Object> values(Question<?> question) {
        return Stream.of(NamedParameterUtils.buildValueArray(
                parsed(question), new MapSqlParameterSource(question.values()), null));
    }

    private ParsedSql parsed(Question<?> question) {
        return parsed.computeIfAbsent(question.sql(), NamedParameterUtils::parseSqlStatement);
    }

    private static <T> List<T> next(PreparedStatement statement, RowMapper<T> mapper) throws SQLException {
        statement.getMoreResults();
        return rows(statement, mapper);
    }

    private static <T> List<T> rows(PreparedStatement statement, RowMapper<T> mapper) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet answer = statement.getResultSet()) {
            while (answer.next()) {
                rows.add(mapper.mapRow(answer, rows.size()));
            }
        }
        return rows;
    }
}
