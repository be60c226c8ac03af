package dev.waybill.api.operations;

import dev.waybill.api.http.Member;
import dev.waybill.shared.process.OperatorStatus;
import dev.waybill.shared.process.Outcome;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What routes of operations take, as their description shows it. */
final class OperationShapes {

    private OperationShapes() {}

    /** Filters of the list. */
    record ListQuery(
            @Nullable @Member(says = "Buckets.") Set<OperatorStatus> status,
            @Nullable Outcome outcome,
            @Nullable String type,

            @Nullable @Member(says = "Type of the job, or its label: import, import/csv.")
            String jobType,

            @Nullable String resource,
            @Nullable String action,
            @Nullable @Min(1) Long tenantId,
            @Nullable @Min(1) Long userId,
            @Nullable @Member(says = "Created at or after.") Instant since,

            @Nullable
            @Member(
                    says =
                            "In the name, the error or the id; among the newest 10,000, or the 10,000 before the cursor.")
            String text,

            @Nullable @Member(usual = "false", says = "Runs too that only the system starts.")
            Boolean internal,

            @Nullable @Member(usual = "false", says = "How many match in each bucket.")
            Boolean counts) {}

    /** What the viewer knows of itself. */
    record GetQuery(
            @Nullable @Member(usual = "false") Boolean tabHidden,
            @Nullable @Member(usual = "false") Boolean actionMounted) {}
}
