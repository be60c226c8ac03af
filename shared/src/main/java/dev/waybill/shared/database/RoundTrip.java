package dev.waybill.shared.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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
    private final Map<List<String>, Text> texts = new ConcurrentHashMap<>();

    public RoundTrip(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** What two questions are answered. */
    public record Answers<A, B>(List<A> first, List<B> second) {}

    /** @param before asked first, its answer is for its own row mapper alone */
    public <A, B> Answers<A, B> ask(Question<?> before, Question<A> first, Question<B> second) {
        return ask(List.of(before, first, second), statement -> {
            rows(statement, before.row());
            return new Answers<>(next(statement, first.row()), next(statement, second.row()));
        });
    }

    /** The same for two. */
    public <A, B> Answers<A, B> ask(Question<A> first, Question<B> second) {
        return ask(
                List.of(first, second),
                statement -> new Answers<>(rows(statement, first.row()), next(statement, second.row())));
    }

    private <T> T ask(List<Question<?>> questions, PreparedStatementCallback<T> answers) {
        Text text = texts.computeIfAbsent(questions.stream().map(Question::sql).toList(), Text::of);
        Object[] values = text.values(questions);
        return jdbc.execute(text.sql, (PreparedStatementCallback<T>) statement -> {
            new ArgumentPreparedStatementSetter(values).setValues(statement);
            statement.execute();
            return answers.doInPreparedStatement(statement);
        });
    }

    /** Several statements as one. */
    private record Text(String sql, List<ParsedSql> parts) {

        static Text of(List<String> statements) {
            List<ParsedSql> parts = statements.stream()
                    .map(NamedParameterUtils::parseSqlStatement)
                    .toList();
            return new Text(
                    parts.stream()
                            .map(part -> NamedParameterUtils.substituteNamedParameters(part, null))
                            .collect(Collectors.joining(";\n")),
                    parts);
        }

        Object[] values(List<Question<?>> questions) {
            List<Object> values = new ArrayList<>();
            for (int place = 0; place < parts.size(); place++) {
                MapSqlParameterSource named =
                        new MapSqlParameterSource(questions.get(place).values());
                Collections.addAll(values, NamedParameterUtils.buildValueArray(parts.get(place), named, null));
            }
            return values.toArray();
        }
    }

    private static <T> List<T> next(PreparedStatement statement, RowMapper<T> mapper) throws SQLException {
        statement.getMoreResults();
        return rows(statement, mapper);
    }

    private static <T> List<T> rows(PreparedStatement statement, RowMapper<T> mapper) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (@Nullable ResultSet answer = statement.getResultSet()) {
            while (answer != null && answer.next()) {
                rows.add(mapper.mapRow(answer, rows.size()));
            }
        }
        return rows;
    }
}
