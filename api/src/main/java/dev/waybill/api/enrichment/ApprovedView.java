package dev.waybill.api.enrichment;

import java.time.Instant;

/**
 * The answer to an approval of many.
 *
 * @param approved how many it approved
 */
record ApprovedView(int approved, EnrichmentView enrichment, Instant serverTime) {}
