package dev.waybill.worker.imports;

import dev.waybill.shared.imports.ImportField;
import dev.waybill.shared.imports.SourceRow;
import dev.waybill.worker.source.Fault;
import dev.waybill.worker.source.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record seen through the columns of its file. */
record Row(Columns columns, SourceRecord record) {

    /** Its number among the records, from 0: the index of its item. */
    long number() {
        return record.number();
    }

    /** Its row as a spreadsheet counts them. */
    long row() {
        return record.row();
    }

    @Nullable
    Fault fault() {
        return record.fault();
    }

    /** What it says for the field, without surrounding blanks; null when it says nothing. */
    @Nullable
    String text(ImportField field) {
        return value(columns.index(field));
    }

    /** What stands under that header; null when nothing does. */
    @Nullable
    String text(String header) {
        return value(columns.index(header));
    }

    /** What stands in that column, from 0; null when nothing does. */
    @Nullable
    String value(int index) {
        if (index < 0 || index >= record.values().size()) {
            return null;
        }
        String value = record.values().get(index).strip();
        return value.isEmpty() ? null : value;
    }

    /** All that it says for the field, one value or several; without surrounding blanks. */
    List<String> texts(ImportField field) {
        return values(columns.index(field));
    }

    /** All values in that column, from 0. */
    List<String> values(int index) {
        return index < 0
                ? List.of()
                : record.all(index).stream()
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .toList();
    }

    /** The same row with what it leaves empty in these columns taken from another one. */
    Row inheriting(Row other, List<Integer> indexes) {
        List<String> values = new ArrayList<>(record.values());
        for (int index : indexes) {
            String inherited = other.value(index);
            if (value(index) == null && inherited != null) {
                values.set(index, inherited);
            }
        }
        return new Row(columns, new SourceRecord(number(), row(), values, fault(), record.repeated()));
    }

    /** The row as it stands in the file, to be kept in the database, which takes no zero characters. */
    SourceRow source() {
        List<String> values = record.values().stream()
                .map(value -> value.replace('\0', '\uFFFD'))
                .toList();
        return new SourceRow(row(), columns.names(), values);
    }
}
