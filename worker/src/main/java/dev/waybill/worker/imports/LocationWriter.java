package dev.waybill.worker.imports;

import dev.waybill.shared.locations.LocationChange;
import dev.waybill.shared.locations.LocationColumn;
import dev.waybill.shared.locations.LocationDraft;
import dev.waybill.shared.locations.Locations;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes locations. Their results say which location it was. */
final class LocationWriter implements TargetWriter<LocationDraft> {

    private final Locations locations;
    private final Set<LocationColumn> columns;
    private final Target.Run run;

    /** @param columns what the source knows of a location */
    LocationWriter(Locations locations, Set<LocationColumn> columns, Target.Run run) {
        this.locations = locations;
        this.columns = Set.copyOf(columns);
        this.run = run;
    }

    @Override
    public List<Change> write(JdbcClient tx, List<LocationDraft> drafts) {
        return changes(locations.upsert(tx, run.workspaceId(), run.processId(), columns, drafts));
    }

    @Override
    public List<Change> compare(JdbcClient tx, List<LocationDraft> drafts) {
        return changes(locations.preview(tx, run.workspaceId(), columns, drafts));
    }

    private static List<Change> changes(List<LocationChange> changes) {
        return changes.stream()
                .map(change -> new Change(
                        Change.Kind.valueOf(change.kind().name()), null, change.before(), change.identifiedAfter()))
                .toList();
    }
}
