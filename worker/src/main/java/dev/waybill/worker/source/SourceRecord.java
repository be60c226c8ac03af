package dev.waybill.worker.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a source.
 *
 * @param number its position among the records, from 0; blank ones are not counted
 * @param row its row as a spreadsheet counts them, from 1, the header and blank rows included
 * @param values its values, at least one a column: a short record is filled up with empty ones, a long one keeps what is
 *     too much at its end
 * @param fault why it cannot be used; null when it can
 */
public record SourceRecord(
        long number,
        long row,
        List<String> values,
        @Nullable Fault fault) {
    public SourceRecord {
        values = List.copyOf(values);
    }

    /** How many characters it holds. */
    public long size() {
        return values.stream().mapToLong(String::length).sum();
    }
}
