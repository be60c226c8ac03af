/**
 * The W3C trace context on its way from a request through the job to the calls that the job makes. Waybill makes no spans
 * of its own and speaks to no collector, so this is all that it needs of tracing.
 */
@NullMarked
package dev.waybill.shared.tracing;

import org.jspecify.annotations.NullMarked;
