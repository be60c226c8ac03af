/** What every node measures of the ledger and the queue, for Prometheus. */
@NullMarked
package dev.waybill.shared.metrics;

import org.jspecify.annotations.NullMarked;
