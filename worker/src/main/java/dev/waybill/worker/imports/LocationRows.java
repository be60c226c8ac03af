package dev.waybill.worker.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.imports.ImportField;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.locations.CheckedLocation;
import dev.waybill.shared.locations.LocationDraft;
import dev.waybill.shared.locations.LocationProblem;
import dev.waybill.shared.locations.LocationRules;
import dev.waybill.worker.source.Fault;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes locations out of rows, one a row, by the rules that all locations follow. */
final class LocationRows implements RowRules<LocationDraft> {

    private static final List<ImportField> TEXTS = List.of(
            ImportField.SOURCE_ID,
            ImportField.NAME,
            ImportField.ADDRESS,
            ImportField.CITY,
            ImportField.STATE,
            ImportField.ZIP,
            ImportField.COUNTRY,
            ImportField.PHONE,
            ImportField.WEBSITE,
            ImportField.LAT,
            ImportField.LNG);

    @Override
    public boolean together(Row row, Row next) {
        return false;
    }

    @Override
    public List<Checked<LocationDraft>> check(List<Row> group) {
        return group.stream().map(LocationRows::check).toList();
    }

    @Override
    public String identity(LocationDraft draft) {
        return draft.identity().key();
    }

    @Override
    public String noun() {
        return "location";
    }

    private static Checked<LocationDraft> check(Row row) {
        CheckedLocation checked = LocationRules.check(raw(row));
        if (!checked.valid()) {
            return new Checked.Bad<>(row, fault(checked.errors()));
        }
        LocationDraft draft = checked.draft();
        return new Checked.Good<>(row, draft, Objects.requireNonNull(draft.name()), checked.warnings());
    }

    private static Fault fault(List<LocationProblem> problems) {
        return new Fault(
                problems.getFirst().code(),
                problems.stream()
                        .map(problem -> "%s: %s.".formatted(problem.field(), problem.message()))
                        .collect(Collectors.joining(" ")));
    }

    private static ObjectNode raw(Row row) {
        ObjectNode raw = JobJson.MAPPER.createObjectNode();
        for (ImportField field : TEXTS) {
            String text = row.text(field);
            if (text != null) {
                raw.put(field.word(), text);
            }
        }
        list(raw, "tags", Lists.separated(row.texts(ImportField.TAGS)));
        list(raw, "categories", Lists.separated(row.texts(ImportField.CATEGORIES)));
        ObjectNode custom = raw.putObject("custom_fields");
        row.columns().others().forEach((index, name) -> {
            String value = row.value(index);
            if (value != null) {
                custom.put(name, value);
            }
        });
        hours(row).ifPresent(hours -> raw.set("hours", hours));
        return raw;
    }

    private static void list(ObjectNode raw, String name, List<String> values) {
        ArrayNode list = raw.putArray(name);
        values.forEach(list::add);
    }

    /** Of the columns of days, else of the one column, which holds JSON. */
    private static Optional<JsonNode> hours(Row row) {
        ObjectNode days = JobJson.MAPPER.createObjectNode();
        row.columns()
                .matching(header -> LocationHeaders.day(header).isPresent())
                .forEach(index -> {
                    List<String> spans = row.values(index);
                    String day = LocationHeaders.day(
                                    Columns.normal(row.columns().names().get(index)))
                            .orElseThrow();
                    if (!spans.isEmpty()) {
                        list(days, day, spans);
                        if (spans.size() == 1) {
                            days.put(day, spans.getFirst());
                        }
                    }
                });
        return days.isEmpty()
                ? Optional.ofNullable(row.text(ImportField.HOURS)).map(LocationRows::json)
                : Optional.of(days);
    }

    private static JsonNode json(String text) {
        try {
            return JobJson.MAPPER.readTree(text);
        } catch (JsonProcessingException plain) {
            return JobJson.MAPPER.getNodeFactory().textNode(text);
        }
    }
}
