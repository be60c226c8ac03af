package dev.waybill.worker.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import java.util.Optional;

/**
 * Where a sync goes on after a crash.
 *
 * @param runId its run; 0 until that is opened
 * @param next number of the first record that is not done, from 0
 * @param position where the source goes on; empty for its start
 * @param tally what became of the records before
 */
record SyncCheckpoint(long runId, long next, String position, SyncTally tally) {

    static final SyncCheckpoint NONE = new SyncCheckpoint(0, 0, "", SyncTally.NOTHING);

    /** As it was kept. */
    static SyncCheckpoint of(Optional<JsonNode> kept) throws JsonProcessingException {
        return kept.isPresent() ? JobJson.MAPPER.treeToValue(kept.get(), SyncCheckpoint.class) : NONE;
    }

    /** One chunk later. */
    SyncCheckpoint after(int records, String newPosition, SyncTally chunk) {
        return new SyncCheckpoint(runId, next + records, newPosition, tally.plus(chunk));
    }
}
