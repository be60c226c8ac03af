package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.ProductColumn;
import dev.waybill.shared.imports.ImportField;
import dev.waybill.shared.job.Rejected;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Which column of a file says what. */
final class Columns {

    private static final Map<ImportField, Set<ProductColumn>> WRITES = writes();

    /** What {@code items.csv} appends to the source's columns, in normal form. */
    private static final List<String> REPORT = List.of("error code", "error");

    private final List<String> names;
    private final Map<String, Integer> indexes;
    private final Map<ImportField, Integer> fields;
    private final List<Integer> others;

    private Columns(
            List<String> names, Map<String, Integer> indexes, Map<ImportField, Integer> fields, List<Integer> others) {
        this.names = names;
        this.indexes = indexes;
        this.fields = fields;
        this.others = others;
    }

    /**
     * @param mapping column names that come before the dialect's own
     * @throws Rejected {@code unknown_column} when the mapping names a column that is not there,
     *     {@code no_usable_header} when no product could be told from another, or none has a name
     */
    static Columns of(List<String> names, Dialect dialect, Map<ImportField, String> mapping) {
        Map<String, Integer> indexes = indexes(names);
        Map<ImportField, Integer> fields = new EnumMap<>(ImportField.class);
        dialect.headers()
                .forEach((field, headers) -> headers.stream()
                        .filter(indexes::containsKey)
                        .findFirst()
                        .ifPresent(header -> fields.put(field, indexes.get(header))));
        mapping.forEach((field, name) -> fields.put(field, mapped(field, name, indexes)));
        requireUsable(names, fields);
        return new Columns(names, indexes, fields, others(names, dialect, fields.values()));
    }

    /** Header names as they are compared: lower case, one blank for blanks, underscores and hyphens. */
    static String normal(String header) {
        return header.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_\\u00A0-]+", " ")
                .strip();
    }

    List<String> names() {
        return names;
    }

    /** The column of a field, -1 when there is none. */
    int index(ImportField field) {
        return fields.getOrDefault(field, -1);
    }

    /** The column under a header, in normal form; -1 when there is none. */
    int index(String header) {
        return indexes.getOrDefault(header, -1);
    }

    /** Columns that mean nothing in particular: kept as attributes. */
    List<Integer> others() {
        return others;
    }

    /** The columns under headers of that kind, in normal form. */
    List<Integer> matching(Predicate<String> header) {
        return IntStream.range(0, names.size())
                .filter(index -> header.test(normal(names.get(index))))
                .boxed()
                .toList();
    }

    /** What this file knows of a product. */
    Set<ProductColumn> known() {
        EnumSet<ProductColumn> known = EnumSet.of(ProductColumn.NAME);
        fields.keySet().forEach(field -> known.addAll(WRITES.getOrDefault(field, Set.of())));
        if (!others.isEmpty()) {
            known.add(ProductColumn.ATTRIBUTES);
        }
        return known;
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
                            .formatted(field.name().toLowerCase(Locale.ROOT), name));
        }
        return index;
    }

    private static void requireUsable(List<String> names, Map<ImportField, Integer> fields) {
        boolean identity = fields.containsKey(ImportField.SKU)
                || fields.containsKey(ImportField.HANDLE)
                || fields.containsKey(ImportField.SOURCE_ID);
        if (!identity || !fields.containsKey(ImportField.NAME)) {
            String listed = String.join(", ", names.subList(0, Math.min(20, names.size())));
            throw new Rejected(
                    "no_usable_header",
                    "The header needs a column for the %s; it has: %s."
                            .formatted(identity ? "name" : "SKU or handle", cut(listed)));
        }
    }

    private static String cut(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }

    private static List<Integer> others(List<String> names, Dialect dialect, Collection<Integer> taken) {
        return IntStream.range(0, withoutReport(names))
                .filter(index -> !taken.contains(index))
                .filter(index -> !dialect.consumes(normal(names.get(index))))
                .boxed()
                .toList();
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

    private static Map<ImportField, Set<ProductColumn>> writes() {
        Map<ImportField, Set<ProductColumn>> writes = new EnumMap<>(ImportField.class);
        Set<ProductColumn> sale = Set.of(ProductColumn.PRICE, ProductColumn.COMPARE_AT_PRICE, ProductColumn.CURRENCY);
        writes.put(ImportField.SKU, Set.of(ProductColumn.SKU));
        writes.put(ImportField.HANDLE, Set.of(ProductColumn.HANDLE));
        writes.put(ImportField.DESCRIPTION, Set.of(ProductColumn.DESCRIPTION));
        writes.put(ImportField.PRICE, Set.of(ProductColumn.PRICE, ProductColumn.CURRENCY));
        writes.put(ImportField.SALE_PRICE, sale);
        writes.put(ImportField.COMPARE_AT_PRICE, Set.of(ProductColumn.COMPARE_AT_PRICE, ProductColumn.CURRENCY));
        writes.put(ImportField.CURRENCY, Set.of(ProductColumn.CURRENCY));
        writes.put(ImportField.STOCK, Set.of(ProductColumn.STOCK));
        writes.put(ImportField.VENDOR, Set.of(ProductColumn.VENDOR));
        writes.put(ImportField.CATEGORIES, Set.of(ProductColumn.CATEGORIES));
        writes.put(ImportField.TAGS, Set.of(ProductColumn.TAGS));
        writes.put(ImportField.IMAGE_URLS, Set.of(ProductColumn.IMAGE_URLS));
        writes.put(ImportField.PARENT_SKU, Set.of(ProductColumn.PARENT_SKU, ProductColumn.PARENT_SOURCE_ID));
        writes.put(ImportField.SOURCE_ID, Set.of(ProductColumn.SOURCE_ID));
        writes.put(ImportField.OPTION1_VALUE, Set.of(ProductColumn.OPTIONS));
        writes.put(ImportField.OPTION2_VALUE, Set.of(ProductColumn.OPTIONS));
        writes.put(ImportField.OPTION3_VALUE, Set.of(ProductColumn.OPTIONS));
        return writes;
    }
}
