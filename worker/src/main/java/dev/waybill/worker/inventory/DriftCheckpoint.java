package dev.waybill.worker.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a comparison goes on after a crash.
 *
 * @param differences how many subjects differ; null until that is known
 * @param after position of the last one that is done
 */
record DriftCheckpoint(@Nullable Long differences, long after, DriftTally tally) {

    static final DriftCheckpoint NONE = new DriftCheckpoint(null, 0, DriftTally.NOTHING);

    /** As it was kept. */
    static DriftCheckpoint of(Optional<JsonNode> kept) throws JsonProcessingException {
        return kept.isPresent() ? JobJson.MAPPER.treeToValue(kept.get(), DriftCheckpoint.class) : NONE;
    }
}
