package dev.waybill.api.process;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Member;
import dev.waybill.api.http.PerJobType;
import dev.waybill.shared.process.OperatorStatus;
import dev.waybill.shared.process.ProcessStatus;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What routes of processes take, as their description shows it. */
public final class ProcessShapes {

    private ProcessShapes() {}

    /** Body of a submit, whose {@code input} is that of its type. */
    @PerJobType
    public record SubmissionShape(
            String type,
            @Nullable String subtype,
            @Nullable ObjectNode input,
            @Nullable @Size(max = 200) String name,
            @Nullable @Min(1) Long tenantId,

            @Nullable @Min(-1_000) @Max(1_000) @Member(usual = "0", says = "Higher is more urgent.")
            Integer priority,

            @Nullable @Member(says = "Not before; at most five years ahead.")
            Instant runAt,

            @Nullable @Min(1) @Max(100) Integer maxAttempts,
            @Nullable @Size(max = 200) String idempotencyKey,
            @Nullable @Size(max = 200) String relatedType,
            @Nullable @Min(1) Long relatedId,
            @Nullable @Size(max = 200) String resource,
            @Nullable @Size(max = 200) String action,
            @Nullable @Size(max = 10_000) ArrayNode itemIds,
            @Nullable ObjectNode context,
            @Nullable ObjectNode metadata,
            @Nullable @Size(max = 200) String concurrencyKey,

            @Nullable @Min(1) @Max(10_000) @Member(says = "Needs a concurrency_key.")
            Integer concurrencyLimit,

            @Nullable @Min(1) @Max(604_800) Long timeoutSeconds) {}

    /** What a person decides of a process that waits for it. */
    record DecisionShape(
            @Member(oneOf = {"approve", "reject"}) String decision,
            @Nullable @Size(max = 2_000) String note) {}

    /** Filters of the list. */
    record ListQuery(
            @Nullable Set<ProcessStatus> status,
            @Nullable Set<OperatorStatus> operatorStatus,
            @Nullable String type,
            @Nullable String subtype,
            @Nullable @Min(1) Long tenantId,
            @Nullable @Min(1) Long userId,
            @Nullable String relatedType,
            @Nullable @Min(1) Long relatedId,
            @Nullable @Member(says = "Created at or after.") Instant since,

            @Nullable @Member(says = "In the name, the error or the type; or the id.")
            String text) {}

    /** How to wait for a change. */
    record GetQuery(
            @Nullable
            @Min(0)
            @Max(25)
            @Member(name = "wait", says = "Seconds to wait for a newer version than the caller has.")
            Integer waitSeconds,

            @Nullable @Min(0) @Member(says = "The version that the caller has, beside If-None-Match.")
            Long version) {}

    /** Where in the log to go on. */
    record EventsQuery(
            @Nullable @Min(0) @Member(says = "The seq of the last entry that the caller has.")
            Long after,

            @Nullable @Min(1) @Max(200) @Member(usual = "50")
            Integer limit) {}

    /** Which items. */
    record ItemsQuery(
            @Nullable @Member(oneOf = {"pending", "success", "error", "skipped"})
            String status) {}

    /** Which of the items that failed. */
    record RetryItemsQuery(
            @Nullable @Member(says = "Only those with this code; imports can.")
            String errorCode) {}

    /** Which items of the file: those that failed, whether it is said or not. */
    record FailedRowsQuery(
            @Nullable @Member(oneOf = "error") String status) {}
}
