package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of all records as columns, in the order in which they came first. */
final class PathColumns {

    private static final String SEPARATOR = "\n";

    private final ReadLimits limits;
    private final Map<String, Integer> indexes = new LinkedHashMap<>();

    PathColumns(ReadLimits limits) {
        this.limits = limits;
    }

    static PathColumns of(List<String> names, ReadLimits limits) {
        PathColumns columns = new PathColumns(limits);
        names.forEach(name -> columns.indexes.put(name, columns.indexes.size()));
        return columns;
    }

    List<String> names() {
        return List.copyOf(indexes.keySet());
    }

    void addAll(RecordFields record) {
        record.all().forEach(field -> add(field.name()));
    }

    /** The record as a row of these columns. */
    SourceRecord row(long number, RecordFields record) {
        String[] values = new String[indexes.size()];
        Arrays.fill(values, "");
        Map<Integer, List<String>> repeated = new HashMap<>();
        for (RecordFields.Field field : record.all()) {
            Integer index = indexes.get(field.name());
            if (index != null && !field.value().isBlank()) {
                put(values, index, field.value(), repeated);
            }
        }
        repeated.forEach((index, several) -> values[index] = String.join(SEPARATOR, several));
        return new SourceRecord(number, number + 1, List.of(values), record.fault(), repeated);
    }

    private static void put(String[] values, int index, String value, Map<Integer, List<String>> repeated) {
        if (values[index].isEmpty()) {
            values[index] = value;
        } else {
            repeated.computeIfAbsent(index, first -> new ArrayList<>(List.of(values[first])))
                    .add(value);
        }
    }

    private void add(String name) {
        indexes.putIfAbsent(name, indexes.size());
        if (indexes.size() > limits.columns()) {
            throw new Rejected(
                    "too_many_columns",
                    "The records have more than %,d different fields; perhaps another element is the record."
                            .formatted(limits.columns()));
        }
    }
}
