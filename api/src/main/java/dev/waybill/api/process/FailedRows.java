package dev.waybill.api.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.files.CsvCell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Source rows of items that failed, as a table: the columns in the order in which they were first seen, then what was
 * wrong. A row is stored as {@code {"columns": [...], "values": [...]}}, or as an object of values by column.
 */
final class FailedRows {

    private static final Set<String> OURS = Set.of("error_code", "error");

    private final Set<Column> columns = new LinkedHashSet<>();

    /** A column by its name, and which one it is of several with this name. */
    private record Column(String name, int occurrence) {}

    /** Takes the columns of a row into the header. */
    void add(JsonNode source) {
        columns.addAll(cells(source).keySet());
    }

    /** The first line. */
    List<String> header() {
        List<String> header = new ArrayList<>(columns.stream().map(Column::name).toList());
        header.add("error_code");
        header.add("error");
        return header;
    }

    /** The line of a row whose columns were taken into the header. */
    List<String> line(JsonNode source, String errorCode, String error) {
        Map<Column, String> cells = cells(source);
        List<String> line = new ArrayList<>(columns.stream()
                .map(column -> CsvCell.inert(Objects.requireNonNullElse(cells.get(column), "")))
                .toList());
        line.add(CsvCell.inert(errorCode));
        line.add(CsvCell.inert(error));
        return line;
    }

    private static Map<Column, String> cells(JsonNode source) {
        Map<Column, String> cells = new LinkedHashMap<>();
        JsonNode names = source.path("columns");
        JsonNode values = source.path("values");
        if (names.isArray() && values.isArray()) {
            for (int index = 0; index < Math.max(names.size(), values.size()); index++) {
                String name = names.has(index) ? names.get(index).asText() : "column_" + (index + 1);
                put(cells, name, values.path(index));
            }
        } else {
            source.properties().forEach(cell -> put(cells, cell.getKey(), cell.getValue()));
        }
        return cells;
    }

    private static void put(Map<Column, String> cells, String name, JsonNode value) {
        if (OURS.contains(name)) {
            return;
        }
        int occurrence = 0;
        while (cells.containsKey(new Column(name, occurrence))) {
            occurrence++;
        }
        cells.put(new Column(name, occurrence), text(value));
    }

    private static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
