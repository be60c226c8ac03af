package dev.waybill.worker.imports;

import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.process.ProcessItem;
import org.jspecify.annotations.Nullable;

/** What became of a record whose change was to be taken back. */
enum Restored {
    RESTORED("Restored.", null),
    REMOVED("Removed.", null),
    ALREADY("It is as before already.", "already_undone"),
    CHANGED_SINCE("It was changed since, so it stays.", "changed_since");

    private final String message;
    private final @Nullable String code;

    Restored(String message, @Nullable String code) {
        this.message = message;
        this.code = code;
    }

    /** The result of a record, under the number that it had in the import. */
    ItemResult result(ProcessItem item) {
        boolean done = code == null;
        return new ItemResult(
                item.itemIndex(),
                item.itemKey(),
                item.productId(),
                done ? ItemResult.Status.SUCCESS : ItemResult.Status.SKIPPED,
                message,
                code,
                done ? item.afterState() : null,
                done ? item.beforeState() : null);
    }
}
