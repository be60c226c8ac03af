package dev.waybill.worker.ai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What is whole in JSON that was cut. */
public final class TruncatedJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TruncatedJson() {}

    /** The complete elements of the array that is this member of the root object. */
    public static List<JsonNode> elements(String text, String member) {
        List<JsonNode> whole = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT && arrayOf(parser, member)) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    JsonNode element = JSON.readTree(parser);
                    whole.add(element);
                }
            }
        } catch (JsonProcessingException cut) {
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return whole;
    }

    private static boolean arrayOf(JsonParser parser, String member) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            boolean array = parser.nextToken() == JsonToken.START_ARRAY;
            if (name.equals(member) && array) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }
}
