package dev.waybill.api.enrichment;

import dev.waybill.shared.usage.UsageDay;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What the calls of a workspace have cost.
 *
 * @param month this month, UTC, with its budget
 * @param days by day and model, newest first
 */
record UsageView(SpendingView month, List<Day> days, Instant serverTime) {

    /** A model's calls on one day. */
    record Day(
            LocalDate day,
            String provider,
            String model,
            long calls,
            long inputTokens,
            long outputTokens,
            long totalTokens,
            BigDecimal costUsd) {

        static Day of(UsageDay day) {
            return new Day(
                    day.day(),
                    day.provider(),
                    day.model(),
                    day.calls(),
                    day.inputTokens(),
                    day.outputTokens(),
                    day.totalTokens(),
                    day.costUsd());
        }
    }
}
