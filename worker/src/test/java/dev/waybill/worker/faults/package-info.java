/** Workers that are broken in every way, and what they must have done nevertheless. */
@NullMarked
package dev.waybill.worker.faults;

import org.jspecify.annotations.NullMarked;
