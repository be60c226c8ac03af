package dev.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class SchemaValuesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode SCHEMA = json("""
            {"type": "object", "required": ["suggestions", "note", "when"], "properties": {
              "note": {"type": ["string", "null"], "maxLength": 10},
              "when": {"type": "string", "format": "date-time"},
              "either": {"anyOf": [{"type": "integer", "minimum": 5, "maximum": 9}, {"type": "string"}]},
              "suggestions": {"type": "array", "minItems": 2, "maxItems": 4, "items": {
                "type": "object", "required": ["id", "confidence", "level"], "properties": {
                  "id": {"type": "string"}, "confidence": {"type": "number", "minimum": 0, "maximum": 1},
                  "level": {"enum": ["high", "low"]}, "done": {"type": "boolean"}}}}}}
            """);
    private static final JsonNode PROMPT = prompt("""
            Describe these.
            ----- BEGIN DATA records 1 -----
            [{"id": "a-1", "name": "x"}, {"id": "b-2", "name": "[y]"}]
            ----- END DATA records 1 -----
            """);

    @Test
    void obeyTheSchema() {
        JsonNode value = new SchemaValues(PromptData.of(PROMPT)).value(SCHEMA);
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(SCHEMA)
                        .validate(value))
                .as("%s", value)
                .isEmpty();
        assertThat(value.path("suggestions")).hasSize(4);
    }

    @Test
    void nameTheIdsThatTheyWereAskedAbout() {
        JsonNode value = new SchemaValues(PromptData.of(PROMPT)).value(SCHEMA);
        assertThat(value.path("suggestions").path(0).path("id").asText()).isEqualTo("a-1");
        assertThat(value.path("suggestions").path(1).path("id").asText()).isEqualTo("b-2");
    }

    @Test
    void areTheSameEveryTime() {
        assertThat(new SchemaValues(PromptData.of(PROMPT)).value(SCHEMA))
                .isEqualTo(new SchemaValues(PromptData.of(PROMPT)).value(SCHEMA));
    }

    @Test
    void readTheOlderDialectToo() {
        JsonNode value = new SchemaValues(PromptData.of(PROMPT)).value(json("""
                {"type": "OBJECT", "properties": {"n": {"type": "INTEGER"}, "l": {"type": "ARRAY", "items":
                 {"type": "STRING"}}}}
                """));
        assertThat(value.path("n").isIntegralNumber()).isTrue();
        assertThat(value.path("l")).hasSize(3).allMatch(JsonNode::isTextual);
    }

    private static JsonNode prompt(String text) {
        var request = JSON.createObjectNode();
        request.putArray("contents").addObject().putArray("parts").addObject().put("text", text);
        return request;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
