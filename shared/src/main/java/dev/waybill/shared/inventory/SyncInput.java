package dev.waybill.shared.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code sync/*}.
 *
 * @param source where the subjects come from
 * @param selection what is observed, in the caller's own words; runs are compared only when it is the same. The server adds
 *     {@code sync}, the subtype, and {@code catalog}
 * @param subjectType type of the subjects that name none; null refuses them
 * @param fields where a record of a file or API says what it is; null takes the usual places
 * @param allowEmpty whether a run without any subject is complete; null means false: nothing is more often a fault of the
 *     source than the truth
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SyncInput(
        @NotNull @Valid SyncSource source,
        @Nullable ObjectNode selection,
        @Nullable @Size(min = 1, max = 100) String subjectType,
        @Nullable @Valid SubjectFields fields,
        @Nullable Boolean allowEmpty) {

    /** Of a file, with everything else as usual. */
    public static SyncInput of(SyncSource source) {
        return new SyncInput(source, null, null, null, null);
    }
}
