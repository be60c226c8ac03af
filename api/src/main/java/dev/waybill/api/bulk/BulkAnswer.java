package dev.waybill.api.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import java.time.Instant;
import java.util.List;

/**
 * What became of a bulk.
 *
 * @param accepted lines that are enqueued or were before
 * @param lines array of {@link LineResult}, in the order of the lines
 */
record BulkAnswer(int accepted, int refused, JsonNode lines, Instant serverTime) {

    /** As it is remembered under an Idempotency-Key. */
    static JsonNode stored(List<LineResult> lines) {
        int accepted = (int) lines.stream().filter(LineResult::accepted).count();
        ObjectNode stored = JobJson.MAPPER.createObjectNode();
        stored.put("accepted", accepted).put("refused", lines.size() - accepted);
        stored.set("lines", JobJson.MAPPER.valueToTree(lines));
        return stored;
    }

    static BulkAnswer of(JsonNode stored, Instant now) {
        return new BulkAnswer(
                stored.path("accepted").asInt(), stored.path("refused").asInt(), stored.path("lines"), now);
    }
}
