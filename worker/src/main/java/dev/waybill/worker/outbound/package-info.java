/** HTTP to addresses that people name: guarded against what they could reach from inside, bounded, and stoppable. */
@NullMarked
package dev.waybill.worker.outbound;

import org.jspecify.annotations.NullMarked;
