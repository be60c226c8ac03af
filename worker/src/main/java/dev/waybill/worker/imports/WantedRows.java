package dev.waybill.worker.imports;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a source are imported.
 *
 * @param only their numbers; null for all
 * @param end the first number that is not looked at
 */
record WantedRows(@Nullable BitSet only, long end) {

    static final WantedRows ALL = new WantedRows(null, Long.MAX_VALUE);

    /** Those of them that are among the first ones. */
    WantedRows first(int records) {
        return new WantedRows(only, records);
    }

    boolean contains(long record) {
        return record < end && (only == null || (record <= Integer.MAX_VALUE && only.get((int) record)));
    }

    /** @param records how many the source has */
    long count(long records) {
        long last = Math.min(records, end);
        return only == null
                ? last
                : only.stream().filter(record -> record < last).count();
    }
}
