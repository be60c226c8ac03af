package dev.waybill.shared.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.locations.CheckedLocation;
import dev.waybill.shared.locations.LocationRules;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a suggestion of a model's answer. Only columns of fields that were asked for are looked at, whatever else the
 * answer holds; each value is checked as if a stranger had sent it. Pure.
 */
public final class SuggestionRules {

    private SuggestionRules() {}

    /**
     * The suggestion for a record.
     *
     * @param columns the record as it is, by column; null or absent where it is empty
     * @param answer members by column, and {@code confidence}
     */
    public static Suggestion check(EnrichmentOrder order, ObjectNode columns, JsonNode answer) {
        Notes notes = new Notes();
        ObjectNode before = before(order.columns(), columns);
        ObjectNode after = values(order, columns, before, answer, notes, order.onlyEmpty());
        if (order.kind().equals("product")) {
            added(before, after);
        }
        unchanged(before, after);
        return new Suggestion(
                before,
                after,
                notes.warnings(),
                notes.confidence(answer.path("confidence").asText("medium")));
    }

    /**
     * What a person wants instead, in the form of the columns.
     *
     * @param edits values by column; null clears one
     * @param seen the record as it was read
     * @return null when one of them cannot be used; {@code problems} says why
     */
    static @Nullable ObjectNode edited(
            EnrichmentOrder order, ObjectNode seen, ObjectNode edits, Collection<String> problems) {
        Notes notes = new Notes();
        ObjectNode values = values(order, seen, seen, edits, notes, false);
        for (var edit : edits.properties()) {
            if (edit.getValue().isNull() && !edit.getKey().equals("name")) {
                values.set(edit.getKey(), empty(edit.getKey()));
            } else if (!values.has(edit.getKey())) {
                problems.add(edit.getKey());
            }
        }
        return problems.isEmpty() ? values : null;
    }

    private static ObjectNode before(List<String> names, ObjectNode columns) {
        ObjectNode before = JobJson.MAPPER.createObjectNode();
        names.forEach(
                name -> before.set(name, columns.path(name).isMissingNode() ? NullNode.instance : columns.get(name)));
        return before;
    }

    private static ObjectNode values(
            EnrichmentOrder order,
            ObjectNode columns,
            ObjectNode before,
            JsonNode given,
            Notes notes,
            boolean empties) {
        List<String> wanted = order.columns().stream()
                .filter(name -> given.hasNonNull(name))
                .filter(name -> !empties || isEmpty(before.path(name)))
                .toList();
        return order.kind().equals("product")
                ? ofProduct(columns, wanted, given, notes)
                : ofLocation(columns, wanted, given, notes);
    }

    private static ObjectNode ofProduct(ObjectNode columns, List<String> wanted, JsonNode given, Notes notes) {
        ProductValues rules = new ProductValues(columns, notes);
        ObjectNode values = JobJson.MAPPER.createObjectNode();
        for (String name : wanted) {
            JsonNode value = rules.read(name, given.path(name));
            if (value != null) {
                values.set(name, value);
            }
        }
        return values;
    }

    /** The rules of locations look at a location as a whole: a phone number is one of its country. */
    private static ObjectNode ofLocation(ObjectNode columns, List<String> wanted, JsonNode given, Notes notes) {
        ObjectNode whole = columns.deepCopy();
        wanted.forEach(name -> whole.set(name, given.get(name)));
        CheckedLocation checked = LocationRules.check(whole);
        List<String> known = LocationRules.check(columns).warnings();
        checked.warnings().stream().filter(warning -> !known.contains(warning)).forEach(notes::warn);
        checked.errors().stream()
                .filter(error -> wanted.contains(error.field()))
                .forEach(error -> notes.warn(error.field() + " was left out: " + error.message()));
        ObjectNode draft = checked.draft().json();
        ObjectNode values = JobJson.MAPPER.createObjectNode();
        for (String name : wanted) {
            boolean wrong =
                    checked.errors().stream().anyMatch(error -> error.field().equals(name));
            boolean noNumber =
                    name.equals("phone") && !draft.path(name).asText().startsWith("+");
            if (!wrong && !noNumber && !isEmpty(draft.path(name))) {
                values.set(name, draft.get(name));
            }
        }
        boolean half = values.has("lat") != values.has("lng");
        return half ? values.without(List.of("lat", "lng")) : values;
    }

    /** Tags and attributes of a product are added to those that it has. */
    private static void added(ObjectNode before, ObjectNode after) {
        if (after.get("tags") instanceof ArrayNode tags && before.get("tags") instanceof ArrayNode had) {
            ArrayNode both = had.deepCopy();
            List<String> known = new java.util.ArrayList<>();
            had.forEach(tag -> known.add(tag.asText().toLowerCase(Locale.ROOT)));
            tags.forEach(tag -> {
                if (!known.contains(tag.asText().toLowerCase(Locale.ROOT))) {
                    both.add(tag);
                }
            });
            after.set("tags", both);
        }
        if (after.get("attributes") instanceof ObjectNode found && before.get("attributes") instanceof ObjectNode had) {
            after.set("attributes", found.deepCopy().setAll(had));
        }
    }

    private static void unchanged(ObjectNode before, ObjectNode after) {
        List<String> same = after.properties().stream()
                .filter(member -> Objects.equals(before.get(member.getKey()), member.getValue()))
                .map(member -> member.getKey())
                .toList();
        after.remove(same);
    }

    /** Whether a column holds nothing. */
    public static boolean isEmpty(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isContainerNode() && value.isEmpty())
                || (value.isTextual() && value.textValue().isBlank());
    }

    private static JsonNode empty(String column) {
        return switch (column) {
            case "categories", "tags" -> JobJson.MAPPER.createArrayNode();
            case "attributes" -> JobJson.MAPPER.createObjectNode();
            default -> NullNode.instance;
        };
    }
}
