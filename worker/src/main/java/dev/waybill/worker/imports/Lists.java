package dev.waybill.worker.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Several values in one field. */
final class Lists {

    private static final Pattern BETWEEN_URLS = Pattern.compile("\\s*\\|\\s*|[\\s,;]+(?=https?://)");

    private Lists() {}

    /** Values between commas; a comma that belongs to a value has a backslash before it. */
    static List<String> commaSeparated(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '\\' && at + 1 < text.length() && text.charAt(at + 1) == ',') {
                value.append(text.charAt(++at));
            } else if (character == ',') {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(character);
            }
        }
        values.add(value.toString());
        return distinct(values.stream());
    }

    /** The parts of one value, or several values as they are. */
    static List<String> separated(List<String> values) {
        return values.size() == 1 ? separated(values.getFirst()) : distinct(values.stream());
    }

    /** Paths such as {@code Home > Chairs, for two}: in one value a comma belongs to a path. */
    static List<String> separatedPaths(List<String> values) {
        return distinct(values.stream().flatMap(value -> Arrays.stream(value.split("[\n|;]"))));
    }

    /** The addresses in one value, or several of them. */
    static List<String> urls(List<String> values) {
        return distinct(values.stream().flatMap(value -> urls(value).stream()));
    }

    /** Values in lines if there are several, else between bars if there is one, else between semicolons if there is one, else between commas. */
    static List<String> separated(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        String separator = text.contains("\n") ? "\n" : text.contains("|") ? "\\|" : text.contains(";") ? ";" : ",";
        return distinct(Arrays.stream(text.split(separator)));
    }

    /** Addresses between bars, or between commas, semicolons or blanks that an address follows. */
    static List<String> urls(@Nullable String text) {
        return text == null ? List.of() : distinct(BETWEEN_URLS.splitAsStream(text));
    }

    private static List<String> distinct(Stream<String> values) {
        LinkedHashSet<String> distinct = new LinkedHashSet<>();
        values.map(String::strip).filter(value -> !value.isEmpty()).forEach(distinct::add);
        return List.copyOf(distinct);
    }
}
