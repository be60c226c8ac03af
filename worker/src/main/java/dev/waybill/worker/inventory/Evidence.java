package dev.waybill.worker.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.waybill.shared.job.JobJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes what people may see of a drift: the fields that are allowed, secrets masked, within limits. */
final class Evidence {

    private static final TextNode MASK = TextNode.valueOf("***");

    private final DriftProperties properties;
    private final List<String> secretNames;

    Evidence(DriftProperties properties) {
        this.properties = properties;
        this.secretNames =
                properties.secretNames().stream().map(Evidence::plain).toList();
    }

    /** Of a subject that is there in one run only: {@code {"fields": {pointer: value}}}. */
    JsonNode ofSubject(JsonNode content, DriftRules rules) {
        Shown shown = new Shown();
        ObjectNode fields = shown.evidence.putObject("fields");
        for (Map.Entry<String, JsonNode> member : content.properties()) {
            Path path = Path.ROOT.child(member.getKey());
            JsonNode value = visible(path, member.getValue(), rules);
            if (shown.take(value.isMissingNode())) {
                fields.set(path.toString(), bounded(value));
            }
        }
        return shown.end();
    }

    /** Of a subject that changed: {@code {"differences": [{"path", "old", "new"}]}}. */
    JsonNode ofChange(List<JsonComparison.Differs> differences, DriftRules rules) {
        Shown shown = new Shown();
        ArrayNode list = shown.evidence.putArray("differences");
        for (JsonComparison.Differs differs : differences) {
            JsonNode before = visible(differs.path(), differs.before(), rules);
            JsonNode after = visible(differs.path(), differs.after(), rules);
            if (shown.take(before.isMissingNode() && after.isMissingNode())) {
                ObjectNode one = list.addObject().put("path", differs.path().toString());
                put(one, "old", before);
                put(one, "new", after);
            }
        }
        return shown.end();
    }

    /** What is shown of one finding, and how much is not. */
    private final class Shown {

        private final ObjectNode evidence = JobJson.MAPPER.createObjectNode();
        private int shown;
        private int withheld;
        private int omitted;

        /** Whether it is to be shown. */
        boolean take(boolean forbidden) {
            if (forbidden) {
                withheld++;
                return false;
            }
            if (shown == properties.maxDifferences()) {
                omitted++;
                return false;
            }
            shown++;
            return true;
        }

        JsonNode end() {
            if (withheld > 0) {
                evidence.put("withheld", withheld);
            }
            if (omitted > 0) {
                evidence.put("omitted", omitted);
            }
            return evidence;
        }
    }

    private void put(ObjectNode to, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            to.set(name, bounded(value));
        }
    }

    /** What is allowed of a value, masked; missing when nothing is. */
    private JsonNode visible(Path path, JsonNode value, DriftRules rules) {
        if (value.isMissingNode()) {
            return value;
        }
        boolean shown = rules.shows(path);
        if (shown && path.steps().stream().anyMatch(this::secret)) {
            return value.isNull() ? value : MASK;
        }
        if (value.isObject()) {
            return visibleMembers(path, value, rules, shown);
        }
        if (value.isArray()) {
            return visibleElements(path, value, rules, shown);
        }
        return shown ? value : MissingNode.getInstance();
    }

    private JsonNode visibleMembers(Path path, JsonNode object, DriftRules rules, boolean shown) {
        ObjectNode members = JobJson.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = visible(path.child(member.getKey()), member.getValue(), rules);
            if (!value.isMissingNode()) {
                members.set(member.getKey(), value);
            }
        }
        return shown || !members.isEmpty() ? members : MissingNode.getInstance();
    }

    private JsonNode visibleElements(Path path, JsonNode array, DriftRules rules, boolean shown) {
        ArrayNode elements = JobJson.MAPPER.createArrayNode();
        for (int index = 0; index < array.size(); index++) {
            JsonNode value = visible(path.child(Integer.toString(index)), array.get(index), rules);
            if (!value.isMissingNode()) {
                elements.add(value);
            }
        }
        return shown || !elements.isEmpty() ? elements : MissingNode.getInstance();
    }

    private JsonNode bounded(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : value.isContainerNode() ? value.toString() : "";
        if (text.length() <= properties.maxValueLength()) {
            return value;
        }
        int end = properties.maxValueLength();
        int whole = Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
        return TextNode.valueOf(text.substring(0, whole) + "…");
    }

    private boolean secret(String name) {
        String plain = plain(name);
        return secretNames.stream().anyMatch(plain::contains);
    }

    private static String plain(String name) {
        return name.replaceAll("[\\s._-]", "").toLowerCase(Locale.ROOT);
    }
}
