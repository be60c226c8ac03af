package dev.waybill.shared.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What calls have used together.
 *
 * @param calls how many there were, open and failed ones included
 * @param costUsd what open and lost calls hold back included
 * @param maxUsd their budget; null when there is none
 */
public record Spending(
        long calls,
        long inputTokens,
        long outputTokens,
        long totalTokens,
        BigDecimal costUsd,
        @Nullable BigDecimal maxUsd) {

    /** USD that are left; null when there is no budget. */
    public @Nullable BigDecimal left() {
        return maxUsd == null ? null : maxUsd.subtract(costUsd).max(BigDecimal.ZERO);
    }
}
