package dev.waybill.api.http;

import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request, an argument of any controller method. Takes them one by one and remembers what is
 * wrong with them; {@link #done} says it all at once, parameters included that nobody took.
 */
public final class Query {

    private static final int LONGEST = 200;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final Map<String, List<String>> parameters;
    private final Set<String> known = new HashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    Query(Map<String, List<String>> parameters) {
        this.parameters = new LinkedHashMap<>(parameters);
    }

    /** A text; null when absent, empty or wrong. */
    public @Nullable String text(String name) {
        known.add(name);
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            wrong(name, "must be there once");
            return null;
        }
        String value = values.isEmpty() ? "" : values.getFirst();
        if (value.length() > LONGEST || !StorableJson.storable(value)) {
            wrong(name, "must be a text of at most " + LONGEST + " characters");
            return null;
        }
        return value.isEmpty() ? null : value;
    }

    /** A whole number in the range; null when absent or wrong. */
    public @Nullable Long whole(String name, long min, long max) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        if (value.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        }
        wrong(name, "must be a whole number from " + min + (max == Long.MAX_VALUE ? "" : " to " + max));
        return null;
    }

    /** The page's size: 1 to 200, 50 unless given. */
    public int limit() {
        Long limit = whole("limit", 1, Page.LARGEST);
        return limit == null ? Page.USUAL : limit.intValue();
    }

    /**
     * Where the page starts; null at the first.
     *
     * @param min the lowest key of the list
     */
    public @Nullable Long cursor(long min) {
        String value = text("cursor");
        if (value == null) {
            return null;
        }
        Long position = Cursor.decode(value);
        if (position == null || position < min) {
            wrong("cursor", "is not one that this API gave");
            return null;
        }
        return position;
    }

    /** An instant in ISO-8601; null when absent or wrong. */
    public @Nullable Instant instant(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(value).toInstant();
            if (!instant.isBefore(Instant.EPOCH) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // said below
        }
        wrong(name, "must be an instant like 2026-01-31T08:30:00Z (a plus sign is sent as %2B)");
        return null;
    }

    /** Words of an enumeration in lower case, in commas or repeated; empty when absent or wrong. */
    public <E extends Enum<E>> Set<E> words(String name, Class<E> type) {
        known.add(name);
        Set<E> words = EnumSet.noneOf(type);
        for (String value : parameters.getOrDefault(name, List.of())) {
            for (String word : value.split(",", -1)) {
                Arrays.stream(type.getEnumConstants())
                        .filter(constant -> word(constant).equals(word))
                        .findFirst()
                        .ifPresentOrElse(words::add, () -> wrong(name, "must be of " + allowed(type)));
            }
        }
        return words;
    }

    /** One word of an enumeration in lower case; null when absent or wrong. */
    public <E extends Enum<E>> @Nullable E word(String name, Class<E> type) {
        String value = text(name);
        Optional<E> word = Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(value))
                .findFirst();
        if (value != null && word.isEmpty()) {
            wrong(name, "must be of " + allowed(type));
        }
        return word.orElse(null);
    }

    /** One of these words; null when absent or wrong. */
    public @Nullable String oneOf(String name, List<String> allowed) {
        String value = text(name);
        if (value == null || allowed.contains(value)) {
            return value;
        }
        wrong(name, "must be of " + String.join(", ", allowed));
        return null;
    }

    /**
     * Says what is wrong.
     *
     * @throws RequestRefused {@code invalid_parameter} if there is anything
     */
    public void done() {
        parameters.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> wrong(name, "is not known here" + others()));
        if (!errors.isEmpty()) {
            String detail =
                    errors.getFirst().pointer() + " " + errors.getFirst().detail();
            throw new RequestRefused(Reason.INVALID_PARAMETER, detail, errors);
        }
    }

    private String others() {
        return known.isEmpty() ? "" : "; known are " + known.stream().sorted().collect(Collectors.joining(", "));
    }

    private void wrong(String name, String detail) {
        FieldError error = new FieldError(name, detail);
        if (!errors.contains(error)) {
            errors.add(error);
        }
    }

    private static <E extends Enum<E>> String allowed(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Query::word).collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
