package dev.waybill.api.inventory;

import dev.waybill.api.http.Forms;
import dev.waybill.api.http.Member;
import dev.waybill.shared.inventory.Change;
import dev.waybill.shared.inventory.FindingStatus;
import dev.waybill.shared.inventory.RunStatus;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What routes of findings and sync runs take, as their description shows it. */
final class InventoryShapes {

    private InventoryShapes() {}

    /** Filters of findings. */
    record FindingsQuery(
            @Nullable @Min(1) Long tenantId,
            @Nullable Set<FindingStatus> status,
            @Nullable String findingType,
            @Nullable String subjectType,
            @Nullable String scopeKey,
            @Nullable @Min(1) Long runId,
            @Nullable @Min(1) Long operationRunId,
            @Nullable Instant seenFrom,
            @Nullable Instant seenBefore,
            @Nullable Change change,

            @Nullable @Min(1) @Member(says = "No higher id: what has come since is not meant.")
            Long upTo) {}

    /** Filters of sync runs. */
    record RunsQuery(
            @Nullable @Min(1) Long tenantId,
            @Nullable Set<RunStatus> status,
            @Nullable String scopeKey,
            @Nullable @Min(1) Long processId) {}

    /** Either {@code ids}, or {@code up_to} and perhaps a filter. */
    @Forms({"""
        {"required": ["ids"], "properties": {"ids": {"type": "array"}, "filter": {"type": "null"}, "up_to": {"type": "null"}}}""", """
        {"required": ["up_to"], "properties": {"up_to": {"type": "integer"}, "ids": {"type": "null"}}}"""})
    record ChosenShape(
            @Nullable @Size(max = 1_000) @Member(says = "Either these, or up_to and perhaps a filter.")
            List<@Min(1) Long> ids,

            @Nullable FindingFilterShape filter,

            @Nullable @Min(1) @Member(says = "The newest finding that the caller has seen.")
            Long upTo) {}

    /** Which findings. */
    record FindingFilterShape(
            @Nullable @Min(1) Long tenantId,
            @Nullable @Size(max = 200) String findingType,
            @Nullable @Size(max = 200) String subjectType,
            @Nullable @Size(max = 200) String scopeKey,
            @Nullable @Min(1) Long runId,
            @Nullable @Min(1) Long operationRunId,

            @Nullable @Member(words = Change.class) String change,

            @Nullable @Member(says = "Acknowledged just then: what one acknowledgement took, by its \"at\".")
            Instant acknowledgedAt) {}
}
