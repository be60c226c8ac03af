package dev.waybill.api.bulk;

import dev.waybill.api.http.Member;
import dev.waybill.shared.bulk.BulkAction;
import dev.waybill.shared.process.OperatorStatus;
import dev.waybill.shared.process.ProcessStatus;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What bulk routes take, as their description shows it. */
final class BulkShapes {

    private BulkShapes() {}

    /** Whether one wrong line refuses all. */
    record BulkQuery(
            @Nullable
            @Member(
                    oneOf = {"all_or_nothing", "per_line"},
                    usual = "all_or_nothing")
            String mode) {}

    /** What would an action come to? */
    record PreviewShape(@Nullable FilterShape filter) {}

    /** An action for all that match. */
    record BulkActionShape(
            @Member(words = BulkAction.class) String action,
            @Nullable FilterShape filter,

            @Min(1) @Member(says = "From the preview: what was submitted later is left alone.")
            long upToId) {}

    /** What the list of processes has as parameters. */
    record FilterShape(
            @Nullable @Size(max = 6) List<ProcessStatus> status,
            @Nullable @Size(max = 7) List<OperatorStatus> operatorStatus,
            @Nullable @Size(max = 200) String type,
            @Nullable @Size(max = 200) String subtype,
            @Nullable @Min(1) Long tenantId,
            @Nullable @Min(1) Long userId,
            @Nullable @Size(max = 200) String relatedType,
            @Nullable @Min(1) Long relatedId,
            @Nullable Instant since,
            @Nullable @Size(max = 200) String text,

            @Nullable @Member(usual = "true", says = "Whether runs match that only the system starts.")
            Boolean internal) {}
}
