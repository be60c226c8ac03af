package dev.waybill.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A value that obeys a JSON schema, the same one every time. Arrays have as many elements as {@code maxItems} allows; a
 * member of the element of an array takes the value that members of its name have in the prompt, so that answers name the
 * ids they were asked about. A schema of locations gets {@link InventedLocations}.
 */
final class SchemaValues {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USUAL_ELEMENTS = 3;

    private final PromptData data;

    SchemaValues(PromptData data) {
        this.data = data;
    }

    JsonNode value(JsonNode schema) {
        return value(schema, "value", 0);
    }

    private JsonNode value(JsonNode schema, String name, int index) {
        if (schema.has("enum")) {
            return schema.path("enum").get(index % schema.path("enum").size());
        }
        if (schema.has("anyOf")) {
            return value(schema.path("anyOf").get(0), name, index);
        }
        return switch (type(schema)) {
            case "object" -> object(schema, index);
            case "array" -> array(schema, name);
            case "integer" -> JsonNodeFactory.instance.numberNode(Math.round(number(schema, index)));
            case "number" -> JsonNodeFactory.instance.numberNode(number(schema, index));
            case "boolean" -> JsonNodeFactory.instance.booleanNode(index % 2 == 0);
            case "null" -> JsonNodeFactory.instance.nullNode();
            default -> JsonNodeFactory.instance.textNode(text(schema, name, index));
        };
    }

    private ObjectNode object(JsonNode schema, int index) {
        ObjectNode object = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            List<JsonNode> given = identifies(property.getKey()) ? data.all(property.getKey()) : List.of();
            object.set(
                    property.getKey(),
                    index < given.size() ? given.get(index) : value(property.getValue(), property.getKey(), index));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, String name) {
        JsonNode element = schema.path("items");
        int count = schema.path("maxItems").asInt(schema.path("minItems").asInt(USUAL_ELEMENTS));
        JsonNode members = element.path("properties");
        if (members.has("address") && members.has("city") && members.has("name")) {
            return InventedLocations.next(data, count);
        }
        ArrayNode array = JSON.createArrayNode();
        for (int index = 0; index < count; index++) {
            array.add(value(element, name, index));
        }
        return array;
    }

    private static String text(JsonNode schema, String name, int index) {
        String text = switch (schema.path("format").asText(name)) {
            case "phone" -> "+1 212 555 01%02d".formatted(index % 100);
            case "website" -> "https://example.com/places/%d".formatted(index + 1);
            case "monday", "tuesday", "wednesday", "thursday", "friday" -> "09:00-18:00";
            case "saturday", "sunday" -> "closed";
            case "date" -> "2026-01-%02d".formatted(1 + index % 28);
            case "date-time" -> "2026-01-%02dT08:00:00Z".formatted(1 + index % 28);
            default -> "Invented %s %d".formatted(name.replace('_', ' '), index + 1);
        };
        int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    private static double number(JsonNode schema, int index) {
        double least = schema.path("minimum").asDouble(0);
        double most = schema.path("maximum").asDouble(Math.max(1, least) * 100);
        return least + (most - least) * (index % 4 + 1) / 5;
    }

    private static boolean identifies(String name) {
        return name.equals("id") || name.endsWith("_id") || name.equals("key");
    }

    /** The first type that is not null, in JSON Schema's words; the older dialect writes them in capitals. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (!one.asText().equals("null")) {
                    return one.asText();
                }
            }
        }
        return type.asText(schema.has("properties") ? "object" : "string").toLowerCase(Locale.ROOT);
    }
}
