package dev.waybill.worker.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a source.
 *
 * <p>A column can hold several values, for example the images of a product in XML. Then {@link #values()} has them in one
 * text, a line each, and {@link #all(int)} tells them apart.
 *
 * @param number its position among the records, from 0; blank ones are not counted
 * @param row its row as a spreadsheet counts them, from 1, the header and blank rows included; in a format without rows
 *     its position from 1
 * @param values its values, at least one a column: a short record is filled up with empty ones, a long one keeps what is
 *     too much at its end
 * @param fault why it cannot be used; null when it can
 * @param repeated the columns, by their index from 0, that hold more than one value, with all of them in order
 */
public record SourceRecord(
        long number,
        long row,
        List<String> values,
        @Nullable Fault fault,
        Map<Integer, List<String>> repeated) {
    public SourceRecord {
        values = List.copyOf(values);
        repeated = repeated.isEmpty() ? Map.of() : deepCopyOf(repeated);
    }

    /** A record with one value a column. */
    public SourceRecord(long number, long row, List<String> values, @Nullable Fault fault) {
        this(number, row, values, fault, Map.of());
    }

    /** All values of a column, by its index from 0: none when it is empty. */
    public List<String> all(int column) {
        List<String> several = repeated.get(column);
        if (several != null) {
            return several;
        }
        String value = column < values.size() ? values.get(column) : "";
        return value.isEmpty() ? List.of() : List.of(value);
    }

    /** How many characters it holds. */
    public long size() {
        return values.stream().mapToLong(String::length).sum();
    }

    private static Map<Integer, List<String>> deepCopyOf(Map<Integer, List<String>> repeated) {
        Map<Integer, List<String>> copy = new HashMap<>();
        repeated.forEach((column, several) -> copy.put(column, List.copyOf(several)));
        return Map.copyOf(copy);
    }
}
