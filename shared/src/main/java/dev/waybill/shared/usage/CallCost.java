package dev.waybill.shared.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a call has used.
 *
 * @param inputTokens what was sent
 * @param outputTokens what came back, thoughts included
 * @param totalTokens as the provider counts them
 * @param usd null when the model has no price
 */
public record CallCost(
        long inputTokens,
        long outputTokens,
        long totalTokens,
        @Nullable BigDecimal usd) {}
