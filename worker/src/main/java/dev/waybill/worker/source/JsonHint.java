package dev.waybill.worker.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where the records of a JSON document could be, for somebody who did not say it or was wrong. */
final class JsonHint {

    private static final int MOST = 5;

    private JsonHint() {}

    static Rejected recordsNotFound(Content document) throws IOException {
        List<String> places = places(document);
        String hint = places.isEmpty() ? "" : " Perhaps they are at " + String.join(" or ", places) + ".";
        return new Rejected("records_not_found", "There are no records where they should be." + hint);
    }

    /** Members of the document that are arrays of objects. */
    static List<String> places(Content document) throws IOException {
        List<String> places = new ArrayList<>();
        try (JsonParser parser = JsonText.parse(document.open())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return places;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME && places.size() < MOST) {
                String name = parser.currentName();
                if (isListOfObjects(parser)) {
                    places.add("/" + name.replace("~", "~0").replace("/", "~1"));
                }
            }
        } catch (JsonProcessingException broken) {
            return places;
        }
        return places;
    }

    private static boolean isListOfObjects(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return false;
        }
        boolean objects = parser.nextToken() == JsonToken.START_OBJECT;
        for (int open = objects ? 2 : parser.hasToken(JsonToken.END_ARRAY) ? 0 : 1; open > 0; ) {
            JsonToken token = parser.currentToken();
            token = parser.nextToken();
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return objects;
    }
}
