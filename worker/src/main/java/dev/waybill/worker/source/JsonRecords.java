package dev.waybill.worker.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.waybill.shared.job.Rejected;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records of a JSON text: the elements of an array, the members of an object, or the values of the text itself.
 * What stands around them is read too, so that a broken text is noticed wherever it is broken.
 */
final class JsonRecords implements Closeable {

    private final JsonParser parser;
    private final JsonPointer pointer;
    private @Nullable JsonToken end;
    private @Nullable String key;
    private boolean begun;
    private boolean found;
    private boolean listed;

    /** @param pointer to the records; null or empty for the text itself */
    JsonRecords(InputStream bytes, @Nullable String pointer) throws IOException {
        this.parser = JsonText.parse(bytes);
        this.pointer = JsonPointer.compile(Objects.requireNonNullElse(pointer, ""));
    }

    /** Goes to the first token of the next record; the one before must have been read to its end. False after the last. */
    boolean next() throws IOException {
        try {
            while (end == null || !nextInside()) {
                if (parser.nextToken() == null) {
                    return false;
                }
                begun = true;
                if (enter()) {
                    return true;
                }
            }
            return true;
        } catch (JsonProcessingException failure) {
            throw refused(failure);
        }
    }

    /** Stands on the record's first token. */
    JsonParser parser() {
        return parser;
    }

    /** The record's name, when the records are members of an object. */
    @Nullable
    String key() {
        return key;
    }

    /** Whether the place of the records was there, though perhaps empty. */
    boolean found() {
        return found;
    }

    /** Whether they stood in an array or object, so that it is sure that they are records. */
    boolean listed() {
        return listed;
    }

    Rejected refused(JsonProcessingException failure) {
        return JsonText.refused(failure, begun);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** @return whether the value that begins here is a record itself */
    private boolean enter() throws IOException {
        if (!JsonText.descend(parser, pointer)) {
            leave();
            return false;
        }
        boolean array = parser.isExpectedStartArrayToken();
        boolean members = parser.isExpectedStartObjectToken() && !pointer.matches();
        if (array || members) {
            end = array ? JsonToken.END_ARRAY : JsonToken.END_OBJECT;
            found = true;
            listed = true;
            return false;
        }
        boolean record = parser.isExpectedStartObjectToken();
        found = found || record || parser.hasToken(JsonToken.VALUE_NULL);
        if (!record) {
            leave();
        }
        return record;
    }

    private boolean nextInside() throws IOException {
        if (parser.nextToken() == end) {
            end = null;
            leave();
            return false;
        }
        if (end == JsonToken.END_OBJECT) {
            key = parser.currentName();
            JsonToken unusedValue = parser.nextToken();
        }
        return true;
    }

    /** Reads on to the end of the value that holds the records. */
    private void leave() throws IOException {
        key = null;
        while (!parser.getParsingContext().inRoot()) {
            JsonToken unused = parser.nextToken();
        }
    }
}
