package dev.waybill.worker.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON texts once, one after the other. */
final class JsonReading implements RecordReader {

    private final Iterator<Content> texts;
    private final JsonOptions options;
    private final JsonFlattening flattening;
    private final int columns;
    private @Nullable JsonRecords open;
    private boolean found;
    private boolean listed;
    private long number;

    /** @param columns how many values a record gets at least */
    JsonReading(List<Content> texts, JsonOptions options, ReadLimits limits, int columns) {
        this.texts = texts.iterator();
        this.options = options;
        this.flattening = new JsonFlattening(limits);
        this.columns = columns;
    }

    @Override
    public @Nullable SourceRecord next() throws IOException {
        JsonRecords records = withRecord();
        if (records == null) {
            return null;
        }
        try {
            flattening.read(records.parser(), records.key());
        } catch (JsonProcessingException failure) {
            throw records.refused(failure);
        }
        long current = number++;
        return new SourceRecord(current, current + 1, flattening.values(columns), flattening.fault());
    }

    /** The paths of all records so far. */
    List<String> paths() {
        return flattening.columns();
    }

    /** Whether the records' place was there in some text so far. */
    boolean found() {
        return found;
    }

    /** Whether they stood in an array or object. */
    boolean listed() {
        return listed;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }

    private @Nullable JsonRecords withRecord() throws IOException {
        while (open != null || texts.hasNext()) {
            if (open == null) {
                open = new JsonRecords(texts.next().open(), options.records());
            }
            boolean record = open.next();
            found = found || open.found();
            listed = listed || open.listed();
            if (record) {
                return open;
            }
            open.close();
            open = null;
        }
        return null;
    }
}
