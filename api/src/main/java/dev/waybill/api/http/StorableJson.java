package dev.waybill.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.problem.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What a {@code jsonb} or {@code text} column of PostgreSQL cannot hold, found by place. */
public final class StorableJson {

    private static final int MOST_ERRORS = 20;
    private static final int LARGEST_EXPONENT = 400;

    private StorableJson() {}

    static List<FieldError> check(JsonNode root) {
        List<FieldError> errors = new ArrayList<>();
        check(root, "", errors);
        return errors;
    }

    /** Whether a column can hold the text: no NUL, no half of a surrogate pair. */
    public static boolean storable(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == 0) {
                return false;
            }
            if (Character.isSurrogate(character)) {
                boolean pair =
                        index + 1 < text.length() && Character.isSurrogatePair(character, text.charAt(index + 1));
                if (!pair) {
                    return false;
                }
                index++;
            }
        }
        return true;
    }

    private static void check(JsonNode node, String at, List<FieldError> errors) {
        if (errors.size() >= MOST_ERRORS) {
            return;
        }
        if (node.isObject()) {
            node.properties().forEach(member -> checkMember(member.getKey(), member.getValue(), at, errors));
        } else if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                check(node.get(index), at + "/" + index, errors);
            }
        } else if (node.isTextual() && !storable(node.textValue())) {
            errors.add(new FieldError(at, "must hold neither NUL nor half of a surrogate pair"));
        } else if (node.isNumber() && tooLarge(node)) {
            errors.add(new FieldError(at, "is too large or too small a number"));
        }
    }

    private static void checkMember(String name, JsonNode value, String at, List<FieldError> errors) {
        if (storable(name)) {
            check(value, at + "/" + escape(name), errors);
        } else {
            errors.add(new FieldError(at, "has a member whose name holds NUL or half of a surrogate pair"));
        }
    }

    /** Exponents grow into digits in the database, and in whoever makes an integer of them. */
    private static boolean tooLarge(JsonNode number) {
        if (number.isIntegralNumber()) {
            return false;
        }
        BigDecimal value = number.decimalValue();
        return Math.abs((long) value.precision() - value.scale()) > LARGEST_EXPONENT
                || Math.abs((long) value.scale()) > LARGEST_EXPONENT;
    }

    /** A member's name as a part of an RFC 6901 pointer. */
    public static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
