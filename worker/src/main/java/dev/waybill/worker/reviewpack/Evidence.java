package dev.waybill.worker.reviewpack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A finding's evidence as lines for people. */
final class Evidence {

    private static final int MOST_LINES = 8;
    private static final int LONGEST_VALUE = 160;

    private Evidence() {}

    /** One line a difference or field, at most eight, and one that says how many more there are. */
    static List<String> lines(JsonNode evidence) {
        List<String> lines = new ArrayList<>();
        evidence.path("differences")
                .forEach(difference ->
                        lines.add(Printable.of(difference.path("path").asText(), LONGEST_VALUE) + ": "
                                + value(difference.path("old")) + " \u2192 " + value(difference.path("new"))));
        evidence.path("fields")
                .properties()
                .forEach(field ->
                        lines.add(Printable.of(field.getKey(), LONGEST_VALUE) + ": " + value(field.getValue())));
        if (lines.isEmpty()
                && evidence instanceof ObjectNode object
                && !object.isEmpty()
                && !evidence.has("withheld")) {
            lines.add(value(evidence));
        }
        return cut(lines, evidence.path("withheld").asLong());
    }

    private static List<String> cut(List<String> lines, long withheld) {
        List<String> shown = new ArrayList<>(lines.subList(0, Math.min(MOST_LINES, lines.size())));
        if (lines.size() > MOST_LINES) {
            shown.add("%,d more in findings.csv".formatted(lines.size() - MOST_LINES));
        }
        if (withheld > 0) {
            shown.add("%,d more outside the evidence fields".formatted(withheld));
        }
        return shown;
    }

    private static String value(JsonNode value) {
        if (value.isMissingNode()) {
            return "\u2205";
        }
        return Printable.of(value.isTextual() ? value.textValue() : value.toString(), LONGEST_VALUE);
    }
}
