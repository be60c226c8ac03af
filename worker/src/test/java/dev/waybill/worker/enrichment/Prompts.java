package dev.waybill.worker.enrichment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.testkit.GeminiStandIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What stands in prompts. */
final class Prompts {

    private Prompts() {}

    /** The records of the data part. */
    static ArrayNode records(GeminiStandIn.Call call) {
        String line = call.prompt()
                .lines()
                .filter(one -> one.startsWith("[{"))
                .findFirst()
                .orElseThrow();
        return (ArrayNode) Objects.requireNonNull(JobJson.read(line));
    }

    /** The names of the records that these calls were about, as often as they were asked about. */
    static List<String> names(List<GeminiStandIn.Call> calls) {
        List<String> names = new ArrayList<>();
        calls.forEach(call ->
                records(call).forEach(record -> names.add(record.path("name").asText())));
        return names;
    }
}
