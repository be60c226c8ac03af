package dev.waybill.shared.process;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which processes a list shows; null or empty means any.
 *
 * @param statuses any of these
 * @param operatorStatuses any of these words
 * @param since created at or after
 * @param text part of the name, the error message or the label, whatever its case; or the id
 * @param hidden labels of types that are left out
 */
public record ProcessFilter(
        Set<ProcessStatus> statuses,
        Set<OperatorStatus> operatorStatuses,
        @Nullable String type,
        @Nullable String subtype,
        @Nullable Long tenantId,
        @Nullable Long userId,
        @Nullable String relatedType,
        @Nullable Long relatedId,
        @Nullable Instant since,
        @Nullable String text,
        Set<String> hidden) {

    /** Everything. */
    public static final ProcessFilter ALL =
            new ProcessFilter(Set.of(), Set.of(), null, null, null, null, null, null, null, null);

    /** With all types. */
    public ProcessFilter(
            Set<ProcessStatus> statuses,
            Set<OperatorStatus> operatorStatuses,
            @Nullable String type,
            @Nullable String subtype,
            @Nullable Long tenantId,
            @Nullable Long userId,
            @Nullable String relatedType,
            @Nullable Long relatedId,
            @Nullable Instant since,
            @Nullable String text) {
        this(
                statuses,
                operatorStatuses,
                type,
                subtype,
                tenantId,
                userId,
                relatedType,
                relatedId,
                since,
                text,
                Set.of());
    }

    public ProcessFilter {
        hidden = Set.copyOf(hidden);
        statuses = Set.copyOf(statuses);
        operatorStatuses = Set.copyOf(operatorStatuses);
    }
}
