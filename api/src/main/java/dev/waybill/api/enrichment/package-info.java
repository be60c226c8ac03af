/** Enrichments: the review of what a model suggests, and what models have cost. */
@NullMarked
package dev.waybill.api.enrichment;

import org.jspecify.annotations.NullMarked;
