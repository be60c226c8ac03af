package dev.waybill.api.stream;

import dev.waybill.api.http.Member;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** What routes of streams take, as their description shows it. */
final class StreamShapes {

    private StreamShapes() {}

    /** Where in the log to begin. */
    record ProcessQuery(
            @Nullable @Min(0) @Member(says = "The seq of the last entry that the caller has; Last-Event-ID wins.")
            Long after) {}

    /** What never changes of a process. */
    record WorkspaceQuery(
            @Nullable String type,
            @Nullable String subtype,
            @Nullable @Min(1) Long tenantId,
            @Nullable @Min(1) Long userId,
            @Nullable String relatedType,
            @Nullable @Min(1) Long relatedId) {}
}
