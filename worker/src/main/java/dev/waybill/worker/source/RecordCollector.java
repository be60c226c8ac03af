package dev.waybill.worker.source;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the fields of one record, up to the limits: what goes beyond them is cut, and makes the record a fault. */
final class RecordCollector extends AbstractBaseCsvCallbackHandler<RawRecord> {

    private static final int EXCERPT = 200;

    private final ReadLimits limits;
    private final List<String> fields = new ArrayList<>();
    private long chars;
    private boolean blank = true;
    private @Nullable Fault fault;
    private long row;

    RecordCollector(ReadLimits limits) {
        this.limits = limits;
    }

    /** What was gathered before the parser gave up on the record. */
    RawRecord broken(Fault why) {
        return new RawRecord(row, fields, false, why);
    }

    @Override
    protected void handleBegin(long line) {
        row++;
        fields.clear();
        chars = 0;
        blank = true;
        fault = null;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        chars += length;
        blank = blank && isBlank(buffer, offset, length);
        if (index > limits.columns()) {
            // said before: a row can have millions
            return;
        }
        if (index == limits.columns()) {
            fault = new Fault("ragged_row", "The row has more than %,d fields.".formatted(limits.columns()));
        } else if (length > limits.fieldChars() || chars > limits.recordChars()) {
            fault = new Fault("field_too_large", "A field of the row is too long.");
            fields.add(excerpt(buffer, offset, length));
        } else {
            fields.add(new String(buffer, offset, length));
        }
    }

    @Override
    protected RawRecord buildRecord() {
        return new RawRecord(row, fields, blank, fault);
    }

    private static String excerpt(char[] buffer, int offset, int length) {
        int end = Math.min(length, EXCERPT);
        boolean splitsPair = end > 0 && end < length && Character.isHighSurrogate(buffer[offset + end - 1]);
        return new String(buffer, offset, splitsPair ? end - 1 : end);
    }

    /** ASCII only, so that the count of records does not depend on the encoding. */
    private static boolean isBlank(char[] buffer, int offset, int length) {
        for (int at = offset; at < offset + length; at++) {
            if (buffer[at] > ' ') {
                return false;
            }
        }
        return true;
    }
}
