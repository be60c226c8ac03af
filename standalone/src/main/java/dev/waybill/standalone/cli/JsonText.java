package dev.waybill.standalone.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.waybill.client.ProcessView;

/** JSON in the API's manner, one line a document, fit for a terminal. */
final class JsonText {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .addMixIn(ProcessView.class, WithoutConclusions.class)
            .build();

    @JsonIgnoreProperties({"terminal", "settled"})
    private interface WithoutConclusions {}

    private JsonText() {}

    static String of(Object value) {
        try {
            return Plain.json(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException when it is no JSON object */
    static ObjectNode object(String what, String text) {
        try {
            JsonNode read = MAPPER.readTree(text);
            if (read instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException(what + " must be a JSON object");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s is no JSON: line %d, column %d"
                            .formatted(
                                    what,
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr()),
                    e);
        }
    }
}
