package dev.waybill.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes values that obey the document's schemas, and values that may not. */
final class Sample {

    /** One of them fits each pattern of the document. */
    private static final List<String> TEXTS = List.of(
            "a",
            "1",
            "EUR",
            ",",
            ";",
            "import",
            "/records/0",
            "/a",
            "key-1",
            "\"1\"",
            "https://example.com/a",
            "UTC",
            "a_b",
            "Zürich 東京 🚚",
            "  padded  ",
            "'; DROP TABLE processes; --",
            "<b>&amp;</b>",
            "new",
            "MCwx",
            "x y",
            "#1");

    private static final List<String> JUNK = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1.5",
            "9223372036854775808",
            "1e300",
            "\"\"",
            "\"\\u0000\"",
            "\" \"",
            "[]",
            "{}",
            "[[]]",
            "\"" + "x".repeat(3_000) + "\"",
            "{\"a\":{\"b\":[1]}}",
            "\"2026-13-45T00:00:00Z\"",
            "[null]",
            "\"\\ud800\"");

    private final Conformance conformance;
    private final Random random;

    Sample(Conformance conformance, Random random) {
        this.conformance = conformance;
        this.random = random;
    }

    /** A value that fits; null when none is known. */
    @Nullable
    JsonNode of(JsonNode given) {
        JsonNode schema = conformance.resolved(given);
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice) && !schema.has("properties")) {
                return of(schema.path(choice)
                        .get(random.nextInt(schema.path(choice).size())));
            }
        }
        if (schema.has("allOf")) {
            return of(schema.path("allOf").get(0));
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.has("enum")) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        return typed(schema, type(schema));
    }

    /** The same object with one thing done to it that may be wrong. */
    ObjectNode mutated(ObjectNode object) {
        ObjectNode mutant = object.deepCopy();
        List<String> names = new ArrayList<>();
        mutant.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || random.nextInt(5) == 0) {
            return mutant.put("waybill_unknown", 1);
        }
        String name = names.get(random.nextInt(names.size()));
        if (mutant.path(name) instanceof ObjectNode below && !below.isEmpty() && random.nextBoolean()) {
            return mutant.set(name, mutated(below));
        }
        if (random.nextInt(4) == 0) {
            mutant.remove(name);
            return mutant;
        }
        return mutant.set(name, junk());
    }

    private JsonNode junk() {
        try {
            return JobJson.MAPPER.readTree(JUNK.get(random.nextInt(JUNK.size())));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable JsonNode typed(JsonNode schema, String type) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (type) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "integer" -> nodes.numberNode(whole(schema));
            case "number" -> nodes.numberNode(random.nextInt(100) / 4.0);
            case "boolean" -> nodes.booleanNode(random.nextBoolean());
            case "null" -> nodes.nullNode();
            case "string" -> {
                String text = text(schema);
                yield text == null ? null : nodes.textNode(text);
            }
            default -> nodes.textNode("anything");
        };
    }

    private @Nullable ObjectNode object(JsonNode schema) {
        ObjectNode object = JobJson.MAPPER.createObjectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        JsonNode forms = schema.path("anyOf");
        JsonNode form = forms.path(random.nextInt(Math.max(1, forms.size())));
        form.path("required").forEach(name -> required.add(name.asText()));
        for (var property : schema.path("properties").properties()) {
            boolean must = required.contains(property.getKey());
            if (must || random.nextInt(4) == 0) {
                JsonNode value =
                        of(narrower(property.getValue(), form.path("properties").path(property.getKey())));
                if (value != null) {
                    object.set(property.getKey(), value);
                } else if (must) {
                    return null;
                }
            }
        }
        if (!schema.has("properties") && !schema.has("additionalProperties") && random.nextBoolean()) {
            object.put("free", TEXTS.get(random.nextInt(TEXTS.size())));
        }
        return object.size() < schema.path("minProperties").asInt() ? object.put("free", "x") : object;
    }

    private static JsonNode narrower(JsonNode schema, JsonNode by) {
        if (by.isMissingNode()) {
            return schema;
        }
        ObjectNode both = by.has("type") && by.path("type").asText().equals("null")
                ? JobJson.MAPPER.createObjectNode()
                : schema.deepCopy();
        if (by.has("const")) {
            both.remove("enum");
        }
        return both.setAll((ObjectNode) by);
    }

    private ArrayNode array(JsonNode schema) {
        ArrayNode array = JobJson.MAPPER.createArrayNode();
        int size = schema.path("minItems").asInt() + random.nextInt(2);
        for (int index = 0; index < size && size <= schema.path("maxItems").asInt(10); index++) {
            JsonNode element = of(schema.path("items"));
            if (element != null) {
                array.add(element);
            }
        }
        return array;
    }

    private long whole(JsonNode schema) {
        long least = schema.path("minimum")
                .asLong(
                        schema.has("exclusiveMinimum")
                                ? schema.path("exclusiveMinimum").asLong() + 1
                                : -5);
        long most = schema.path("maximum").asLong(Integer.MAX_VALUE);
        long[] some = {least, most, least + 1, Math.min(most, least + random.nextInt(50))};
        return random.nextInt(3) == 0 ? some[random.nextInt(some.length)] : Math.min(most, least + random.nextInt(3));
    }

    private @Nullable String text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "date-time" ->
                "20%02d-0%d-1%dT08:30:00Z".formatted(random.nextInt(27), 1 + random.nextInt(9), random.nextInt(9));
            case "date" -> "2026-01-31";
            default -> free(schema);
        };
    }

    private @Nullable String free(JsonNode schema) {
        List<String> fitting = TEXTS.stream().filter(text -> fits(text, schema)).toList();
        return fitting.isEmpty() ? null : fitting.get(random.nextInt(fitting.size()));
    }

    private static boolean fits(String text, JsonNode schema) {
        int length = text.codePointCount(0, text.length());
        return length >= schema.path("minLength").asInt()
                && length <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
                && (!schema.has("pattern")
                        || java.util.regex.Pattern.compile(
                                        schema.path("pattern").asText())
                                .matcher(text)
                                .find());
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? type.get(random.nextInt(type.size())).asText()
                : type.asText(schema.has("properties") ? "object" : "any");
    }

    static List<String> junkTexts() {
        return Arrays.asList("", "-1", "0", "abc", "1e3", "999999999999999999999", "%00", "%ff", "true,false", "null");
    }
}
