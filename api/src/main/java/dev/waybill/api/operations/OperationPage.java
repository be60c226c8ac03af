package dev.waybill.api.operations;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of operations.
 *
 * @param next what {@code cursor} starts the next page; null at the end
 * @param counts operations by status bucket; null unless asked for
 * @param countsCappedAt a count of this means so many or more; null without counts
 */
record OperationPage(
        List<OperationView> items,
        @Nullable String next,
        @Nullable Map<String, Integer> counts,
        @Nullable Integer countsCappedAt,
        Instant serverTime) {}
