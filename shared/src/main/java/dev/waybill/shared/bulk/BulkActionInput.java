package dev.waybill.shared.bulk;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Input of {@code bulk_action}.
 *
 * @param upToId the highest id that it may touch: what came later was not looked at by whoever asked
 */
public record BulkActionInput(
        @NotNull BulkAction action,
        @NotNull BulkFilter filter,
        @NotNull @Min(1) Long upToId) {}
