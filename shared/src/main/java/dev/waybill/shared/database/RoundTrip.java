package dev.waybill.shared.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.util.ConcurrentLruCache;

/** Questions that are sent together: PostgreSQL answers them one after the other, and nobody waits in between. */
public final class RoundTrip {

    /** As many as PostgreSQL's driver keeps prepared of a connection. */
    private static final int TEXTS = 256;

    private final JdbcOperations jdbc;
    private final ConcurrentLruCache<List<String>, Text> texts = new ConcurrentLruCache<>(TEXTS, Text::of);

    public RoundTrip(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Asks all of them, each once, in their order. */
    public Answers ask(Question<?>... questions) {
        Text text = texts.get(Arrays.stream(questions).map(Question::sql).toList());
        Object[] values = text.values(questions);
        return jdbc.execute(text.sql, (PreparedStatementCallback<Answers>) statement -> {
            new ArgumentPreparedStatementSetter(values).setValues(statement);
            statement.execute();
            Answers answers = new Answers();
            for (Question<?> question : questions) {
                answers.read(statement, question);
            }
            return answers;
        });
    }

    /** What questions that were asked together are answered. */
    public static final class Answers {

        private final IdentityHashMap<Question<?>, List<?>> rows = new IdentityHashMap<>();

        /** The answer to one of the questions. */
        @SuppressWarnings("unchecked") // its rows were made by its own mapper
        public <T> List<T> to(Question<T> question) {
            return (List<T>) Objects.requireNonNull(rows.get(question), "not asked");
        }

        private void read(PreparedStatement statement, Question<?> question) throws SQLException {
            if (!rows.isEmpty()) {
                statement.getMoreResults();
            }
            rows.put(question, rows(statement, question.row()));
        }
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

        Object[] values(Question<?>[] questions) {
            List<Object> values = new ArrayList<>();
            for (int place = 0; place < parts.size(); place++) {
                MapSqlParameterSource named = new MapSqlParameterSource(questions[place].values());
                Collections.addAll(values, NamedParameterUtils.buildValueArray(parts.get(place), named, null));
            }
            return values.toArray();
        }
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
