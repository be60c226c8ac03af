package dev.waybill.shared.enrichment;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

/**
 * Input of {@code enrichment_undo}.
 *
 * @param processId the enrichment that is taken back
 */
public record EnrichmentUndoInput(@NotNull @Positive Long processId) {}
