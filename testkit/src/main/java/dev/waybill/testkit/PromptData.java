package dev.waybill.testkit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The JSON values that stand in a prompt, each beginning on a line of its own: the data that the prompt is about. */
final class PromptData {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> values = new ArrayList<>();

    private PromptData() {}

    static PromptData of(JsonNode request) {
        PromptData data = new PromptData();
        for (JsonNode content : request.path("contents")) {
            for (JsonNode part : content.path("parts")) {
                data.read(part.path("text").asText(""));
            }
        }
        return data;
    }

    /** The first text or number, anywhere in the data, whose member has one of these names; empty without one. */
    String find(Set<String> names) {
        for (JsonNode value : values) {
            String found = find(value, names);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    /** Every value that members of this name have, in the order of the prompt. */
    List<JsonNode> all(String name) {
        List<JsonNode> found = new ArrayList<>();
        values.forEach(value -> found.addAll(value.findValues(name)));
        return found;
    }

    /** How many elements the arrays among the data have. */
    int elements() {
        return values.stream()
                .filter(JsonNode::isArray)
                .mapToInt(JsonNode::size)
                .sum();
    }

    private static String find(JsonNode value, Set<String> names) {
        for (var member : value.properties()) {
            if (names.contains(member.getKey()) && member.getValue().isValueNode()) {
                return member.getValue().asText();
            }
        }
        for (JsonNode child : value) {
            String found = find(child, names);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private void read(String text) {
        int at = 0;
        while (at < text.length()) {
            char first = text.charAt(at);
            at = first == '{' || first == '[' ? afterValue(text, at) : afterLine(text, at);
        }
    }

    private int afterValue(String text, int start) {
        try (JsonParser parser = JSON.createParser(text.substring(start))) {
            JsonNode value = JSON.readTree(parser);
            values.add(value);
            return start + Math.max(1, (int) parser.currentLocation().getCharOffset());
        } catch (JsonProcessingException notJson) {
            return afterLine(text, start);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int afterLine(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }
}
