package dev.waybill.api.enrichment;

import java.time.Instant;

/**
 * The answer to a decision.
 *
 * @param enrichment its counters count the decision
 */
record DecidedSuggestionView(EnrichmentItemView item, EnrichmentView enrichment, Instant serverTime) {}
