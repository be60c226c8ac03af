package dev.waybill.worker.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in the file.
 *
 * @param row its row as a spreadsheet counts them, from 1
 * @param fields its fields; those before the fault when there is one
 * @param blank whether there is nothing in it
 * @param fault why it cannot be used; null when it can
 */
record RawRecord(
        long row,
        List<String> fields,
        boolean blank,
        @Nullable Fault fault) {
    RawRecord {
        fields = List.copyOf(fields);
    }
}
