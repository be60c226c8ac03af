package dev.waybill.worker.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a first reading found: all that is needed to read again in the same way, so it is kept in checkpoints.
 *
 * @param charset IANA name of the encoding; null for a format that has none
 * @param delimiter the character between two fields; null for a format that has none
 * @param columns names of the columns in their order, unique, without surrounding blanks
 * @param records how many records there are, those with a fault included
 * @param part where in the source the records stand: the path of the record element, the name of the sheet; null for a
 *     format that has no parts
 */
public record Survey(
        @Nullable String charset,
        @Nullable String delimiter,
        List<String> columns,
        long records,
        @Nullable String part) {
    public Survey {
        columns = List.copyOf(columns);
    }

    /** Of a format that has no parts. */
    public Survey(@Nullable String charset, @Nullable String delimiter, List<String> columns, long records) {
        this(charset, delimiter, columns, records, null);
    }

    Survey withColumns(List<String> newColumns) {
        return new Survey(charset, delimiter, newColumns, records, part);
    }

    Survey withRecords(long newRecords) {
        return new Survey(charset, delimiter, columns, newRecords, part);
    }

    Survey withCharset(String newCharset) {
        return new Survey(newCharset, delimiter, columns, records, part);
    }
}
