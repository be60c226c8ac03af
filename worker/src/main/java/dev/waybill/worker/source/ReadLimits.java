package dev.waybill.worker.source;

/**
 * What bounds the memory of reading, whatever the size of the source.
 *
 * @param fieldChars a longer field makes its record a fault; a field four times as long makes the source unreadable,
 *     since that is a quote which was never closed
 * @param recordChars a longer record is a fault
 * @param columns a record with more fields is a fault
 * @param records a source with more records is refused by its survey
 */
public record ReadLimits(int fieldChars, int recordChars, int columns, long records) {

    /** One million characters a field, four a record, 2,000 columns, one million records. */
    public static final ReadLimits DEFAULTS = new ReadLimits(1 << 20, 4 << 20, 2_000, 1_000_000);

    public ReadLimits {
        if (fieldChars < 1 || recordChars < fieldChars || columns < 1 || records < 1) {
            throw new IllegalArgumentException("limits start at 1, and a record holds at least one longest field");
        }
    }

    int bufferChars() {
        return Math.max(1 << 16, (int) Math.min(4L * fieldChars, 1 << 28));
    }
}
