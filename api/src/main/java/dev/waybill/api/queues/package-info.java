/** Queues as a workspace sees them, and what operators hold back. */
@NullMarked
package dev.waybill.api.queues;

import org.jspecify.annotations.NullMarked;
