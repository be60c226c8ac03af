package dev.waybill.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An enrichment and what it has cost.
 *
 * @param items how many suggestions there are by status
 * @param summary {@code stopped} says which budget has stopped it
 */
public record EnrichmentView(
        long processId,
        @Nullable String type,
        @Nullable String status,
        Map<String, Long> items,
        @Nullable Spending spending,
        @Nullable JsonNode summary,
        long version) {

    public EnrichmentView {
        items = items == null ? Map.of() : Map.copyOf(items);
    }

    /**
     * What its calls have cost.
     *
     * @param costUsd what calls under way may cost at the most included
     * @param budgetUsd null when there is none
     */
    public record Spending(
            long calls,
            long inputTokens,
            long outputTokens,
            long totalTokens,
            @Nullable BigDecimal costUsd,
            @Nullable BigDecimal budgetUsd,
            @Nullable BigDecimal leftUsd) {}
}
