package dev.waybill.worker.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON texts once, one after the other. */
final class JsonReading implements Closeable {

    private final Iterator<Content> texts;
    private final JsonOptions options;
    private final ReadLimits limits;
    private final PathTree paths = new PathTree("", "json_too_complex");
    private @Nullable JsonRecords open;
    private boolean found;
    private boolean listed;

    JsonReading(List<Content> texts, JsonOptions options, ReadLimits limits) {
        this.texts = texts.iterator();
        this.options = options;
        this.limits = limits;
    }

    /** The next record; null after the last. */
    @Nullable
    RecordFields next() throws IOException {
        JsonRecords records = withRecord();
        if (records == null) {
            return null;
        }
        try {
            return JsonFields.read(records.parser(), records.key(), paths, limits);
        } catch (JsonProcessingException failure) {
            throw records.refused(failure);
        }
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
