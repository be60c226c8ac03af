package dev.waybill.shared.enrichment;

/** What an enrichment is asked for, whatever kind of record it is about. */
public sealed interface EnrichmentInput permits ProductEnrichment, LocationImprovement {

    /** The same for every kind, with what was left out filled in. */
    EnrichmentOrder order();
}
