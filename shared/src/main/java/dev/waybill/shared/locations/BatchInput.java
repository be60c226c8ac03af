package dev.waybill.shared.locations;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

/**
 * Input of {@code ai_location_import_generate} and {@code ai_location_import_apply}.
 *
 * @param batchId the batch, of the process's workspace
 */
public record BatchInput(@NotNull @Positive Long batchId) {}
