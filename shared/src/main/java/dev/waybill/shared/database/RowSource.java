package dev.waybill.shared.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of values, as a statement selects from them. For each array PostgreSQL pays a little for every row and a good deal for
 * every statement. So a column that no row fills is null in the text itself, and what all rows have in common, or the only
 * row, is said once. There are few texts: columns are in common either all or none.
 *
 * @param <R> what a row is made of
 */
public final class RowSource<R> {

    private final List<R> rows;
    private final List<Column> columns = new ArrayList<>();
    private boolean inCommon = true;

    /** @param rows at least one */
    public RowSource(List<R> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("There are no rows");
        }
        this.rows = rows;
    }

    /** Adds a column whose values differ from row to row. */
    public <T> RowSource<R> each(String name, SqlType<T> type, Function<R, @Nullable T> value) {
        columns.add(column(name, type, value, true));
        return this;
    }

    /** Adds a column whose values are often the same for all rows. */
    public <T> RowSource<R> common(String name, SqlType<T> type, Function<R, @Nullable T> value) {
        Column column = column(name, type, value, false);
        inCommon &= column.isTheSame();
        columns.add(column);
        return this;
    }

    private <T> Column column(String name, SqlType<T> type, Function<R, @Nullable T> value, boolean each) {
        return new Column(name, type.name(), Columns.of(rows, value, type.array()), each);
    }

    /** A query of all columns by their names, in parentheses; its parameters have their names too. */
    public String sql() {
        List<Column> arrays = columns.stream().filter(this::isArray).toList();
        String select = columns.stream().map(this::selected).collect(Collectors.joining(", ", "(SELECT ", ""));
        return arrays.isEmpty()
                ? select + ")"
                : arrays.stream().map(Column::array).collect(Collectors.joining(", ", select + " FROM unnest(", ")"))
                        + arrays.stream().map(Column::name).collect(Collectors.joining(", ", " AS rows(", "))"));
    }

    /** Names of the columns that a row fills. */
    public List<String> filled() {
        return columns.stream()
                .filter(column -> column.filled)
                .map(Column::name)
                .toList();
    }

    /** The parameters. */
    public Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Column column : columns) {
            if (column.filled) {
                values.put(column.name, isArray(column) ? column.values : column.values[0]);
            }
        }
        return values;
    }

    private boolean isArray(Column column) {
        return rows.size() > 1 && column.filled && (column.each || !inCommon);
    }

    private String selected(Column column) {
        if (isArray(column)) {
            return "rows." + column.name;
        }
        return (column.filled ? ":" + column.name : "NULL") + "::" + column.type + " AS " + column.name;
    }

    private static final class Column {
        final String name;
        final String type;
        final @Nullable Object[] values;
        final boolean each;
        final boolean filled;

        Column(String name, String type, @Nullable Object[] values, boolean each) {
            this.name = name;
            this.type = type;
            this.values = values;
            this.each = each;
            this.filled = Arrays.stream(values).anyMatch(Objects::nonNull);
        }

        String name() {
            return name;
        }

        boolean isTheSame() {
            return Arrays.stream(values).allMatch(value -> Objects.equals(value, values[0]));
        }

        String array() {
            return ":" + name + "::" + type + "[]";
        }
    }
}
