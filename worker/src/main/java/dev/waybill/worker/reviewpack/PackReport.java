package dev.waybill.worker.reviewpack;

import dev.waybill.shared.reviewpack.ReviewPackOptions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a pack holds, as its report, its manifest and its summary tell it.
 *
 * @param softwareVersion of the worker that gathered it
 */
record PackReport(
        long tenantId,
        String tenantName,
        ReviewPackOptions options,
        FindingTally findings,
        OperationTally operations,
        String softwareVersion) {

    /** The latest change of anything in it: the data's own time, not the clock's; 1970 when there is nothing. */
    Instant asOf() {
        return Stream.of(findings.asOf(), operations.asOf())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** How many of what. */
    Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        if (options.withFindings()) {
            counts.put("findings", findings.total());
            counts.put("findings_by_status", findings.byStatus());
        }
        if (options.withOperations()) {
            counts.put("operations", operations.total());
            counts.put("operations_by_status", operations.byStatus());
        }
        if (options.withItems()) {
            counts.put("items", operations.items());
        }
        return counts;
    }
}
