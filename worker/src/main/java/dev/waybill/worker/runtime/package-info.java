/** Runs claimed processes: threads, leases, progress, stopping. */
@NullMarked
package dev.waybill.worker.runtime;

import org.jspecify.annotations.NullMarked;
