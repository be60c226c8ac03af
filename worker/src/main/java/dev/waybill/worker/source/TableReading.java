package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a table once: the header first, then its records. */
final class TableReading implements RecordReader {

    private final Rows rows;
    private int columns;
    private long number;

    TableReading(Rows rows) {
        this.rows = rows;
    }

    /** The names of the columns; to be called once, before the first record. */
    List<String> header() throws IOException {
        RawRecord first = nextFilled();
        if (first == null) {
            throw new Rejected("empty_file", "The file is empty.");
        }
        if (first.fault() != null) {
            throw new Rejected(
                    "no_usable_header",
                    "The header cannot be read: " + first.fault().message());
        }
        List<String> names = uniqueNames(first.fields());
        columns = names.size();
        return names;
    }

    @Override
    public @Nullable SourceRecord next() throws IOException {
        RawRecord raw = nextFilled();
        return raw == null ? null : new SourceRecord(number++, raw.row(), padded(raw.fields()), fault(raw));
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    /** How many records there are from here on. */
    long count(ReadLimits limits) throws IOException {
        long records = 0;
        while (next() != null) {
            if (++records > limits.records()) {
                throw new Rejected(
                        "too_many_rows", "The file has more than %,d rows; split it.".formatted(limits.records()));
            }
        }
        return records;
    }

    private @Nullable RawRecord nextFilled() throws IOException {
        RawRecord record = rows.next();
        while (record != null && record.blank()) {
            record = rows.next();
        }
        return record;
    }

    private @Nullable Fault fault(RawRecord raw) {
        if (raw.fault() != null) {
            return raw.fault();
        }
        List<String> fields = raw.fields();
        if (fields.size() > columns
                && !fields.subList(columns, fields.size()).stream().allMatch(String::isBlank)) {
            return new Fault("ragged_row", "The row has %d fields, the header %d.".formatted(fields.size(), columns));
        }
        return fields.stream().anyMatch(field -> field.indexOf('\0') >= 0)
                ? new Fault("invalid_character", "The row holds a zero character.")
                : null;
    }

    private List<String> padded(List<String> fields) {
        List<String> values = new ArrayList<>(fields);
        while (values.size() < columns) {
            values.add("");
        }
        return values;
    }

    private static List<String> uniqueNames(List<String> header) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String field : header) {
            String name = field.replace("\uFEFF", "").replace('\0', ' ').strip();
            name = name.isEmpty() ? "column " + (names.size() + 1) : name;
            String unique = name;
            for (int copy = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); copy++) {
                unique = name + " (" + copy + ")";
            }
            names.add(unique);
        }
        return names;
    }
}
