package dev.waybill.worker.source;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a record says: names with values in the order of the document, a name as often as it comes. */
final class RecordFields {

    /** One value. */
    record Field(String name, String value) {}

    private static final int MOST = 10_000;
    private static final Fault TOO_LONG = new Fault("field_too_large", "The record is too long.");

    private final ReadLimits limits;
    private final List<Field> fields = new ArrayList<>();
    private long chars;
    private @Nullable Fault fault;

    RecordFields(ReadLimits limits) {
        this.limits = limits;
    }

    /** Whether there is room for more text in the record, which becomes unusable otherwise. */
    boolean hasRoom(int more) {
        chars += more;
        if (chars > limits.recordChars()) {
            fault = TOO_LONG;
        }
        return chars <= limits.recordChars();
    }

    /** Adds text that there is room for. */
    void add(String name, String value) {
        if (fields.size() == MOST) {
            fault = TOO_LONG;
        } else {
            fields.add(new Field(name, value));
        }
    }

    /** Takes the text away. */
    void add(String name, BoundedText text) {
        if (text.cut()) {
            fault = new Fault("field_too_large", "The value of %s is too long.".formatted(name));
        }
        add(name, text.take());
    }

    /** Makes the record unusable. */
    void fail(Fault why) {
        fault = why;
    }

    /** The first value of that name; null when there is none. */
    @Nullable
    String first(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return field.value();
            }
        }
        return null;
    }

    List<Field> all() {
        return fields;
    }

    @Nullable
    Fault fault() {
        return fault;
    }
}
