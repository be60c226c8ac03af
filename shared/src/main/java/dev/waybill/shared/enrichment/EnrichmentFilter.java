package dev.waybill.shared.enrichment;

import jakarta.validation.constraints.NotNull;

/**
 * Which records are enriched.
 *
 * @param missing those in which this is empty
 */
public record EnrichmentFilter(@NotNull EnrichmentField missing) {}
