package dev.waybill.api.enrichment;

import dev.waybill.shared.usage.Spending;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What calls have cost together.
 *
 * @param costUsd what calls under way may cost at the most included
 * @param budgetUsd null when there is none
 */
record SpendingView(
        long calls,
        long inputTokens,
        long outputTokens,
        long totalTokens,
        BigDecimal costUsd,
        @Nullable BigDecimal budgetUsd,
        @Nullable BigDecimal leftUsd) {

    static SpendingView of(Spending spending) {
        return new SpendingView(
                spending.calls(),
                spending.inputTokens(),
                spending.outputTokens(),
                spending.totalTokens(),
                spending.costUsd(),
                spending.maxUsd(),
                spending.left());
    }
}
