package dev.waybill.worker.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays records flat: a column for each path ({@code price/amount}), in the order in which paths are first seen, so that the
 * same records always give the same columns. All that an array holds goes to the array's path, one value a line.
 */
final class JsonFlattening {

    /** The column of the names, when the records are members of an object. */
    static final String KEY = "@key";

    private static final int EXCERPT = 200;
    private static final int KEPT_CAPACITY = 1 << 12;
    private static final int MOST_DIGITS = 60;

    private final ReadLimits limits;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final List<StringBuilder> values = new ArrayList<>();
    private long chars;
    private @Nullable Fault fault;

    JsonFlattening(ReadLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads the record that begins at the parser's token, to its end.
     *
     * @param key its name; null without one
     */
    void read(JsonParser parser, @Nullable String key) throws IOException {
        forget();
        if (key != null) {
            add(KEY, key);
        }
        if (parser.isExpectedStartObjectToken()) {
            value(parser, "");
        } else {
            fault = new Fault("not_an_object", "The record is no JSON object.");
            parser.skipChildren();
        }
    }

    /** Why the last record cannot be used; null when it can. */
    @Nullable
    Fault fault() {
        return fault;
    }

    /** The last record's values, so many as there are columns. */
    List<String> values(int count) {
        List<String> texts = new ArrayList<>(count);
        for (int column = 0; column < count; column++) {
            texts.add(column < values.size() ? values.get(column).toString() : "");
        }
        return texts;
    }

    /** The paths so far. */
    List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    private void value(JsonParser parser, String path) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = escaped(parser.currentName());
                    JsonToken unusedValue = parser.nextToken();
                    value(parser, path.isEmpty() ? name : path + "/" + name);
                }
            }
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value(parser, path);
                }
            }
            case VALUE_NULL -> add(path, "");
            case VALUE_NUMBER_FLOAT -> add(path, plain(parser.getText()));
            default -> add(path, parser.getText());
        }
    }

    private void add(String path, String text) {
        StringBuilder value = column(path);
        if (value == null || fault != null || text.isEmpty()) {
            return;
        }
        chars += text.length();
        if (value.length() + text.length() > limits.fieldChars() || chars > limits.recordChars()) {
            fault = new Fault("field_too_large", "A value of the record is too long.");
            value.append(text, 0, Math.min(text.length(), EXCERPT)).setLength(Math.min(value.length(), EXCERPT));
        } else {
            value.append(value.isEmpty() ? "" : "\n").append(text);
            if (text.indexOf('\0') >= 0) {
                fault = new Fault("invalid_character", "The record holds a zero character.");
            }
        }
    }

    private @Nullable StringBuilder column(String path) {
        Integer known = columns.get(path);
        if (known != null) {
            return values.get(known);
        }
        if (columns.size() == limits.columns()) {
            fault = new Fault("too_many_columns", "The records have more than %,d paths.".formatted(limits.columns()));
            return null;
        }
        columns.put(path, values.size());
        StringBuilder value = new StringBuilder();
        values.add(value);
        return value;
    }

    private void forget() {
        fault = null;
        chars = 0;
        for (int column = 0; column < values.size(); column++) {
            if (values.get(column).capacity() > KEPT_CAPACITY) {
                values.set(column, new StringBuilder());
            } else {
                values.get(column).setLength(0);
            }
        }
    }

    /** As in a JSON pointer, so that a slash in a name is no step of a path. */
    private static String escaped(String name) {
        return name.indexOf('/') < 0 && name.indexOf('~') < 0
                ? name
                : name.replace("~", "~0").replace("/", "~1");
    }

    /** Without an exponent, unless that would be absurdly long. */
    private static String plain(String number) {
        boolean exponent = number.indexOf('e') >= 0 || number.indexOf('E') >= 0;
        if (!exponent || number.length() > MOST_DIGITS) {
            return number;
        }
        try {
            BigDecimal decimal = new BigDecimal(number);
            return Math.abs((long) decimal.scale()) > MOST_DIGITS ? number : decimal.toPlainString();
        } catch (NumberFormatException beyond) {
            return number;
        }
    }
}
