package dev.waybill.api.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.http.Member;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An enrichment as the API shows it.
 *
 * @param type the process's label
 * @param status of the process
 * @param items how many there are by status
 * @param spending of the process
 * @param summary of the process; {@code stopped} says which budget has stopped it
 * @param version of the process
 */
record EnrichmentView(
        long processId,
        String type,
        @Member(words = ProcessStatus.class) String status,
        Map<String, Long> items,
        SpendingView spending,
        @Nullable JsonNode summary,
        long version,
        Map<String, String> links,
        Instant serverTime) {

    static EnrichmentView of(Process process, Map<EnrichmentStatus, Long> counts, SpendingView spending, Instant now) {
        Map<String, Long> items = new LinkedHashMap<>();
        counts.forEach((status, count) -> items.put(status.word(), count));
        String self = "/api/enrichments/" + process.id();
        return new EnrichmentView(
                process.id().value(),
                process.kind().label(),
                process.status().word(),
                items,
                spending,
                process.summary(),
                process.version(),
                Map.of("self", self, "items", self + "/items", "process", "/api/processes/" + process.id()),
                now);
    }
}
