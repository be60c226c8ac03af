package dev.waybill.shared.enrichment;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An enrichment in the words of the work: exactly one of ids, missing, processId and retryOf says which records.
 *
 * @param kind of records, {@link dev.waybill.shared.amendment.AmendableRecords#kind()}
 * @param ids records, as text
 * @param missing records in which this is empty
 * @param processId records that this import has written
 * @param retryOf records that failed in this enrichment
 * @param fields what the model is asked for; nothing else is ever written
 * @param language BCP 47; null for the language of each record
 * @param model null for the configured one
 * @param maxCostUsd budget of the process; null for the configured one
 * @param onlyEmpty whether what is there already stays
 */
public record EnrichmentOrder(
        String kind,
        @Nullable List<String> ids,
        @Nullable EnrichmentField missing,
        @Nullable Long processId,
        @Nullable Long retryOf,
        Set<EnrichmentField> fields,
        EnrichmentMode mode,
        @Nullable String language,
        @Nullable String model,
        @Nullable BigDecimal maxCostUsd,
        boolean dryRun,
        boolean onlyEmpty) {

    public EnrichmentOrder {
        ids = ids == null ? null : List.copyOf(ids);
        fields = Set.copyOf(fields);
    }

    /** The fields in their own order, so that the same wish is the same prompt. */
    public List<EnrichmentField> orderedFields() {
        return List.copyOf(new TreeSet<>(fields));
    }

    /** The columns that may be written. */
    public List<String> columns() {
        return orderedFields().stream()
                .flatMap(field -> field.columns().stream())
                .toList();
    }
}
