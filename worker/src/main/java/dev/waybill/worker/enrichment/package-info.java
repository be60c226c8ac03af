/** Enrichment: asks a model about many records at once, within budgets, and keeps every answer that was paid for. */
@NullMarked
package dev.waybill.worker.enrichment;

import org.jspecify.annotations.NullMarked;
