package dev.waybill.worker.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.imports.ImportField;
import dev.waybill.shared.imports.ImportSettings;
import dev.waybill.shared.imports.ImportTarget;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.locations.LocationChange;
import dev.waybill.shared.locations.LocationColumn;
import dev.waybill.shared.locations.LocationUndo;
import dev.waybill.shared.locations.Locations;
import dev.waybill.shared.process.ProcessItem;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records become locations. */
final class LocationTarget implements Target {

    private final Locations locations;
    private final LocationUndo undo;

    LocationTarget(Locations locations, LocationUndo undo) {
        this.locations = locations;
        this.undo = undo;
    }

    @Override
    public ImportTarget name() {
        return ImportTarget.LOCATIONS;
    }

    @Override
    public Plan<?> plan(ImportSettings settings, List<String> names, Run run) {
        Columns columns =
                Columns.of(names, new LocationHeaders(), settings.mapping().columns(), List.of(ImportField.NAME));
        requireUsable(columns);
        return new Plan<>("plain", columns, new LocationRows(), new LocationWriter(locations, known(columns), run));
    }

    @Override
    public List<Restored> restore(JdbcClient tx, Run run, long imported, List<ProcessItem> items) {
        List<LocationUndo.Written> writes =
                items.stream().map(LocationTarget::written).toList();
        Map<Long, LocationUndo.Outcome> outcomes = undo.undo(tx, run.workspaceId(), imported, writes);
        return items.stream().map(item -> restored(item, outcomes)).toList();
    }

    private static Restored restored(ProcessItem item, Map<Long, LocationUndo.Outcome> outcomes) {
        LocationUndo.Outcome outcome = Objects.requireNonNull(outcomes.get(locationId(item)));
        return switch (outcome) {
            case RESTORED -> Restored.RESTORED;
            case REMOVED -> Restored.REMOVED;
            case ALREADY -> Restored.ALREADY;
            case CHANGED_SINCE -> Restored.CHANGED_SINCE;
            case GONE -> item.beforeState() == null ? Restored.ALREADY : Restored.CHANGED_SINCE;
        };
    }

    private static LocationUndo.Written written(ProcessItem item) {
        ObjectNode after = Objects.requireNonNull(item.afterState()).deepCopy();
        after.remove(LocationChange.ID);
        return new LocationUndo.Written(locationId(item), item.beforeState(), after);
    }

    private static long locationId(ProcessItem item) {
        JsonNode after = Objects.requireNonNull(item.afterState());
        return after.path(LocationChange.ID).asLong();
    }

    private static void requireUsable(Columns columns) {
        Set<ImportField> fields = columns.fields();
        boolean place =
                fields.contains(ImportField.ADDRESS) || fields.containsAll(Set.of(ImportField.LAT, ImportField.LNG));
        boolean named = fields.contains(ImportField.NAME);
        if (!named || !place) {
            throw new Rejected(
                    "no_usable_header",
                    "The header needs a column for the %s; it has: %s."
                            .formatted(named ? "address, or two for coordinates" : "name", columns.listed()));
        }
    }

    private static Set<LocationColumn> known(Columns columns) {
        EnumSet<LocationColumn> known = EnumSet.of(LocationColumn.NAME);
        columns.fields().forEach(field -> known.add(LocationColumn.valueOf(field.name())));
        if (!columns.others().isEmpty()) {
            known.add(LocationColumn.CUSTOM_FIELDS);
        }
        if (!columns.matching(header -> LocationHeaders.day(header).isPresent()).isEmpty()) {
            known.add(LocationColumn.HOURS);
        }
        return known;
    }
}
