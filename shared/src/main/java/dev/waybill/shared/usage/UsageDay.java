package dev.waybill.shared.usage;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What the calls of one model have used on one day.
 *
 * @param day UTC
 */
public record UsageDay(
        LocalDate day,
        String provider,
        String model,
        long calls,
        long inputTokens,
        long outputTokens,
        long totalTokens,
        BigDecimal costUsd) {}
