package dev.waybill.worker.imports;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a file are imported.
 *
 * @param only their numbers; null for all
 */
record WantedRows(@Nullable BitSet only) {

    static final WantedRows ALL = new WantedRows(null);

    boolean contains(long record) {
        return only == null || (record <= Integer.MAX_VALUE && only.get((int) record));
    }

    /** @param records how many the file has */
    long count(long records) {
        return only == null ? records : only.cardinality();
    }
}
