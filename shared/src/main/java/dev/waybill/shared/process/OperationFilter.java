package dev.waybill.shared.process;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which operations a list shows; null or empty means any.
 *
 * @param buckets any of these words
 * @param type resource and action, for example {@code drift.generate}
 * @param jobType a job's type, for example {@code import}, or its label, {@code import/csv}
 * @param since created at or after
 * @param hidden labels of process types that are left out
 * @param text part of the name, the error message or the process type, whatever its case, or the id; looked for among the
 *     newest {@value OperationReader#SEARCHED} of the workspace, of a further page among as many before it
 */
public record OperationFilter(
        Set<OperatorStatus> buckets,
        @Nullable Outcome outcome,
        @Nullable String type,
        @Nullable String jobType,
        @Nullable String resource,
        @Nullable String action,
        @Nullable Long tenantId,
        @Nullable Long userId,
        @Nullable Instant since,
        Set<String> hidden,
        @Nullable String text) {

    public OperationFilter {
        buckets = Set.copyOf(buckets);
        hidden = Set.copyOf(hidden);
    }
}
