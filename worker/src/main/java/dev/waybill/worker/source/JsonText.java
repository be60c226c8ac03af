package dev.waybill.worker.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.io.InputStream;

/** JSON of others, read token by token within limits. */
final class JsonText {

    private static final int DEEPEST = 100;
    private static final int LONGEST_NAME = 1_024;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            // both are for documents that one trusts
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(4 * ReadLimits.DEFAULTS.fieldChars())
                    .build())
            .build();

    private JsonText() {}

    /** The parser closes the bytes. */
    static JsonParser parse(InputStream bytes) throws IOException {
        return FACTORY.createParser(bytes);
    }

    /**
     * Goes from a value's first token to the first token of what the pointer names in it.
     *
     * @return false when there is nothing; the parser then stands somewhere in the value
     */
    static boolean descend(JsonParser parser, JsonPointer pointer) throws IOException {
        for (JsonPointer left = pointer; !left.matches(); left = left.tail()) {
            if (!(parser.isExpectedStartArrayToken() ? element(parser, left) : member(parser, left))) {
                return false;
            }
        }
        return true;
    }

    /** @param begun whether some of it could be read */
    static Rejected refused(JsonProcessingException failure, boolean begun) {
        if (failure instanceof StreamConstraintsException) {
            return new Rejected(
                    "json_too_complex", "The JSON has a text or a name that is far too long, or is nested too deeply.");
        }
        if (!begun) {
            return new Rejected("not_json", "The content is no JSON.");
        }
        JsonLocation at = failure.getLocation();
        return new Rejected(
                "json_malformed",
                "The JSON is broken or ends too early, at line %,d, column %,d."
                        .formatted(at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr()));
    }

    private static boolean element(JsonParser parser, JsonPointer wanted) throws IOException {
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            if (wanted.matchesElement(index)) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static boolean member(JsonParser parser, JsonPointer wanted) throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            return false;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken unusedValue = parser.nextToken();
            if (wanted.matchesProperty(name)) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }
}
