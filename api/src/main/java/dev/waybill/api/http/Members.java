package dev.waybill.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes the members of a JSON object one by one and remembers what is wrong with them; {@link #done} says it all at once.
 * An absent member and null are the same.
 */
public final class Members {

    private final ObjectNode object;
    private final String place;
    private final Set<String> known = new HashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    public Members(ObjectNode object) {
        this(object, "");
    }

    /**
     * Of an object inside of another.
     *
     * @param place JSON pointer of it
     */
    public Members(ObjectNode object, String place) {
        this.object = object;
        this.place = place;
    }

    /** Text that is not blank; null when absent or wrong. */
    public @Nullable String text(String name, int longest) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > longest) {
            wrong(name, "must be a text of 1 to " + longest + " characters");
            return null;
        }
        return value.textValue();
    }

    /** The same, but absence is an error too: then it is empty. */
    public String requiredText(String name, int longest) {
        String value = text(name, longest);
        if (value == null && !object.hasNonNull(name)) {
            wrong(name, "is required");
        }
        return value == null ? "" : value;
    }

    /** A whole number in the range. */
    public @Nullable Long whole(String name, long min, long max) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        boolean fits = value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= min
                && value.longValue() <= max;
        if (!fits) {
            wrong(name, "must be a whole number" + range(min, max));
            return null;
        }
        return value.longValue();
    }

    /** An instant in ISO-8601, from 1970, not after the latest. */
    public @Nullable Instant instant(String name, Instant latest) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        Instant instant = value.isTextual() ? parse(value.textValue()) : null;
        if (instant == null || instant.isBefore(Instant.EPOCH)) {
            wrong(name, "must be an instant like 2026-01-31T08:30:00Z");
            return null;
        }
        if (instant.isAfter(latest)) {
            wrong(name, "must not be after " + latest);
            return null;
        }
        return instant;
    }

    /** True or false; null when it is absent. */
    public @Nullable Boolean flag(String name) {
        JsonNode value = take(name);
        if (value != null && !value.isBoolean()) {
            wrong(name, "must be true or false");
            return null;
        }
        return value == null ? null : value.booleanValue();
    }

    /** A JSON object. */
    public @Nullable ObjectNode object(String name) {
        JsonNode value = take(name);
        if (value == null || value instanceof ObjectNode) {
            return (ObjectNode) value;
        }
        wrong(name, "must be a JSON object");
        return null;
    }

    /** A value of any kind; null when absent. */
    public @Nullable JsonNode any(String name) {
        return take(name);
    }

    /** A JSON array. */
    public @Nullable ArrayNode array(String name, int longest) {
        JsonNode value = take(name);
        if (value == null || (value instanceof ArrayNode array && array.size() <= longest)) {
            return (ArrayNode) value;
        }
        wrong(name, "must be an array of at most " + longest + " elements");
        return null;
    }

    /**
     * Says what is wrong, members included that nobody took.
     *
     * @throws RequestRefused {@code invalid_input} if there is anything
     */
    public void done(String detail) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                wrong(name, "is not known here" + others());
            }
        });
        if (!errors.isEmpty()) {
            throw new RequestRefused(Reason.INVALID_INPUT, detail, errors);
        }
    }

    private String others() {
        return known.isEmpty() ? "" : "; known are " + known.stream().sorted().collect(Collectors.joining(", "));
    }

    /** Words of an enumeration in lower case, in an array; empty when absent or wrong. */
    public <E extends Enum<E>> List<String> words(String name, Class<E> type) {
        List<String> allowed = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        List<String> words = new ArrayList<>();
        ArrayNode array = array(name, allowed.size());
        for (JsonNode word : array == null ? List.<JsonNode>of() : array) {
            if (!word.isTextual() || !allowed.contains(word.textValue())) {
                wrong(name, "must be of " + String.join(", ", allowed));
                return List.of();
            }
            words.add(word.textValue());
        }
        return words;
    }

    private @Nullable JsonNode take(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Says what is wrong with a member that was read. */
    public void wrong(String name, String detail) {
        errors.add(new FieldError(place + "/" + StorableJson.escape(name), detail));
    }

    private static String range(long min, long max) {
        return max == Long.MAX_VALUE ? " from " + min : " from " + min + " to " + max;
    }

    private static @Nullable Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
