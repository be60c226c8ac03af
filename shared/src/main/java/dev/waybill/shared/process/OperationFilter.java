package dev.waybill.shared.process;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which operations a list shows; null or empty means any.
 *
 * @param buckets any of these words
 * @param type resource and action, for example {@code drift.generate}
 * @param since created at or after
 * @param hidden labels of process types that are left out
 */
public record OperationFilter(
        Set<OperatorStatus> buckets,
        @Nullable Outcome outcome,
        @Nullable String type,
        @Nullable String resource,
        @Nullable String action,
        @Nullable Long tenantId,
        @Nullable Long userId,
        @Nullable Instant since,
        Set<String> hidden) {

    public OperationFilter {
        buckets = Set.copyOf(buckets);
        hidden = Set.copyOf(hidden);
    }
}
