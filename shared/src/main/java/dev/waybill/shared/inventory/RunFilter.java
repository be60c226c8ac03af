package dev.waybill.shared.inventory;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which sync runs. Null and empty mean any. */
public record RunFilter(
        @Nullable Long tenantId,
        Set<RunStatus> statuses,
        @Nullable String scopeKey,
        @Nullable Long processId) {

    public RunFilter {
        statuses = Set.copyOf(statuses);
    }
}
