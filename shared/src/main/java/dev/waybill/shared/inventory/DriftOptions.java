package dev.waybill.shared.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is no drift, in addition to what the settings say.
 *
 * @param ignoredPaths RFC 6901 pointers to what may differ, with all that is below; a step {@code *} stands for any
 * @param numericTolerance numbers that differ by no more are the same; null leaves it to the settings
 * @param unorderedArrays arrays whose order means nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriftOptions(
        @Nullable @Size(max = 1000) List<@Pattern(regexp = SubjectFields.MEMBER) @Size(max = 1024) String> ignoredPaths,

        @Nullable @DecimalMin("0") BigDecimal numericTolerance,
        @Nullable @Valid @Size(max = 100) List<UnorderedArray> unorderedArrays) {

    /** Nothing but what the settings say. */
    public static final DriftOptions NONE = new DriftOptions(null, null, null);

    /** What may differ; empty when nothing is said. */
    public List<String> ignored() {
        return ignoredPaths == null ? List.of() : List.copyOf(ignoredPaths);
    }

    /** Arrays whose order means nothing; empty when nothing is said. */
    public List<UnorderedArray> unordered() {
        return unorderedArrays == null ? List.of() : List.copyOf(unorderedArrays);
    }
}
