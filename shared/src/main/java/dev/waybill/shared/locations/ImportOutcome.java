package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;

/** What became of an approved draft. */
public sealed interface ImportOutcome {

    /** The item. */
    long itemId();

    /** For {@code import_result}. */
    ObjectNode result();

    /** @param existing whether the location was there already and was only completed */
    record Imported(long itemId, long locationId, boolean existing) implements ImportOutcome {
        @Override
        public ObjectNode result() {
            ObjectNode result = JobJson.MAPPER.createObjectNode().put("location_id", locationId);
            return existing ? result.put("existing", true) : result;
        }
    }

    /**
     * @param code stable (docs/errors.md)
     * @param message short sentence for people
     */
    record Failed(long itemId, String code, String message) implements ImportOutcome {
        @Override
        public ObjectNode result() {
            return JobJson.MAPPER.createObjectNode().put("error", code).put("message", message);
        }
    }
}
