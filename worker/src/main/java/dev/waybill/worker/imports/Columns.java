package dev.waybill.worker.imports;

import dev.waybill.shared.imports.ImportField;
import dev.waybill.shared.job.Rejected;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Which column of a source says what. */
final class Columns {

    /** What {@code items.csv} appends to the source's columns, in normal form. */
    private static final List<String> REPORT = List.of("error code", "error");

    private static final Pattern BLANKS = Pattern.compile("[\\s_\\u00A0-]+");

    private final List<String> names;
    private final List<ImportField> naming;
    private final Map<String, Integer> indexes;
    private final Map<ImportField, Integer> fields;
    private final Map<Integer, String> others;

    private Columns(
            List<String> names,
            List<ImportField> naming,
            Map<String, Integer> indexes,
            Map<ImportField, Integer> fields,
            Map<Integer, String> others) {
        this.names = names;
        this.naming = naming;
        this.indexes = indexes;
        this.fields = fields;
        this.others = others;
    }

    /**
     * @param mapping column names that come before the usual ones
     * @param naming the fields that people call a row by, the best first
     * @throws Rejected {@code unknown_column} when the mapping names a column that is not there
     */
    static Columns of(List<String> names, Headers headers, Map<ImportField, String> mapping, List<ImportField> naming) {
        Map<String, Integer> indexes = indexes(names);
        Map<ImportField, Integer> fields = new EnumMap<>(ImportField.class);
        headers.headers()
                .forEach((field, words) -> words.stream()
                        .filter(indexes::containsKey)
                        .findFirst()
                        .ifPresent(header -> fields.put(field, indexes.get(header))));
        mapping.forEach((field, name) -> fields.put(field, mapped(field, name, indexes)));
        return new Columns(names, naming, indexes, fields, others(names, headers, fields.values()));
    }

    /** Header names as they are compared: lower case, one blank for blanks, underscores and hyphens. */
    static String normal(String header) {
        return BLANKS.matcher(header.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }

    List<String> names() {
        return names;
    }

    /** The fields that people call a row by, the best first. */
    List<ImportField> naming() {
        return naming;
    }

    /** The fields that have a column. */
    Set<ImportField> fields() {
        return fields.keySet();
    }

    /** The column of a field, -1 when there is none. */
    int index(ImportField field) {
        return fields.getOrDefault(field, -1);
    }

    /** The column under a header, in normal form; -1 when there is none. */
    int index(String header) {
        return indexes.getOrDefault(header, -1);
    }

    /** Columns that mean nothing in particular, and the names under which they are kept. */
    Map<Integer, String> others() {
        return others;
    }

    /** The columns under headers of that kind, in normal form. */
    List<Integer> matching(Predicate<String> header) {
        return IntStream.range(0, names.size())
                .filter(index -> header.test(normal(names.get(index))))
                .boxed()
                .toList();
    }

    /** For a refusal: the first of the names. */
    String listed() {
        String listed = String.join(", ", names.subList(0, Math.min(20, names.size())));
        return listed.length() <= 300 ? listed : listed.substring(0, 300) + "…";
    }

    private static Map<String, Integer> indexes(List<String> names) {
        Map<String, Integer> indexes = new HashMap<>();
        for (int index = 0; index < names.size(); index++) {
            indexes.putIfAbsent(normal(names.get(index)), index);
        }
        return indexes;
    }

    private static int mapped(ImportField field, String name, Map<String, Integer> indexes) {
        Integer index = indexes.get(normal(name));
        if (index == null) {
            throw new Rejected(
                    "unknown_column",
                    "The mapping takes %s from column \"%s\", which the file does not have."
                            .formatted(field.word(), name));
        }
        return index;
    }

    private static Map<Integer, String> others(List<String> names, Headers headers, Collection<Integer> taken) {
        Map<Integer, String> others = new LinkedHashMap<>();
        for (int index = 0; index < withoutReport(names); index++) {
            if (!taken.contains(index) && !headers.consumes(normal(names.get(index)))) {
                others.put(index, headers.attributeName(names.get(index)));
            }
        }
        return others;
    }

    /** Failed rows that were downloaded and corrected come back with the two columns that told what was wrong. */
    private static int withoutReport(List<String> names) {
        int source = names.size() - REPORT.size();
        boolean reported = source > 0
                && names.subList(source, names.size()).stream()
                        .map(Columns::normal)
                        .toList()
                        .equals(REPORT);
        return reported ? source : names.size();
    }
}
