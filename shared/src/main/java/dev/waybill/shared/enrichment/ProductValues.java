package dev.waybill.shared.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.locations.PlainText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules that values of products follow, from a model or from a person: plain text of a length, lists, attributes. */
final class ProductValues {

    private static final Map<String, Text> TEXTS = Map.of(
            "name", new Text(200, 200, false),
            "description", new Text(5_000, 5_000, true),
            "seo_title", new Text(120, 60, false),
            "seo_description", new Text(320, 160, false));
    private static final Map<String, Elements> LISTS =
            Map.of("categories", new Elements(10, 200), "tags", new Elements(30, 60));
    private static final Elements ATTRIBUTES = new Elements(30, 200);
    private static final int LONGEST_NAME = 60;
    private static final Pattern LEFT_MARKUP = Pattern.compile("<[a-zA-Z/!?]|javascript:", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS =
            Pattern.compile("(?:https?://|www\\.)[^\\s)>\"']+", Pattern.CASE_INSENSITIVE);

    private final String source;
    private final Notes notes;

    /** @param source everything that is known of the record, in which an address may stand */
    ProductValues(JsonNode source, Notes notes) {
        this.source = source.toString().toLowerCase(Locale.ROOT);
        this.notes = notes;
    }

    /**
     * @param usual more characters are worth a warning
     * @param lines whether it may have several
     */
    private record Text(int longest, int usual, boolean lines) {}

    private record Elements(int most, int longest) {}

    /** The value in the form of the column; null when there is none that can be used. */
    @Nullable
    JsonNode read(String column, JsonNode given) {
        Text text = TEXTS.get(column);
        if (text != null && !given.isTextual()) {
            notes.warn(column + " was left out: it is no text");
            return null;
        }
        if (text != null) {
            String plain = plain(column, given.textValue(), text.lines);
            return plain.isEmpty() || tooLong(column, plain, text) ? null : TextNode.valueOf(plain);
        }
        Elements elements = LISTS.get(column);
        return elements != null ? list(column, given, elements) : attributes(given);
    }

    private boolean tooLong(String column, String plain, Text text) {
        if (plain.length() > text.longest) {
            notes.warn("%s was left out: it has more than %,d characters".formatted(column, text.longest));
            return true;
        }
        if (plain.length() > text.usual) {
            notes.warn("%s has more than %,d characters".formatted(column, text.usual));
        }
        return false;
    }

    /** Empty when nothing usable is left. */
    private String plain(String column, String given, boolean lines) {
        String plain = lines
                ? given.lines()
                        .map(PlainText::of)
                        .collect(Collectors.joining("\n"))
                        .replaceAll("\n{3,}", "\n\n")
                        .strip()
                : PlainText.of(given);
        if (PlainText.hasMarkup(given)) {
            notes.suspect("markup was removed from " + column);
        }
        if (LEFT_MARKUP.matcher(plain).find()) {
            notes.suspect(column + " was left out: it holds markup");
            return "";
        }
        Matcher address = ADDRESS.matcher(plain);
        while (address.find()) {
            if (!source.contains(address.group().toLowerCase(Locale.ROOT))) {
                notes.suspect(column + " holds an address that the record does not have");
            }
        }
        return plain;
    }

    private @Nullable ArrayNode list(String column, JsonNode given, Elements limits) {
        Map<String, String> elements = new LinkedHashMap<>();
        for (JsonNode element : given.isArray() ? given : JobJson.MAPPER.createArrayNode()) {
            String plain = element.isTextual() ? plain(column, element.textValue(), false) : "";
            if (plain.length() > limits.longest) {
                notes.warn("an element of %s was left out: it is too long".formatted(column));
            } else if (!plain.isEmpty()) {
                elements.putIfAbsent(plain.toLowerCase(Locale.ROOT), plain);
            }
        }
        ArrayNode list = JobJson.MAPPER.createArrayNode();
        elements.values().stream().limit(limits.most).forEach(list::add);
        if (elements.size() > limits.most) {
            notes.warn("%s were cut to %d".formatted(column, limits.most));
        }
        return list.isEmpty() ? null : list;
    }

    /** An object of names to texts, or a list of objects with a name and a value. */
    private @Nullable ObjectNode attributes(JsonNode given) {
        ObjectNode attributes = JobJson.MAPPER.createObjectNode();
        if (given.isObject()) {
            given.properties().forEach(member -> attribute(attributes, member.getKey(), member.getValue()));
        } else {
            given.forEach(pair -> attribute(attributes, pair.path("name").asText(), pair.path("value")));
        }
        return attributes.isEmpty() ? null : attributes;
    }

    private void attribute(ObjectNode attributes, String name, JsonNode value) {
        String plainName = plain("attributes", name, false);
        String plain = value.isValueNode() && !value.isNull() ? plain("attributes", value.asText(), false) : "";
        if (plainName.isEmpty() || plain.isEmpty()) {
            return;
        }
        if (plainName.length() > LONGEST_NAME
                || plain.length() > ATTRIBUTES.longest
                || attributes.size() >= ATTRIBUTES.most) {
            notes.warn("an attribute was left out: it is too long, or one too many");
            return;
        }
        attributes.put(plainName, plain);
    }
}
