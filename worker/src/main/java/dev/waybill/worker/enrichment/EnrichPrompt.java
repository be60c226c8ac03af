package dev.waybill.worker.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.enrichment.EnrichmentOrder;
import dev.waybill.shared.job.JobJson;
import dev.waybill.worker.ai.DataPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The prompt for one kind of records, out of a template with the name of its version. A version that has been used is never
 * edited; a change is a new version, whose answers are others.
 */
final class EnrichPrompt {

    /** What answers are kept under. */
    static final String VERSION = "v1";

    /** The member of an answer that has an element for each record. */
    static final String RECORDS = "records";

    private static final Map<String, Integer> TOKENS = Map.of(
            "name", 30,
            "description", 240,
            "seo_title", 25,
            "seo_description", 50,
            "categories", 40,
            "tags", 40,
            "attributes", 120,
            "hours", 120);
    private static final int USUAL_TOKENS = 20;
    /** The id, the confidence, and JSON itself. */
    private static final int TOKENS_AROUND = 40;

    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    private final String instructions;
    private final String prompt;
    private final Map<String, String> fields = new HashMap<>();
    private final EnrichmentOrder order;

    EnrichPrompt(EnrichmentOrder order) {
        String template = resource(order.kind());
        this.order = order;
        this.instructions = section(template, "instructions").replace("{{data_rule}}", DataPart.RULE);
        this.prompt = section(template, "prompt");
        section(template, "fields").lines().forEach(line -> fields.put(line.split(":")[0], line));
    }

    String instructions() {
        return instructions;
    }

    List<String> parts(List<Asked> portion) {
        ArrayNode records = JobJson.MAPPER.createArrayNode();
        portion.forEach(asked -> records.add(asked.json()));
        String wanted = order.columns().stream()
                .map(column -> "- " + Objects.requireNonNull(fields.get(column), column))
                .collect(Collectors.joining("\n"));
        String language = order.language();
        return List.of(prompt.replace("{{count}}", Integer.toString(portion.size()))
                .replace("{{language}}", language == null ? "in the language of each record" : "in " + language)
                .replace("{{fields}}", wanted)
                .replace("{{records}}", new DataPart("records", records.toString()).text()));
    }

    /** The schema of an answer with this many records. */
    JsonNode schema(int count) {
        ObjectNode schema = JobJson.MAPPER.createObjectNode().put("type", "object");
        schema.putArray("required").add(RECORDS);
        ObjectNode records = schema.putObject("properties").putObject(RECORDS).put("type", "array");
        records.put("minItems", count).put("maxItems", count);
        ObjectNode record = records.putObject("items").put("type", "object");
        record.putArray("required").add("id").add("confidence");
        ObjectNode members = record.putObject("properties");
        members.putObject("id").put("type", "string");
        order.columns().forEach(column -> members.set(column, member(column)));
        ObjectNode confidence = members.putObject("confidence").put("type", "string");
        confidence.putArray("enum").add("high").add("medium").add("low");
        return schema;
    }

    /** Tokens that the answer for one record will have, about. */
    int expectedTokens() {
        return TOKENS_AROUND
                + order.columns().stream()
                        .mapToInt(column -> TOKENS.getOrDefault(column, USUAL_TOKENS))
                        .sum();
    }

    private static ObjectNode member(String column) {
        return switch (column) {
            case "categories", "tags" -> {
                ObjectNode list = nullable("array");
                list.putObject("items").put("type", "string");
                yield list.put("maxItems", column.equals("tags") ? 8 : 3);
            }
            case "attributes" -> {
                ObjectNode list = nullable("array");
                ObjectNode pair = list.putObject("items").put("type", "object");
                pair.putArray("required").add("name").add("value");
                ObjectNode members = pair.putObject("properties");
                members.putObject("name").put("type", "string");
                members.putObject("value").put("type", "string");
                yield list.put("maxItems", 12);
            }
            case "hours" -> {
                ObjectNode hours = nullable("object");
                ObjectNode days = hours.putObject("properties");
                DAYS.forEach(day -> days.putObject(day).put("type", "string"));
                yield hours;
            }
            case "lat" -> nullable("number").put("minimum", -90).put("maximum", 90);
            case "lng" -> nullable("number").put("minimum", -180).put("maximum", 180);
            default -> nullable("string");
        };
    }

    private static ObjectNode nullable(String type) {
        ObjectNode schema = JobJson.MAPPER.createObjectNode();
        schema.putArray("type").add(type).add("null");
        return schema;
    }

    private static String section(String template, String title) {
        String[] parts = template.split("(?m)^# " + title + "$", 2);
        return parts[1].split("(?m)^# ", 2)[0].strip();
    }

    private static String resource(String kind) {
        String name = kind + "-" + VERSION + ".txt";
        try (InputStream in = EnrichPrompt.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
