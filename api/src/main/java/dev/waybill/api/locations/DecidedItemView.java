package dev.waybill.api.locations;

import java.time.Instant;

/**
 * The answer to a decision.
 *
 * @param batch its counters count the decision
 */
record DecidedItemView(LocationItemView item, BatchView batch, Instant serverTime) {}
