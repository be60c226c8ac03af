package dev.waybill.shared.database;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Values of many rows as {@code unnest} takes them: an array a column. */
public final class Columns {

    private Columns() {}

    /** @param array makes an empty one of so many elements, whose type is that of the column */
    public static <R, T> @Nullable T[] of(
            List<R> rows, Function<R, @Nullable T> value, IntFunction<@Nullable T[]> array) {
        @Nullable T[] values = array.apply(rows.size());
        for (int place = 0; place < values.length; place++) {
            values[place] = value.apply(rows.get(place));
        }
        return values;
    }

    /** The same of a column of texts. */
    public static <R> @Nullable String[] texts(List<R> rows, Function<R, @Nullable String> value) {
        return of(rows, value, String[]::new);
    }
}
