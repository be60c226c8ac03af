package dev.waybill.worker.locations;

import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.locations.ImportOutcome;
import dev.waybill.shared.locations.LocationChange;
import dev.waybill.shared.locations.LocationItem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of an approved draft.
 *
 * @param change null when it failed, or when another draft of the chunk became the same location
 */
record Written(
        LocationItem item, ImportOutcome outcome, @Nullable LocationChange change) {

    /** A new location, or one that was there already. */
    static Written imported(LocationItem item, long locationId, boolean existing, @Nullable LocationChange change) {
        return new Written(item, new ImportOutcome.Imported(item.id(), locationId, existing), change);
    }

    static Written failed(LocationItem item, String code, String message) {
        return new Written(item, new ImportOutcome.Failed(item.id(), code, message), null);
    }

    /** @param index its position in the process */
    ItemResult result(long index) {
        return switch (outcome) {
            case ImportOutcome.Imported imported ->
                new ItemResult(
                        index,
                        name(),
                        null,
                        ItemResult.Status.SUCCESS,
                        (imported.existing() ? "Location %d was there already." : "Location %d was created.")
                                .formatted(imported.locationId()),
                        null,
                        change == null ? null : change.before(),
                        change == null ? null : change.identifiedAfter());
            case ImportOutcome.Failed failed ->
                ItemResult.error(index, name(), failed.code(), failed.message(), item.payload());
        };
    }

    String name() {
        return Objects.requireNonNullElse(item.payload().path("name").textValue(), "item " + item.id());
    }
}
