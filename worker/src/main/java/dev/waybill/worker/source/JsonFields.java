package dev.waybill.worker.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Lays a record of JSON flat: every value under its path ({@code price/amount}). All that an array holds stands under the
 * array's path.
 */
final class JsonFields {

    /** The name of a record that is a member of an object. */
    static final String KEY = "@key";

    private static final int MOST_DIGITS = 60;

    private final JsonParser parser;
    private final ReadLimits limits;
    private final RecordFields fields;

    private JsonFields(JsonParser parser, ReadLimits limits) {
        this.parser = parser;
        this.limits = limits;
        this.fields = new RecordFields(limits);
    }

    /**
     * Reads the record that begins at the parser's token, to its end.
     *
     * @param key its name; null without one
     * @param paths the paths of all records
     */
    static RecordFields read(JsonParser parser, @Nullable String key, PathTree paths, ReadLimits limits)
            throws IOException {
        JsonFields record = new JsonFields(parser, limits);
        if (key != null) {
            record.add(paths.root().child(KEY), key);
        }
        if (parser.isExpectedStartObjectToken()) {
            record.value(paths.root());
        } else {
            record.fields.fail(new Fault("not_an_object", "The record is no JSON object."));
            parser.skipChildren();
        }
        return record.fields;
    }

    private void value(PathTree.Node path) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    PathTree.Node member = path.child(named(parser.currentName()));
                    JsonToken unusedValue = parser.nextToken();
                    value(member);
                }
            }
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value(path);
                }
            }
            case VALUE_NULL -> add(path, "");
            case VALUE_NUMBER_FLOAT -> add(path, plain(parser.getText()));
            default -> add(path, parser.getText());
        }
    }

    private void add(PathTree.Node path, String value) {
        if (!fields.hasRoom(value.length())) {
            fields.add(path.path(), "");
        } else if (value.length() > limits.fieldChars()) {
            BoundedText text = new BoundedText(limits.fieldChars());
            text.append(value.toCharArray(), 0, value.length());
            fields.add(path.path(), text);
        } else {
            fields.add(path.path(), value);
        }
        if (value.indexOf('\0') >= 0) {
            fields.fail(new Fault("invalid_character", "The record holds a zero character."));
        }
    }

    /** As in a JSON pointer, so that a slash in a name is no step of a path. */
    private static String named(String name) {
        String spaced = name.replace('\0', ' ').strip();
        String visible = spaced.isEmpty() ? "_" : spaced;
        return visible.indexOf('/') < 0 && visible.indexOf('~') < 0
                ? visible
                : visible.replace("~", "~0").replace("/", "~1");
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
