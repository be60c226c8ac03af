package dev.waybill.shared.locations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Drafts as the statements take them, and states as they give them back; numbers keep their digits. */
final class LocationJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private LocationJson() {}

    /** A list of {@code {"identity_key", "name_key", "columns": {...}}}. */
    static String write(List<Locations.Keyed> drafts, Set<LocationColumn> columns) {
        Set<String> names = columns.stream().map(LocationColumn::columnName).collect(Collectors.toSet());
        ArrayNode list = JSON.createArrayNode();
        for (Locations.Keyed keyed : drafts) {
            ObjectNode known = JSON.valueToTree(keyed.draft());
            known.retain(names);
            list.addObject()
                    .put("identity_key", keyed.identity().key())
                    .put("name_key", keyed.nameKey())
                    .set("columns", known);
        }
        return write(list);
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ArrayNode array() {
        return JSON.createArrayNode();
    }

    static String write(JsonNode tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("PostgreSQL gave something that is no JSON", impossible);
        }
    }
}
