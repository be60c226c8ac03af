package dev.waybill.shared.database;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
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

    /**
     * A type of PostgreSQL.
     *
     * @param array makes an empty array of what stands for its values in Java
     */
    public record Type<T>(String name, IntFunction<@Nullable T[]> array) {
        public static final Type<Long> BIGINT = new Type<>("bigint", Long[]::new);
        public static final Type<Integer> INT = new Type<>("int", Integer[]::new);
        public static final Type<Boolean> BOOLEAN = new Type<>("boolean", Boolean[]::new);
        public static final Type<String> TEXT = new Type<>("text", String[]::new);
        public static final Type<String> JSONB = new Type<>("jsonb", String[]::new);
        public static final Type<String> TIMESTAMP = new Type<>("timestamp", String[]::new);
        public static final Type<String> TIMESTAMPTZ = new Type<>("timestamptz", String[]::new);
        public static final Type<UUID> UUID = new Type<>("uuid", UUID[]::new);
    }

    /** Adds a column whose values differ from row to row. */
    public <T> RowSource<R> each(String name, Type<T> type, Function<R, @Nullable T> value) {
        columns.add(column(name, type, value, true));
        return this;
    }

    /** Adds a column whose values are often the same for all rows. */
    public <T> RowSource<R> common(String name, Type<T> type, Function<R, @Nullable T> value) {
        Column column = column(name, type, value, false);
        inCommon &= column.isTheSame();
        columns.add(column);
        return this;
    }

    private <T> Column column(String name, Type<T> type, Function<R, @Nullable T> value, boolean each) {
        return new Column(name, type.name, Columns.of(rows, value, type.array), each);
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
        return columns.stream().filter(Column::isFilled).map(Column::name).toList();
    }

    /** The parameters. */
    public Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Column column : columns) {
            if (column.isFilled()) {
                values.put(column.name, isArray(column) ? column.values : column.values[0]);
            }
        }
        return values;
    }

    private boolean isArray(Column column) {
        return rows.size() > 1 && column.isFilled() && (column.each || !inCommon);
    }

    private String selected(Column column) {
        if (isArray(column)) {
            return "rows." + column.name;
        }
        return (column.isFilled() ? ":" + column.name : "NULL") + "::" + column.type + " AS " + column.name;
    }

    private record Column(String name, String type, @Nullable Object[] values, boolean each) {

        boolean isFilled() {
            for (Object value : values) {
                if (value != null) {
                    return true;
                }
            }
            return false;
        }

        boolean isTheSame() {
            for (Object value : values) {
                if (!Objects.equals(value, values[0])) {
                    return false;
                }
            }
            return true;
        }

        String array() {
            return ":" + name + "::" + type + "[]";
        }
    }
}
