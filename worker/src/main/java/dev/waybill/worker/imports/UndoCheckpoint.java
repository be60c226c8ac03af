package dev.waybill.worker.imports;

import java.util.List;
import java.util.Map;

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
    UndoCheckpoint plus(List<Restored> records, long newLast) {
        return new UndoCheckpoint(
                newLast,
                restored + count(records, Restored.RESTORED),
                removed + count(records, Restored.REMOVED),
                changed + count(records, Restored.CHANGED_SINCE),
                already + count(records, Restored.ALREADY));
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

    private static long count(List<Restored> records, Restored kind) {
        return records.stream().filter(kind::equals).count();
    }
}
