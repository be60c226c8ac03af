package dev.waybill.worker.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.waybill.shared.inventory.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the places at which two JSON documents differ, without what the rules ignore. */
final class JsonComparison {

    private final DriftRules rules;
    private final List<Differs> found = new ArrayList<>();

    private JsonComparison(DriftRules rules) {
        this.rules = rules;
    }

    /**
     * A place that differs.
     *
     * @param before missing when the place is new
     * @param after missing when the place is gone
     */
    record Differs(Path path, JsonNode before, JsonNode after) {}

    /** In the order of the members' names and of the arrays. */
    static List<Differs> of(JsonNode before, JsonNode after, DriftRules rules) {
        JsonComparison comparison = new JsonComparison(rules);
        comparison.compare(Path.ROOT, before, after);
        return comparison.found;
    }

    private void compare(Path at, JsonNode before, JsonNode after) {
        if (rules.ignores(at) || same(before, after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            compareMembers(at, before, after);
        } else if (before.isArray() && after.isArray()) {
            compareElements(at, before, after);
        } else {
            found.add(new Differs(at, before, after));
        }
    }

    private void compareMembers(Path at, JsonNode before, JsonNode after) {
        TreeSet<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        names.forEach(name -> compare(at.child(name), before.path(name), after.path(name)));
    }

    private void compareElements(Path at, JsonNode before, JsonNode after) {
        rules.unordered(at)
                .ifPresentOrElse(
                        unordered -> compareKeyed(at, keyed(before, unordered), keyed(after, unordered)),
                        () -> compareInOrder(at, before, after));
    }

    private void compareInOrder(Path at, JsonNode before, JsonNode after) {
        for (int index = 0; index < Math.max(before.size(), after.size()); index++) {
            compare(at.child(Integer.toString(index)), before.path(index), after.path(index));
        }
    }

    private void compareKeyed(Path at, Map<String, JsonNode> before, Map<String, JsonNode> after) {
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.forEach(key -> compare(
                at.child(key),
                before.getOrDefault(key, MissingNode.getInstance()),
                after.getOrDefault(key, MissingNode.getInstance())));
    }

    /** Elements that have the same key are told apart by how many there were before. */
    private static Map<String, JsonNode> keyed(JsonNode array, DriftRules.Unordered unordered) {
        Map<String, JsonNode> keyed = new LinkedHashMap<>();
        for (JsonNode element : array) {
            String key = key(element, unordered);
            String free = key;
            for (int copy = 2; keyed.containsKey(free); copy++) {
                free = key + "#" + copy;
            }
            keyed.put(free, element);
        }
        return keyed;
    }

    private static String key(JsonNode element, DriftRules.Unordered unordered) {
        String name = unordered.key();
        JsonNode key = name == null || !element.has(name) ? element : element.path(name);
        return key.isTextual() ? key.textValue() : CanonicalJson.text(key);
    }

    private boolean same(JsonNode before, JsonNode after) {
        if (before.isNumber() && after.isNumber()) {
            return before.decimalValue().subtract(after.decimalValue()).abs().compareTo(rules.tolerance()) <= 0;
        }
        return before.equals(after);
    }
}
