package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a workspace keeps of a location beside the known fields: texts, numbers and booleans by name. */
final class CustomFields {

    private static final int MOST = 50;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 1_000;
    private static final int MOST_DIGITS = 40;

    private CustomFields() {}

    static Map<String, Object> read(JsonNode given, Findings findings) {
        if (given.isMissingNode() || given.isNull()) {
            return Map.of();
        }
        if (!given.isObject()) {
            findings.error("custom_fields", "invalid", "It must be an object of texts, numbers and booleans");
            return Map.of();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : given.properties()) {
            add(fields, PlainText.of(member.getKey()), member.getValue(), findings);
        }
        return fields;
    }

    private static void add(Map<String, Object> fields, String name, JsonNode value, Findings findings) {
        if (value.isNull() || name.isEmpty()) {
            return;
        }
        Object plain = value(value);
        if (plain == null) {
            findings.error("custom_fields", "invalid", "Each must be a text, a number or a boolean");
        } else if (fields.size() == MOST) {
            findings.error("custom_fields", "too_many", "There are more than " + MOST);
        } else if (name.length() > LONGEST_NAME || (plain instanceof String text && text.length() > LONGEST_VALUE)) {
            findings.error(
                    "custom_fields",
                    "too_long",
                    "A name may have %,d characters, a text %,d".formatted(LONGEST_NAME, LONGEST_VALUE));
        } else if (!plain.equals("")) {
            fields.put(name, plain);
        }
    }

    private static @Nullable Object value(JsonNode value) {
        if (value.isTextual()) {
            return PlainText.of(value.textValue());
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (!value.isNumber()) {
            return null;
        }
        BigDecimal number = value.decimalValue();
        boolean storable = Math.abs((long) number.precision() - number.scale()) <= MOST_DIGITS
                && Math.abs((long) number.scale()) <= MOST_DIGITS;
        return storable ? number : null;
    }
}
