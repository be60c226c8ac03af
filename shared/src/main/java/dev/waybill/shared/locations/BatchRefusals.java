package dev.waybill.shared.locations;

import dev.waybill.shared.job.InputError;
import dev.waybill.shared.queue.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a batch or an item cannot be changed: all of the wording in one place. */
final class BatchRefusals {

    private BatchRefusals() {}

    static Refusal unknownBatch(long id) {
        return new Refusal(Refusal.Kind.NOT_FOUND, "not_found", "There is no AI location import " + id);
    }

    static Refusal unknownItem(long batch, long id) {
        return new Refusal(Refusal.Kind.NOT_FOUND, "not_found", "AI location import " + batch + " has no item " + id);
    }

    static Refusal unknownFinder(long id) {
        String detail = "There is no finder " + id;
        return new Refusal(
                Refusal.Kind.INVALID, "invalid_input", detail, List.of(new InputError("/finder_id", detail)));
    }

    static Refusal nobody() {
        return new Refusal(Refusal.Kind.CONFLICT, "user_required", "An AI location import belongs to a user");
    }

    /** Null while it is a draft. */
    static @Nullable Refusal unlessDraft(LocationBatch batch) {
        return switch (batch.status()) {
            case DRAFT -> null;
            case IMPORTED -> conflict("batch_imported", "AI location import " + batch.id() + " is imported already");
            case DISCARDED -> conflict("batch_discarded", "AI location import " + batch.id() + " was discarded");
        };
    }

    static Refusal notGenerated(LocationBatch batch) {
        return conflict("not_generated", "AI location import " + batch.id() + " has not been generated to its end");
    }

    static Refusal imported(LocationItem item) {
        return conflict("item_imported", "Item " + item.id() + " is a location already");
    }

    static Refusal stale(LocationItem item) {
        return new Refusal(Refusal.Kind.STALE, "stale", "Item " + item.id() + " is at version " + item.version());
    }

    /** With a pointer into the request for each error. */
    static Refusal invalid(LocationItem item, List<LocationProblem> errors) {
        List<InputError> places = errors.stream()
                .map(error -> new InputError("/user_payload/" + error.field(), error.message()))
                .toList();
        return new Refusal(
                Refusal.Kind.INVALID, "item_invalid", "Item " + item.id() + " has validation errors", places);
    }

    static Refusal ended() {
        return conflict("import_ended", "It has come to its end, or another came after it: import the batch once more");
    }

    private static Refusal conflict(String reasonCode, String reason) {
        return new Refusal(Refusal.Kind.CONFLICT, reasonCode, reason);
    }
}
