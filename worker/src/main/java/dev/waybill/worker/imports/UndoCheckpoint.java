package dev.waybill.worker.imports;

import dev.waybill.shared.job.ItemResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where an undo goes on after a crash.
 *
 * @param last index of the last item that is done; -1 when none is
 * @param restored records that are as before
 * @param removed records that the import had made
 * @param changed records that somebody changed since, so that they stay
 * @param already records that were as before already
 */
record UndoCheckpoint(long last, long restored, long removed, long changed, long already) {

    static final UndoCheckpoint START = new UndoCheckpoint(-1, 0, 0, 0, 0);

    /** One chunk later. */
    UndoCheckpoint plus(List<ItemResult> results, long newLast) {
        return new UndoCheckpoint(
                newLast,
                restored + count(results, Restored.RESTORED),
                removed + count(results, Restored.REMOVED),
                changed + count(results, Restored.CHANGED_SINCE),
                already + count(results, Restored.ALREADY));
    }

    Map<String, Object> summary(long processId) {
        return Map.of(
                "process_id", processId,
                "restored", restored,
                "removed", removed,
                "changed_since", changed,
                "already_undone", already,
                "left", changed);
    }

    private static long count(List<ItemResult> results, Restored restored) {
        return results.stream()
                .filter(result -> Objects.equals(result.message(), restored.message()))
                .count();
    }
}
