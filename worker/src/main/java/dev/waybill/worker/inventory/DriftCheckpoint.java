package dev.waybill.worker.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import java.util.Optional;

/**
 * Where a comparison goes on after a crash.
 *
 * @param done how many subjects that differ are done, in their order
 * @param compared whether these are all
 */
record DriftCheckpoint(long done, boolean compared, DriftTally tally) {

    static final DriftCheckpoint NONE = new DriftCheckpoint(0, false, DriftTally.NOTHING);

    /** As it was kept. */
    static DriftCheckpoint of(Optional<JsonNode> kept) throws JsonProcessingException {
        return kept.isPresent() ? JobJson.MAPPER.treeToValue(kept.get(), DriftCheckpoint.class) : NONE;
    }
}
