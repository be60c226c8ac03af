package dev.waybill.shared.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code drift}. What it leaves out is filled in when it is submitted: the stored one names the scope and both
 * runs, and no selection.
 *
 * @param scopeKey selection hash of the runs; null takes that of the selection, or of the run that is named
 * @param selection as a sync run shows it, instead of its hash
 * @param baselineRunId what is compared with; null takes the latest complete run before the current one
 * @param currentRunId what is looked at; null takes the latest complete run
 * @param options what is no drift; null means nothing but what the settings say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriftInput(
        @Nullable @Pattern(regexp = "^[0-9a-f]{64}$") String scopeKey,
        @Nullable ObjectNode selection,
        @Nullable @Positive Long baselineRunId,
        @Nullable @Positive Long currentRunId,
        @Nullable @Valid DriftOptions options) {

    /** The two latest complete runs of a scope. */
    public static DriftInput ofScope(String scopeKey) {
        return new DriftInput(scopeKey, null, null, null, null);
    }
}
