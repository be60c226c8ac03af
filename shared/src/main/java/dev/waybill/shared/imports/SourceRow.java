package dev.waybill.shared.imports;

import java.util.List;

/**
 * A row of a file that could not be imported, as it is kept in {@code process_items.after_state}, so that it can be given
 * back, corrected and uploaded again. Lists, since a JSON object in the database would forget the order of the columns.
 *
 * @param row its row as a spreadsheet counts them, from 1
 * @param columns names of the columns, in the file's order
 * @param values its values; more than columns when the row is too long
 */
public record SourceRow(long row, List<String> columns, List<String> values) {
    public SourceRow {
        columns = List.copyOf(columns);
        values = List.copyOf(values);
    }
}
